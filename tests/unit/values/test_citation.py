import pytest

from yingbao.values.citation import Citation


@pytest.mark.parametrize(
    ("text", "document", "clause"),
    [
        ("plan:专栏1.2.a", "plan", "专栏1.2.a"),
        ("国发〔2015〕52号：第八条", "国发〔2015〕52号", "第八条"),
        ("国发〔2015〕52号", "国发〔2015〕52号", ""),
    ],
)
def test_a_citation_names_a_document_and_maybe_a_clause(text: str, document: str, clause: str) -> None:
    assert Citation.parse(text) == Citation(document, clause)
    assert Citation.parse(str(Citation.parse(text))) == Citation.parse(text)


def test_the_plan_of_the_pack_is_told_apart() -> None:
    assert Citation.parse("plan:1.2").is_plan
    assert not Citation.parse("国发〔2015〕52号").is_plan


@pytest.mark.parametrize("text", ["", ":第八条", "plan:", " : "])
def test_half_a_citation_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"citation|clause"):
        Citation.parse(text)
