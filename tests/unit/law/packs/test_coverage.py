"""Every clause of a plan has its place, every number is carried; what is missing or stale is said."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.unit.law.policy import CARE
from tests.unit.law.small_plan import (
    CLAUSES,
    DISTRICT,
    INDICATORS,
    LIMITS,
    PLAN,
    TASKS,
    VISIT,
    write_district,
)
from yingbao.law.packs import check, load
from yingbao.law.packs.coverage import Coverage, coverage_of

CITY_RATES = "packs__cn-50__parameters__rates"
CLAUSES_FILE, VISIT_FILE = "packs__cn-50__clauses__all", "packs__cn-50__programmes__care__visit"
LIMITS_FILE, INDICATOR_FILE = "packs__cn-50__parameters__limits", "packs__cn-50__indicators"


def covered(folder: Path, **changed: str) -> Coverage:
    coverage = coverage_of(load(write_district(folder, **changed), "cn-50"))
    assert coverage is not None
    return coverage


def gaps(folder: Path, **changed: str) -> dict[str, list[str]]:
    """The numbers nothing carries and the indicators of another target, by the clause."""
    found = covered(folder, **changed).gaps
    return {gap.clause.id: [*(n.text for n in gap.loose), *(i.id for i in gap.off_target)] for gap in found}


def test_a_whole_district_has_no_gap_and_no_problem(tmp_path: Path) -> None:
    policy = write_district(tmp_path)

    assert [str(problem) for problem in check(policy).problems] == []
    coverage = coverage_of(load(policy, "cn-50"))
    assert coverage is not None
    assert coverage.gaps == ()
    assert [placed.clause.id for placed in coverage.clauses] == [
        *("head.1", "1.a", "3.p1.a", "3.p1.b", "专栏1.1", "附件.1")
    ]


def test_a_clause_opens_what_it_became_and_a_programme_its_clauses(tmp_path: Path) -> None:
    coverage = covered(tmp_path)

    assert [(thing.kind, thing.id) for thing in coverage.by_id["专栏1.1"].things] == [
        ("indicator", "care_coverage")
    ]
    assert [(t.particular, t.name.zh) for t in coverage.by_id["附件.1"].things] == [("cash", "护理补贴")]
    assert coverage.clauses_of["care"] == ("3.p1.a", "附件.1")
    assert {name: len(clauses) for name, clauses in coverage.by_chapter.items()} == {
        "head": 1,
        "1": 1,
        "3": 2,
        "专栏1": 1,
        "附件": 1,
    }


def test_a_pack_without_a_plan_has_no_coverage(tmp_path: Path) -> None:
    assert coverage_of(load(write_district(tmp_path), "cn")) is None


def test_a_clause_nothing_names_is_a_gap(tmp_path: Path) -> None:
    without = CLAUSES.replace("3.p1.a: {becomes: [care]}\n", "")

    assert gaps(tmp_path, **{CLAUSES_FILE: without}) == {"3.p1.a": ["一级", "二级", "每月", "一级", "110元"]}


def test_a_programme_that_cites_the_clause_covers_it_too(tmp_path: Path) -> None:
    without = CLAUSES.replace("3.p1.b: {becomes: [visit], note", "3.p1.b: {note")
    citing = VISIT.replace("clauses: [", "clauses: ['plan:3.p1.b', ")

    assert gaps(tmp_path, **{CLAUSES_FILE: without, VISIT_FILE: citing}) == {}


WRONG_NUMBERS = {
    "a value of a parameter": (LIMITS_FILE, LIMITS.replace("300", "301"), {"3.p1.b": ["300户"]}),
    "a parameter no longer gone by": (
        VISIT_FILE,
        VISIT.replace("goes_by: [homes_to_modify]\n", "").replace(", county: homes_to_modify", ""),
        {"3.p1.b": ["300户"]},
    ),
    "an age": (VISIT_FILE, VISIT.replace(">= 60,", ">= 61,"), {"3.p1.b": ["60周岁以上"]}),
    "a rhythm": (VISIT_FILE, VISIT.replace("per: quarter", "per: month"), {"3.p1.b": ["每季度"]}),
    "a rate": (
        "packs__cn-50__parameters__rates",
        "care_rate: {values: [{from: 2022-10, value: {1: 11100, 2: 8000}, sure: stated, source: 公告}]}",
        {"3.p1.a": ["110元"]},
    ),
    "a grade": (
        "packs__cn__programmes__care__care",
        CARE.replace("grade IN (1, 2)", "grade = 1"),
        {"3.p1.a": ["二级"]},
    ),
    "a target": (
        INDICATOR_FILE,
        INDICATORS.replace("value: 95", "value: 90"),
        {"专栏1.1": ["(%)>95", "care_coverage"]},
    ),
    "its bound": (
        INDICATOR_FILE,
        INDICATORS.replace("'>'", "'>='"),
        {"专栏1.1": ["(%)>95", "care_coverage"]},
    ),
    "a figure of the past": (
        CLAUSES_FILE,
        CLAUSES.replace("value: 1200", "value: 1300"),
        {"1.a": ["1200余户"]},
    ),
    "the years of the plan": (
        "packs__cn-50__pack",
        DISTRICT.replace("to: 2025-12", "to: 2026-12"),
        {"head.1": ["2021—2025年"]},
    ),
}


@pytest.mark.parametrize("wrong", WRONG_NUMBERS.values(), ids=WRONG_NUMBERS)
def test_a_number_nothing_carries_is_a_gap(
    tmp_path: Path, wrong: tuple[str, str, dict[str, list[str]]]
) -> None:
    name, text, missing = wrong
    cases = {"packs__cn-50__cases__care__care": "[]"}

    assert gaps(tmp_path, **{name: text, **cases}) == missing


DUE = {
    "the term of a delivery": (VISIT_FILE, VISIT.replace("by: 2025-12", "by: 2024-12")),
    "no term": (VISIT_FILE, VISIT.replace(", by: 2025-12", "")),
}


@pytest.mark.parametrize("wrong", DUE.values(), ids=DUE)
def test_a_year_alone_is_the_term_of_something_not_of_the_plan(
    tmp_path: Path, wrong: tuple[str, str]
) -> None:
    name, text = wrong

    assert gaps(tmp_path, **{name: text}) == {"3.p1.b": ["2025年"]}


HOMES = """
homes:
  name: {zh: 改造户数, en: homes}
  clauses: ['plan:3.p1.b']
  nature: expected
  unit: households
  target: {value: 300, bound: '>=', by: 2025-12}
  reached: {given: civil_affairs}
  definition: {zh: 改造户数, en: homes}
  sure: assumed
