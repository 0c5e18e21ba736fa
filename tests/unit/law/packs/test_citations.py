"""Citations: what is cited must be there."""

from pathlib import Path

import pytest

from yingbao.law.facts.problems import Place, Problems
from yingbao.law.packs.citations import Library, read_clause_ids, read_laws
from yingbao.law.plans.writing import from_yaml
from yingbao.values.citation import Citation
from yingbao.values.sure import Sure

HERE = Place(Path("p.yaml"))


def library() -> Library:
    made = Library()
    made.add_document("残疾人保障法", "中华人民共和国残疾人保障法", clauses=frozenset({"第四十八条"}))
    made.add_document("国发〔2015〕52号", "两项补贴意见")
    return made


def test_a_document_is_cited_by_its_id_title_or_number():
    found = library().resolve("中华人民共和国残疾人保障法：第四十八条", HERE)

    assert found == Citation("残疾人保障法", "第四十八条")


def test_of_a_document_known_by_number_alone_no_clause_is_taken_on_trust():
    books = library()

    assert books.resolve("国发〔2015〕52号", HERE) == Citation("国发〔2015〕52号")
    assert books.resolve("国发〔2015〕52号:第二条", HERE) is None
    assert "只知文号" in str(next(iter(books.problems)))


def test_a_clause_that_is_not_there_is_said():
    books = library()

    assert books.resolve("残疾人保障法:第四十九条", HERE) is None
    assert "第四十九条" in str(next(iter(books.problems)))


def test_a_citation_with_nothing_after_the_colon_is_said():
    books = library()

    assert books.resolve("残疾人保障法:", HERE) is None
    assert len(books.problems) == 1


def test_the_clauses_of_a_plan_are_found_by_id(tmp_path):
    books = library()
    (tmp_path / "plan.yaml").write_text(
        "clauses:\n  - id: 专栏1.2.a\n    text: x\n  - {id: '3.1.p4', text: y}\n"
    )
    books.add_plan(tmp_path / "plan.yaml")

    assert books.resolve("plan:专栏1.2.a", HERE) == Citation("plan", "专栏1.2.a")
    assert books.resolve("plan:3.1.p4", HERE) is not None
    assert books.resolve("plan:专栏9", HERE) is None


def test_ids_are_read_in_whatever_way_yaml_writes_them():
    text = "- id: 1.1\n- id: '附件.5'\n-   id: \"a b\"\n  {id: 专栏1.2.a, kind: box}\nvoid: x\n# id: no\n"

    assert read_clause_ids(text) == ["1.1", "附件.5", "a b", "专栏1.2.a"]


@pytest.mark.parametrize("pack", ["cn-500156", "cn-430811"])
def test_the_ids_found_in_a_plan_are_those_its_reader_finds(pack):
    text = (Path(__file__).parents[4] / "policy/packs" / pack / "plan.yaml").read_text()
    plan = from_yaml(text)
    others = {item.id for item in (*plan.boxes, *plan.indicators, *plan.tasks)}

    found = read_clause_ids(text)

    assert {clause.id for clause in plan.clauses} <= set(found)
    assert set(found) <= {clause.id for clause in plan.clauses} | others


@pytest.mark.parametrize(
    ("written", "sure"),
    [("", Sure.STATED), ("sure: stated\n", Sure.STATED), ("sure: assumed\n", Sure.ASSUMED)],
)
def test_what_is_cited_is_as_sure_as_its_document(tmp_path: Path, written: str, sure: Sure) -> None:
    (tmp_path / "law.yaml").write_text(f"id: 民法典\ntitle: 法典\n{written}articles: {{第三十四条: 监护}}\n")
    books, problems = Library(), Problems()
    read_laws(tmp_path, books, problems)

    for text in ("民法典:第三十四条", "法典"):
        found = books.resolve(text, HERE)
        assert found is not None
        assert found.sure is sure
    assert not problems


def test_a_document_says_how_sure_it_is_in_words_we_know(tmp_path: Path) -> None:
    (tmp_path / "law.yaml").write_text("id: 民法典\nsure: perhaps\narticles: {第三十四条: 监护}\n")
    problems = Problems()
    read_laws(tmp_path, Library(), problems)

    (problem,) = problems
    assert str(problem).endswith("law.yaml:2:7: sure 写 stated、derived 或 assumed")
