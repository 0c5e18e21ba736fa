"""What a pack says otherwise is listed, what its plan does not ask for too; a lost file is missed."""

from pathlib import Path

import pytest

from tests.unit.law.policy import CITY
from tests.unit.law.small_plan import CLAUSES, DISTRICT, PLAN, VISIT, write_district
from yingbao.law.packs import check, load

PACK, TASKS_FILE = "packs__cn-50__pack", "packs__cn-50__tasks"
CLAUSES_FILE, VISIT_FILE = "packs__cn-50__clauses__all", "packs__cn-50__programmes__care__visit"
CASES_FILE = "packs__cn-50__cases__care__care"
ADAPTS = "adapts: [care]"
BOX = """  - {id: 专栏2.1, kind: item, text: 护理补贴, lines: [10, 10]}
boxes: []"""
LISTED = {
    "a file that is not listed": (
        {PACK: DISTRICT.replace(ADAPTS, "")},
        "cn-50/programmes/care/care.yaml:1:1: “care”已在上级政策包",
    ),
    "what no pack above has": (
        {PACK: DISTRICT.replace(ADAPTS, "adapts: [care, visit]")},
        "cn-50/pack.yaml:8:16: 上级政策包没有“visit”",
    ),
    "what the plan became elsewhere": (
        {VISIT_FILE: VISIT.replace("clauses: [", "clauses: ['plan:3.p1.b', ")},
        "visit.yaml:4:12: clauses/ 或 tasks.yaml 已写明规划 3.p1.b 成为“visit”",
    ),
    "a row of the annex among the clauses": (
        {CLAUSES_FILE: CLAUSES + "附件.1: {becomes: [care]}\n"},
        "all.yaml:6:1: tasks.yaml 已写明 附件.1 成为“care”",
    ),
    "nothing beside the plan": (
        {PACK: DISTRICT + "beside: [walk]\n"},
        "cn-50/pack.yaml:9:10: 没有项目、指标、流程或单位“walk”",
    ),
    "beside a plan that asks for it": (
        {PACK: DISTRICT + "beside: [visit]\n"},
        "cn-50/pack.yaml:9:10: 规划 3.p1.b 已要求“visit”",
    ),
}


def said(policy: Path) -> list[str]:
    return [problem.speak("zh") for problem in check(policy).problems]


@pytest.mark.parametrize("wrong", LISTED.values(), ids=LISTED)
def test_what_is_listed_wrong_is_said(tmp_path: Path, wrong: tuple[dict[str, str], str]) -> None:
    changed, sentence = wrong

    found = said(write_district(tmp_path, **changed))

    assert [line for line in found if sentence in line], found


def test_a_lost_file_of_what_is_said_otherwise_is_missed(tmp_path: Path) -> None:
    policy = write_district(tmp_path)
    assert said(policy) == []

    (policy / "packs" / "cn-50" / "programmes" / "care" / "care.yaml").unlink()

    assert [line for line in said(policy) if "pack.yaml:8:10: adapts 写了“care”" in line]


def test_a_lost_file_above_is_missed_where_it_is_said_otherwise(tmp_path: Path) -> None:
    policy = write_district(tmp_path)

    (policy / "packs" / "cn" / "programmes" / "care" / "care.yaml").unlink()

    assert [line for line in said(policy) if "pack.yaml:8:10: 上级政策包没有“care”" in line]


def test_a_programme_taken_away_is_one_said_otherwise(tmp_path: Path) -> None:
    away = {
        "packs__cn-50__programmes__care__care": "id: care\nabsent: true\n",
        PACK: CITY,
        CASES_FILE: "[]",
        "packs__cn-50__reforms__wider": "id: wider\nname: {zh: 扩面, en: wider}\n",
        CLAUSES_FILE: "head.1: {guidance: frame}\n",
        TASKS_FILE: "{}\n",
        "packs__cn-50__indicators": "{}\n",
    }
    assert ADAPTS in CITY

    assert [line for line in said(write_district(tmp_path, **away)) if "adapts" in line] == []


def bases(policy: Path, programme_id: str) -> list[str]:
    programmes = {programme.id: programme for programme in load(policy, "cn-50").programmes}
    return [str(citation) for citation in programmes[programme_id].citations]


def test_the_first_basis_of_a_programme_is_the_plan(tmp_path: Path) -> None:
    policy = write_district(tmp_path)

    assert bases(policy, "care") == [
        "plan:3.p1.a",
        "plan:附件.1",
        "国发〔2015〕52号",
        "残疾人保障法:第四十八条",
    ]
    assert bases(policy, "visit") == ["plan:3.p1.b", "国发〔2015〕52号"]


def test_a_box_comes_before_the_body_and_the_annex_last(tmp_path: Path) -> None:
    boxed = {
        "packs__cn-50__plan": PLAN.replace("boxes: []", BOX),
        CLAUSES_FILE: CLAUSES + "专栏2.1: {becomes: [care]}\n",
    }

    assert bases(write_district(tmp_path, **boxed), "care")[:3] == [
        "plan:专栏2.1",
        "plan:3.p1.a",
        "plan:附件.1",
    ]


def test_where_no_plan_is_there_is_no_basis_in_it(tmp_path: Path) -> None:
    policy = write_district(tmp_path)
    programmes = load(policy, "cn").programmes

    assert [str(citation) for citation in programmes[0].citations] == [
        "国发〔2015〕52号",
        "残疾人保障法:第四十八条",
    ]