"""


@pytest.mark.parametrize(
    ("was", "written", "missing"),
    [
        ("value: 300", "value: 300", {}),
        ("value: 300", "value: 601", {"3.p1.b": ["homes"]}),
        ("'>='", "'<='", {"3.p1.b": ["homes"]}),
        ("'>='", "'>'", {"3.p1.b": ["homes"]}),
        ("unit: households", "unit: persons", {"3.p1.b": ["homes"]}),
    ],
)
def test_an_indicator_has_the_number_of_its_clause_even_where_something_else_has_it_too(
    tmp_path: Path, was: str, written: str, missing: dict[str, list[str]]
) -> None:
    changed = {INDICATOR_FILE: INDICATORS + HOMES.replace(was, written)}

    assert gaps(tmp_path / "gaps", **changed) == missing
    said = [problem.speak("zh") for problem in check(write_district(tmp_path / "check", **changed)).problems]
    assert any("指标“homes”的目标" in line for line in said) == bool(missing), said


@pytest.mark.parametrize(
    ("value", "bound", "right"), [(100, ">=", True), (99, ">=", False), (100, "<", False)]
)
def test_a_target_said_in_words_is_the_whole(tmp_path: Path, value: int, bound: str, right: bool) -> None:
    target = INDICATORS.replace("value: 95, bound: '>'", f"value: {value}, bound: '{bound}'")
    changed = {
        INDICATOR_FILE: target,
        "packs__cn-50__plan": PLAN.replace("（%） ＞95 约束性", "全覆盖"),
    }

    said = [problem.speak("zh") for problem in check(write_district(tmp_path / "check", **changed)).problems]

    assert any("指标“care_coverage”的目标" in line for line in said) != right, said
    assert gaps(tmp_path / "gaps", **changed) == ({} if right else {"专栏1.1": ["care_coverage"]})


UNITS_OF_HOMES = {
    **dict.fromkeys(("户", "户/年，至少", "户/规划期", ""), True),
    **dict.fromkeys(
        ("人", "名", "人次", "元", "%", "‰", "次/年", "年", "个月", "岁", "个", "处", "级"), False
    ),
}


@pytest.mark.parametrize(("unit", "carried"), UNITS_OF_HOMES.items())
def test_a_number_is_carried_by_what_counts_the_same(tmp_path: Path, unit: str, carried: bool) -> None:
    limits = LIMITS.replace("{zh: 改造户数, en: homes}", "{zh: 改造户数, en: homes}\n  unit: '" + unit + "'")

    assert gaps(tmp_path, **{LIMITS_FILE: limits}) == ({} if carried else {"3.p1.b": ["300户"]})


OWED = {"home": True, "visit": False, "percent": False}


@pytest.mark.parametrize(("unit", "carried"), OWED.items())
def test_an_amount_is_of_what_is_owed(tmp_path: Path, unit: str, carried: bool) -> None:
    owed = "home: {zh: 户, en: home}\nvisit: {zh: 次走访, en: visit}\npercent: {zh: '%', en: percent}\n"
    visit = VISIT.replace("goes_by: [homes_to_modify]\n", "").replace(", county: homes_to_modify", "")
    changed = {VISIT_FILE: visit.replace("'1', unit: visit", f"'300', unit: {unit}"), "owed": owed}

    assert gaps(tmp_path, **changed) == ({} if carried else {"3.p1.b": ["300户"]})


def test_a_factor_of_an_amount_is_no_number_of_the_plan(tmp_path: Path) -> None:
    visit = VISIT.replace("goes_by: [homes_to_modify]\n", "").replace(", county: homes_to_modify", "")
    owed = "home: {zh: 户, en: home}\nvisit: {zh: 次走访, en: visit}\n"
    changed = {VISIT_FILE: visit.replace("'1', unit: visit", "accept_days * 300, unit: home"), "owed": owed}

    assert gaps(tmp_path, **changed) == {"3.p1.b": ["300户"]}


def test_forms_are_kinds_and_not_whatever_else_is_counted(tmp_path: Path) -> None:
    two = VISIT.replace("en: at home}]", "en: at home}, {id: by_phone, zh: 电话, en: by phone}]")
    told = {number: PLAN.replace("60周岁以上的优先", f"分{number}") for number in ("两类", "两项", "两户")}

    found = {
        number: gaps(tmp_path / number, **{VISIT_FILE: two, "packs__cn-50__plan": plan})
        for number, plan in told.items()
    }

    assert found == {"两类": {}, "两项": {}, "两户": {"3.p1.b": ["两户"]}}


def test_per_mille_carry_per_cent(tmp_path: Path) -> None:
    """quota_permille is 15: 1.5% of the staff, and not 15%."""
    limits = LIMITS.replace("value: 300", "value: 15").replace(
        "{zh: 改造户数, en: homes}", "{zh: 改造户数, en: homes}\n  unit: ‰"
    )
    found = {
        number: gaps(
            tmp_path / str(place),
            **{LIMITS_FILE: limits, "packs__cn-50__plan": PLAN.replace("300户", number)},
        )
        for place, number in enumerate(("1.5%", "15%"))
    }

    assert found == {"1.5%": {}, "15%": {"3.p1.b": ["15%"]}}


@pytest.mark.parametrize(
    ("number", "per", "missing"),
    [
        ("每季度1次", "quarter", {}),
        ("每季度2次", "quarter", {"3.p1.b": ["每季度2次"]}),
        ("每季度1家", "quarter", {"3.p1.b": ["每季度1家"]}),
        ("每月1次", "quarter", {"3.p1.b": ["每月1次"]}),
    ],
)
def test_how_often_is_the_amount_of_one_rhythm(
    tmp_path: Path, number: str, per: str, missing: dict[str, list[str]]
) -> None:
    """The care of the same clause is paid each month; it is no visit each month."""
    changed = {
        "packs__cn-50__plan": PLAN.replace("每季度走访", f"{number}走访"),
        VISIT_FILE: VISIT.replace("per: quarter", f"per: {per}"),
        CLAUSES_FILE: CLAUSES.replace("becomes: [visit]", "becomes: [visit, care]"),
    }

    assert gaps(tmp_path, **changed) == missing


def test_a_figure_of_the_past_is_of_what_the_clause_counts(tmp_path: Path) -> None:
    persons = CLAUSES.replace("unit: 户", "unit: 人")

    assert gaps(tmp_path, **{CLAUSES_FILE: persons}) == {"1.a": ["1200余户"]}


def test_a_part_of_a_number_does_not_explain_it(tmp_path: Path) -> None:
    explained = CLAUSES.replace(
        "3.p1.b: {becomes", "3.p1.b: {numbers: {'30': {zh: 概数, en: about}}, becomes"
    )
    changed = {LIMITS_FILE: LIMITS.replace("300", "301"), CLAUSES_FILE: explained}

    assert gaps(tmp_path, **changed) == {"3.p1.b": ["300户"]}


def test_a_number_may_be_explained(tmp_path: Path) -> None:
    wrong = LIMITS.replace("300", "301")
    explained = CLAUSES.replace(
        "3.p1.b: {becomes", "3.p1.b: {numbers: {300户: {zh: 概数, en: about}}, becomes"
    )

    assert gaps(tmp_path, **{LIMITS_FILE: wrong, CLAUSES_FILE: explained}) == {}


@pytest.mark.parametrize(
    ("rule", "carried"),
    [
        ("age(month_end()) BETWEEN 16 AND 59", True),
        ("age(month_end()) >= 16 AND age(month_end()) < 60", True),
        ("age(month_end()) > 15 AND age(month_end()) <= 59", True),
        ("age(month_end()) >= 16 AND age(month_end()) <= 60", False),
        ("NOT age(month_end()) < 16 AND 60 > age(month_end())", True),
    ],
)
def test_ages_are_carried_however_the_bound_is_written(tmp_path: Path, rule: str, carried: bool) -> None:
    changed = {
        "packs__cn-50__plan": PLAN.replace("60周岁以上的优先", "16—59周岁的优先"),
        VISIT_FILE: VISIT.replace("年龄(月末()) >= 60", f"'{rule}'"),
    }

    assert gaps(tmp_path, **changed) == ({} if carried else {"3.p1.b": ["16—59周岁"]})


STALE = {
    "an explained number that is not there": (
        CLAUSES_FILE,
        CLAUSES.replace("3.p1.a: {", "3.p1.a: {numbers: {十个: {zh: 无, en: none}}, "),
        "all.yaml:4:20: 条款 3.p1.a 里没有数“十个”",
    ),
    "clauses out of their order": (
        CLAUSES_FILE,
        CLAUSES.replace("head.1: {guidance: frame}\n", "") + "head.1: {guidance: frame}\n",
        "all.yaml:5:1: 条款 head.1 在规划里位于 3.p1.b 之前",
    ),
    "a unit of the plan nobody knows": (
        "packs__cn-50__plan",
        PLAN.replace("lead: [区民政局]", "lead: [区残联]"),
        "plan.yaml:1:1: 规划 附件.1 的单位“区残联”",
    ),
    "a clause an indicator cites, named there too": (
        CLAUSES_FILE,
        CLAUSES + "专栏1.1: {becomes: [care_coverage]}\n",
        "all.yaml:6:1: 指标“care_coverage”的 clauses 已引 专栏1.1，这里不再写",
    ),
    "a task that is no task": ("packs__cn-50__tasks", TASKS.replace("附件.1", "专栏1.1"), "tasks.yaml:2:1"),
    "units the plan names itself": (
        "packs__cn-50__tasks",
        TASKS.replace("responsible", "lead"),
        "tasks.yaml:2:1: 规划 附件.1 已写明单位",
    ),
    "gaps": (
        CLAUSES_FILE,
        CLAUSES.replace("head.1: {guidance: frame}\n", ""),
        "plan.yaml:1:1: cn-50：1 条尚无着落、有数字没有承载或不是所引指标的目标",
    ),
}


def test_a_row_an_indicator_cites_is_said_once(tmp_path: Path) -> None:
    changed = {
        INDICATOR_FILE: INDICATORS.replace("['plan:专栏1.1']", "['plan:专栏1.1', 'plan:附件.1']"),
        "packs__cn-50__tasks": TASKS.replace("[care]", "[care, care_coverage]"),
    }

    said = [problem.speak("zh") for problem in check(write_district(tmp_path, **changed)).problems]

    assert any("tasks.yaml:2:1: 指标“care_coverage”的 clauses 已引 附件.1" in line for line in said), said


@pytest.mark.parametrize("wrong", STALE.values(), ids=STALE)
def test_what_is_stale_is_said_by_pack_check(tmp_path: Path, wrong: tuple[str, str, str]) -> None:
    name, text, sentence = wrong

    found = [problem.speak("zh") for problem in check(write_district(tmp_path, **{name: text})).problems]

    assert [line for line in found if sentence in line], found


def run(*words: str) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("plan", "coverage", *words, stdout=out, stderr=out)
    except (SystemExit, CommandError) as stop:
        code = stop.returncode if isinstance(stop, CommandError) else int(stop.code or 0)
        return out.getvalue() + str(stop), code
    return out.getvalue(), 0


def test_coverage_is_told_by_chapter(tmp_path: Path) -> None:
    said, code = run("cn-50", "--policy", str(write_district(tmp_path)))

    assert code == 0
    assert "第三章 任务：条款 2 · 现金 1 · 服务 1\n" in said
    assert "第一章 背景：条款 1 · 背景 1\n" in said
    assert "每一条都有着落，每个数字都有承载。" in said


def test_gaps_are_told_and_end_with_3(tmp_path: Path) -> None:
    without = CLAUSES.replace("head.1: {guidance: frame}\n", "")
    wrong = {CLAUSES_FILE: without, LIMITS_FILE: LIMITS.replace("300", "301")}

    said, code = run("cn-50", "--policy", str(write_district(tmp_path, **wrong)))

    assert code == 3
    assert "head.1: 没有着落：某区“十四五”规划" in said
    assert "3.p1.b: “300户”没有承载：每季度走访" in said


def test_another_target_is_told_and_ends_with_3(tmp_path: Path) -> None:
    words = PLAN.replace("（%） ＞95 约束性", "全覆盖")
    wrong = {INDICATOR_FILE: INDICATORS.replace("95, bound: '>'", "99, bound: '>='")}

    said, code = run(
        "cn-50", "--policy", str(write_district(tmp_path, **{**wrong, "packs__cn-50__plan": words}))
    )

    assert code == 3
    assert "专栏1：条款 1 · 指标 1 · 目标不符 1" in said
    assert "专栏1.1: 指标“care_coverage >=99”的目标不是这一条写的：1 护理补贴覆盖率全覆盖" in said


def test_coverage_as_json_lists_every_clause(tmp_path: Path) -> None:
    said, _ = run("cn-50", "--json", "--policy", str(write_district(tmp_path)))

    told = json.loads(said)
    assert told["gaps"] == 0
    assert told["clauses"][2]["became"] == [{"kind": "cash", "id": "care", "name": "护理补贴"}]
    assert [each["guidance"] for each in told["clauses"]][:2] == ["frame", "background"]


def test_no_pack_and_no_plan_end_with_5(tmp_path: Path) -> None:
    policy = str(write_district(tmp_path))

    assert run("cn-99", "--policy", policy)[1] == 5
    assert run("cn", "--policy", policy)[1] == 5
