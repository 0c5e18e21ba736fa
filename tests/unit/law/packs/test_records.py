"""Units, processes, indicators, tasks and clauses: read, resolved, and refused where they stand."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.law.small_plan import (
    CLAUSES,
    INDICATORS,
    LIMITS,
    PROCESS,
    TASKS,
    UNITS,
    VISIT,
    write_district,
)
from yingbao.law.packs import PackProblems, check, load
from yingbao.law.packs.record_shapes import Does
from yingbao.law.packs.records import Records, records_of
from yingbao.values.month import Month

UNITS_FILE, TASKS_FILE = "packs__cn-50__units", "packs__cn-50__tasks"
INDICATOR_FILE, CLAUSES_FILE = "packs__cn-50__indicators", "packs__cn-50__clauses__all"
PROCESS_FILE, VISIT_FILE = (
    "packs__cn-50__processes__care-application",
    "packs__cn-50__programmes__care__visit",
)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return records_of(load(write_district(tmp_path), "cn-50"))


def test_a_unit_is_found_by_id_name_and_alias(records: Records) -> None:
    bureau = records.units.by_id["civil_affairs"]

    assert [records.units.find(word) for word in ("civil_affairs", "区民政局", "民政")] == [bureau] * 3
    assert records.units.find("区残联") is None


def test_a_district_lays_its_name_over_the_unit_of_the_country(records: Records) -> None:
    bureau = records.units.by_id["civil_affairs"]

    assert (bureau.name.zh, bureau.kind) == ("区民政局", "department")


@pytest.mark.parametrize(
    ("month", "unit"), [("2021-05", "poverty_office"), ("2021-06", "rural_office"), ("2024-01", "village")]
)
def test_who_comes_after_a_unit_is_in_charge(records: Records, month: str, unit: str) -> None:
    office = records.units.by_id["poverty_office"]

    assert records.units.in_charge(office, Month.parse(month)).id == unit


def test_a_programme_is_led_by_the_unit_of_this_place(tmp_path: Path) -> None:
    pack = load(write_district(tmp_path), "cn-50")
    records = records_of(pack)
    care, visit = (next(p for p in pack.programmes if p.id == name) for name in ("care", "visit"))

    lead = records.lead_of(care)
    assert lead is not None
    assert lead.name.zh == "区民政局"
    assert [unit.name.zh for unit in records.responsible_for(visit)] == ["区民政局"]
    assert records.lead_of(replace(care, lead="")) is None


def test_a_process_has_steps_limits_and_remedies(records: Records) -> None:
    process = records.processes["care_application"]

    assert [(s.does, s.who, s.within, s.lasts, s.days, s.masked) for s in process.steps] == [
        (Does.ACCEPT, "village", "accept_days", None, "working", False),
        (Does.NOTICE, "民政", None, "accept_days", "calendar", True),
        (Does.DECIDE, "民政", "accept_days", None, "working", False),
    ]
    assert [step.extends for step in process.steps] == [None, None, "accept_days"]
    assert process.limits == ("accept_days",)
    assert [paper.zh for paper in process.steps[0].asks] == ["身份证"]


def test_a_request_of_the_applicant_may_come_before_the_acceptance(tmp_path: Path) -> None:
    asked = "steps:\n  - {id: apply, name: {zh: 申请, en: apply}, does: request, who: applicant}\n"

    policy = write_district(tmp_path, **{PROCESS_FILE: PROCESS.replace("steps:\n", asked)})

    assert [str(problem) for problem in check(policy).problems] == []


def test_what_was_granted_is_changed_by_the_usual_process_unless_another_is_named(tmp_path: Path) -> None:
    usual, other = (PROCESS.replace("care_application", name) for name in ("award_change", "care_change"))
    files = {
        PROCESS_FILE: PROCESS + "changes_by: care_change\n",
        PROCESS_FILE.replace("care-application", "award-change"): usual,
        PROCESS_FILE.replace("care-application", "care-change"): other,
    }
    pack = load(write_district(tmp_path, **files), "cn-50")
    records = records_of(pack)
    care, visit = (next(p for p in pack.programmes if p.id == name) for name in ("care", "visit"))

    assert [records.process_of(each) for each in (care, visit)] == [
        None,
        records.processes["care_application"],
    ]
    assert [records.changes_of(each) for each in (care, visit)] == [
        records.processes["award_change"],
        records.processes["care_change"],
    ]


def test_a_task_may_be_given_units_where_the_plan_has_none(records: Records) -> None:
    assert records.tasks["附件.1"].responsible == ("village",)


def test_an_indicator_knows_whom_it_counts(records: Records) -> None:
    indicator = records.indicators["care_coverage"]

    assert indicator.among is not None
    assert indicator.reached is not None
    assert (indicator.among.how, indicator.among.name) == ("programme", "care")
    assert (indicator.reached.how, repr(indicator.reached.rule)) == ("rule", "on_dibao")
    assert (indicator.target.value, indicator.target.bound, str(indicator.target.by)) == (95, ">", "2025-12")


def test_records_with_a_problem_are_not_half_loaded(tmp_path: Path) -> None:
    wrong = TASKS.replace("[care]", "[car]")
    pack = load(write_district(tmp_path, **{TASKS_FILE: wrong}), "cn-50")

    with pytest.raises(PackProblems, match="tasks.yaml:2:15"):
        records_of(pack)


WRONG = {
    "a unit without a kind": (
        UNITS_FILE,
        UNITS.replace(", kind: village", ""),
        "units.yaml:3:1",
        "缺少“kind”",
    ),
    "a kind of unit": (UNITS_FILE, UNITS.replace("kind: village", "kind: firm"), "units.yaml:3:", "kind"),
    "a name taken": (
        UNITS_FILE,
        UNITS.replace("村（社区）", "民政"),
        "units.yaml:3:1",
        "“民政”已是单位 civil_affairs",
    ),
    "an id as an alias": (
        UNITS_FILE,
        UNITS.replace("[民政,", "[village,"),
        "units.yaml:2:1",
        "“village”已是",
    ),
    "no such successor": (UNITS_FILE, UNITS.replace(": village}", ": nobody}"), "units.yaml:", "nobody"),
    "a circle of successors": (
        UNITS_FILE,
        UNITS.replace("successor: village", "successor: poverty_office"),
        "units.yaml:",
        "绕回自身",
    ),
    "an end before the beginning": (
        UNITS_FILE,
        UNITS.replace("to: 2023-12", "to: 2021-05"),
        "units.yaml:7:",
        "to 在 from 之前",
    ),
    "a unit that goes by nothing": (
        UNITS_FILE,
        UNITS.replace("kind: village", "kind: village, goes_by: [villages]"),
        "units.yaml:3:",
        "没有参数“villages”",
    ),
    "a task that becomes nothing": (
        TASKS_FILE,
        TASKS.replace("[care]", "[car]"),
        "tasks.yaml:2:15",
        "没有项目、指标、流程或单位“car”",
    ),
    "a task that is not in the plan": (
        TASKS_FILE,
        TASKS.replace("附件.1", "附件.9"),
        "tasks.yaml:2:1",
        "规划里没有“附件.9”",
    ),
    "units without a note": (
        TASKS_FILE,
        TASKS.replace(", note: 规划没有写责任单位", ""),
        "tasks.yaml:2:1",
        "note",
    ),
    "a unit of a task": (
        TASKS_FILE,
        TASKS.replace("[village]", "[town]"),
        "tasks.yaml:2:36",
        "没有单位“town”",
    ),
    "a clause an indicator cites": (
        INDICATOR_FILE,
        INDICATORS.replace("专栏1.1", "专栏1.2"),
        "indicators.yaml:4:",
        "没有“专栏1.2”",
    ),
    "a programme an indicator counts": (
        INDICATOR_FILE,
        INDICATORS.replace("programme: care", "programme: car"),
        "indicators.yaml:8:22",
        "没有项目“car”",
    ),
    "deliveries of no programme": (
        INDICATOR_FILE,
        INDICATORS.replace("programme: care", "delivered: car"),
        "indicators.yaml:8:22",
        "没有项目“car”",
    ),
    "a figure nobody gives": (
        INDICATOR_FILE,
        INDICATORS.replace("rule: on_dibao", "given: 统计局"),
        "indicators.yaml:9:20",
        "没有单位“统计局”",
    ),
    "two ways of counting": (
        INDICATOR_FILE,
        INDICATORS.replace("{programme: care}", "{programme: care, rule: on_dibao}"),
        "indicators.yaml:8:3",
        "只写一种",
    ),
    "a rule of an indicator": (
        INDICATOR_FILE,
        INDICATORS.replace("rule: on_dibao", "rule: on_dibo"),
        "indicators.yaml:9:19",
        "是不是“on_dibao”",
    ),
    "a percentage of nobody": (
        INDICATOR_FILE,
        INDICATORS.replace("  among: {programme: care}\n", ""),
        "indicators.yaml:2:1",
        "among",
    ),
    "a target of nothing": (
        INDICATOR_FILE,
        INDICATORS.replace("value: 95, ", ""),
        "indicators.yaml:7:3",
        "value 或 text",
    ),
    "a target that is no number": (
        INDICATOR_FILE,
        INDICATORS.replace("value: 95", "value: 九成"),
        "indicators.yaml:7:19",
        "不是数",
    ),
    "words with a number": (
        INDICATOR_FILE,
        INDICATORS.replace("unit: percent", "unit: text"),
        "indicators.yaml:7:19",
        "写 text",
    ),
    "a step nobody takes": (
        PROCESS_FILE,
        PROCESS.replace("who: village", "who: town"),
        "care-application.yaml:6:65",
        "没有单位“town”",
    ),
    "a limit that is none": (
        PROCESS_FILE,
        PROCESS.replace("within: accept_days", "within: care_rate"),
        "care-application.yaml:6:82",
        "不是整数类",
    ),
    "a limit without days": (
        PROCESS_FILE,
        PROCESS.replace(", days: working", ""),
        "care-application.yaml:6:5",
        "working 或 calendar",
    ),
    "days without a limit": (
        PROCESS_FILE,
        PROCESS.replace("within: accept_days, ", ""),
        "care-application.yaml:6:5",
        "不写 days",
    ),
    "a step written twice": (
        PROCESS_FILE,
        PROCESS.replace("id: notice", "id: accept"),
        "care-application.yaml:7:5",
        "写了两次",
    ),
    "a step that does nothing known": (
        PROCESS_FILE,
        PROCESS.replace("does: decide", "does: approve"),
        "care-application.yaml:8:",
        "steps.2.does",
    ),
    "a step that does not say what": (
        PROCESS_FILE,
        PROCESS.replace("does: decide, ", ""),
        "care-application.yaml:8:",
        "缺少“steps.2.does”",
    ),
    "a notice without length": (
        PROCESS_FILE,
        PROCESS.replace("for: accept_days, days: calendar, ", ""),
        "care-application.yaml:7:5",
        "公示须写 for",
    ),
    "papers asked for by a decision": (
        PROCESS_FILE,
        PROCESS.replace("does: accept", "does: decide"),
        "care-application.yaml:6:",
        "只有受理和审核要材料",
    ),
    "the applicant decides": (
        PROCESS_FILE,
        PROCESS.replace("does: decide, who: 民政", "does: decide, who: applicant"),
        "care-application.yaml:8:",
        "申请人只能提出",
    ),
    "a visit that is masked": (
        PROCESS_FILE,
        PROCESS.replace("does: notice", "does: visit"),
        "care-application.yaml:7:",
        "masked",
    ),
    "an application taken twice": (
        PROCESS_FILE,
        PROCESS.replace("does: decide", "does: accept"),
        "care-application.yaml:8:",
        "只受理一次",
    ),
    "an application taken late": (
        PROCESS_FILE,
        PROCESS.replace("does: accept", "does: check").replace("does: decide", "does: accept"),
        "care-application.yaml:8:",
        "受理须是第一步",
    ),
    "an extension of no limit": (
        PROCESS_FILE,
        PROCESS.replace("within: accept_days, extends", "extends"),
        "care-application.yaml:8:",
        "没有可延长的时限",
    ),
    "an extension that is no number of days": (
        PROCESS_FILE,
        PROCESS.replace("extends: accept_days", "extends: care_rate"),
        "care-application.yaml:8:",
        "不是整数类",
    ),
    "a programme about which nobody decides": (
        PROCESS_FILE,
        PROCESS.replace("does: decide", "does: visit"),
        "care-application.yaml:2:1",
        "项目“visit”走这个流程，却没有一步作决定",
    ),
    "changes by a process that is none": (
        PROCESS_FILE,
        PROCESS + "changes_by: award_changing\n",
        "care-application.yaml:2:1",
        "没有流程“award_changing”",
    ),
    "changes about which nobody decides": (
        PROCESS_FILE.replace("care-application", "award-change"),
        PROCESS.replace("care_application", "award_change").replace("does: decide", "does: visit"),
        "award-change.yaml:2:1",
        "没有一步作决定",
    ),
    "an unknown remedy": (
        PROCESS_FILE,
        PROCESS.replace("[objection]", "[complaining]"),
        "care-application.yaml:10:12",
        "可用：objection",
    ),
    "a process named otherwise than its file": (
        PROCESS_FILE,
        PROCESS.replace("id: care_application", "id: care_applying"),
        "care-application.yaml:2:5",
        "与文件名不同",
    ),
    "a source of a process": (
        PROCESS_FILE,
        PROCESS.replace("国发〔2015〕52号", "国发〔2015〕53号"),
        "care-application.yaml:4:9",
        "没有文件",
    ),
    "a clause that is not in the plan": (
        CLAUSES_FILE,
        CLAUSES.replace("3.p1.a:", "3.p1.z:"),
        "all.yaml:4:1",
        "规划里没有“3.p1.z”",
    ),
    "a clause that becomes nothing": (
        CLAUSES_FILE,
        CLAUSES.replace("[care]", "[car]"),
        "all.yaml:4:20",
        "没有项目、指标、流程或单位“car”",
    ),
    "a clause that is both": (
        CLAUSES_FILE,
        CLAUSES.replace("[care]", "[care], guidance: goal"),
        "all.yaml:4:1",
        "只写一种",
    ),
    "a clause that is neither": (
        CLAUSES_FILE,
        CLAUSES.replace("{becomes: [care]}", "{}"),
        "all.yaml:4:1",
        "写 becomes 或 guidance",
    ),
    "a reason for no guidance": (
        CLAUSES_FILE,
        CLAUSES.replace("[care]", "[care], why: 因为"),
        "all.yaml:4:27",
        "why",
    ),
    "a reason that is none": (CLAUSES_FILE, CLAUSES.replace("frame", "because"), "all.yaml:2:", "guidance"),
    "a figure that is no number": (
        CLAUSES_FILE,
        CLAUSES.replace("value: 1200", "value: 许多"),
        "all.yaml:3:",
        "“许多”不是数",
    ),
    "a lead nobody knows": (
        VISIT_FILE,
        VISIT.replace("lead: village", "lead: town"),
        "visit.yaml:2:1",
        "town",
    ),
    "a process that is none": (
        VISIT_FILE,
        VISIT.replace("process: care_application", "process: visiting"),
        "visit.yaml:2:1",
        "没有流程“visiting”",
    ),
    "an id used twice": (
        UNITS_FILE,
        UNITS.replace("village:", "visit:").replace("successor: village", "successor: visit"),
        "units.yaml:3:1",
        "“visit”已用于项目",
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_where_it_stands(tmp_path: Path, wrong: tuple[str, str, str, str]) -> None:
    name, text, place, sentence = wrong

    found = check(write_district(tmp_path, **{name: text})).problems

    said = [problem.speak("zh") for problem in found]
    assert [line for line in said if place in line and sentence in line], said
    assert [problem for problem in found if problem.message.zh == problem.message.en] == []


def test_a_clause_stands_in_one_file_only(tmp_path: Path) -> None:
    policy = write_district(tmp_path, **{"packs__cn-50__clauses__more": "3.p1.a: {becomes: [care]}\n"})

    said = [problem.speak("zh") for problem in check(policy).problems]

    assert [line for line in said if "more.yaml:1:1: “3.p1.a”已写在 all.yaml" in line], said


def test_limits_are_values_of_the_pack(tmp_path: Path) -> None:
    later = LIMITS.replace("value: 5,", "value: unknown,")
    pack = load(write_district(tmp_path, **{"packs__cn-50__parameters__limits": later}), "cn-50")

    assert pack.parameters["accept_days"].on(Month(2026, 1)).value is None
