"""Whatever stands in a file, no word of it is lost, and reading it again gives the same ids."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.law.plans.papers import Paper, as_text, as_word
from yingbao.law.plans.document import PlanDocument
from yingbao.law.plans.lines import bare, decode
from yingbao.law.plans.reading import clause_text, read_plan, read_text
from yingbao.law.plans.writing import from_yaml, to_yaml

TEXTS = Path(__file__).parent / "texts"
PIECES = [
    "第一章 总则", "第二节 目标", "第三部分", "一、总体要求", "（二）任务", "(1)小项", "3. 项目。", "2．", "①点", "专栏1 重点", "专栏", "附件",
    "附件：分工", "附件2", "序号", "工作任务", "牵头单位", "责任单位", "序号 指标 目标值 属性", "1", "2", "约束性", "区残联、区民政局", "各乡镇（街道）",
    "抄送：区委", "2022年12月9日印发", "目录", "总则……3", "－ 3 －", "为残疾人办实事。", "坚持以人民为中心，", "表1 指标", "——目标；",
    "武府发〔2022〕7号", "各区县：", "2022年1月1日", "规划", "“未闭合。", "。", "\t", "1\t任务。\t区残联\t区民政局", "序号\t任务\t牵头单位\t责任单位",
]  # fmt: skip
SEAMS = st.sampled_from(["\n", "\n\n", "\r\n", " ", "", "\f", "\u3000\u3000", "\n　　", "\n\n\n"])
MIXED = st.lists(st.tuples(st.sampled_from(PIECES), SEAMS), max_size=40).map(
    lambda parts: "".join(map("".join, parts))
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


def kept(plan: PlanDocument, text: str) -> bool:
    """Every character stands in a clause or in the furniture, and in order."""
    words, place = bare(text), 0
    for clause in plan.clauses:
        for char in bare(clause.text):
            place = words.index(char, place) + 1
    gone = sum(len(bare(each.text)) for each in plan.furniture)
    return len(bare(clause_text(plan.clauses))) + gone == len(words)


@settings(max_examples=150, deadline=None)
@given(MIXED)
def test_no_word_of_a_plan_like_text_is_lost(text: str) -> None:
    plan = read_text(text)
    assert kept(plan, text)
    assert len({clause.id for clause in plan.clauses}) == len(plan.clauses)
    assert from_yaml(to_yaml(plan)) == plan
    assert read_text(text) == plan


@settings(max_examples=100, deadline=None)
@given(ANY)
def test_no_character_of_any_text_is_lost(text: str) -> None:
    plan = read_text(text)
    assert kept(plan, text)
    assert from_yaml(to_yaml(plan)) == plan


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_octets_can_be_read(octets: bytes) -> None:
    assert kept(read_text(decode(octets)), decode(octets))


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(["wulong.txt", "wulingyuan.txt"]), st.data())
def test_no_word_is_lost_when_lines_are_broken_and_mixed_at_random(name: str, data: st.DataObject) -> None:
    text = decode((TEXTS / name).read_bytes())
    for place in sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=60)), reverse=True):
        text = text[:place] + data.draw(st.sampled_from(["\n", "\n\n", "\f", "　"])) + text[place:]
    assert kept(read_text(text), text)


WORDS = st.text("加强残疾人社会保障服务体系建设完善制度落实政策", min_size=21, max_size=60)
SENTENCE = WORDS.map(lambda words: words[:9] + "，" + words[9:] + "。")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=4)
ITEMS = st.lists(PARAGRAPH, max_size=4)
SECTION = st.tuples(st.lists(PARAGRAPH, min_size=1, max_size=3), ITEMS)
CHAPTERS = st.lists(st.lists(SECTION, min_size=1, max_size=3), min_size=1, max_size=3)
NUMERALS = "一二三四五"
STYLES = {"章": ("第{}章 主要任务", "第{}节 重点工作"), "一、": ("{}、主要任务", "（{}）重点工作")}
LETTERS = "abcd"


def printed(chapters: list, style: str) -> tuple[Paper, list[str]]:
    """A random plan on paper, and the ids its clauses must have."""
    paper, ids, boxes = (
        Paper().line("某县残疾人保障和发展规划").para("为保障残疾人权益，促进残疾人全面发展，制定本规划。"),
        ["head.1", "head.2"],
        0,
    )
    for c, sections in enumerate(chapters, start=1):
        paper.heading(STYLES[style][0].format(NUMERALS[c - 1]))
        ids.append(f"{c}")
        for s, (paragraphs, items) in enumerate(sections, start=1):
            paper.heading(STYLES[style][1].format(NUMERALS[s - 1]))
            ids.append(f"{c}.{s}")
            for p, parts in enumerate(paragraphs, start=1):
                paper.para("".join(parts))
                above = f"{c}.{s}" if len(paragraphs) == 1 else f"{c}.{s}.p{p}"
                ids += [] if len(paragraphs) == 1 else [above]
                if len(parts) > 1 or len(paragraphs) == 1:
                    ids += [f"{above}.{letter}" for letter in LETTERS[: len(parts)]]
            if items:
                boxes += 1
                paper.box(
                    f"专栏{boxes} 重点项目",
                    *[f"{n}.{''.join(parts)}" for n, parts in enumerate(items, start=1)],
                )
                ids.append(f"专栏{boxes}")
                for n, parts in enumerate(items, start=1):
                    ids.append(f"专栏{boxes}.{n}")
                    ids += (
                        [f"专栏{boxes}.{n}.{letter}" for letter in LETTERS[: len(parts)]]
                        if len(parts) > 1
                        else []
                    )
    return paper, ids


@settings(max_examples=40, deadline=None)
@given(CHAPTERS, st.sampled_from(sorted(STYLES)), st.sampled_from([0, 44, 56, 70, 84]), st.booleans())
def test_a_plan_put_on_paper_is_read_back(chapters: list, style: str, columns: int, gap: bool) -> None:
    paper, ids = printed(chapters, style)
    if "一、" in style and len(chapters) == 1:
        return  # one 一、 with no 二、 after it is no numbering
    plan = read_text(as_text(paper, columns, gap))
    assert [clause.id for clause in plan.clauses] == ids
    assert bare(clause_text(plan.clauses)) == bare(paper.words)
    assert plan.problems == ()


@pytest.mark.parametrize("style", sorted(STYLES))
def test_word_gives_the_same_tree_as_text(style: str, tmp_path: Path) -> None:
    sentence = "加强残疾人社会保障服务体系建设，完善制度，落实政策。"
    chapters = [
        [([[sentence], [sentence, sentence]], [[sentence], [sentence, sentence]])],
        [([[sentence]], [])],
    ]
    paper, ids = printed(chapters, style)
    plan = read_plan(as_word(paper, tmp_path / "plan.docx"))
    assert [clause.id for clause in plan.clauses] == ids
