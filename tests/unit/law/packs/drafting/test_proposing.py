"""What a clause is taken for, by examples, names and headings; and what is left to be decided."""

from pathlib import Path

import pytest

from tests.unit.law.policy import write_policy
from yingbao.law.packs.drafting.above import Above, look_above
from yingbao.law.packs.drafting.clauses import Certainty, Proposal, Proposing
from yingbao.law.packs.drafting.draft import period_of
from yingbao.law.packs.drafting.examples import Example, Examples
from yingbao.law.packs.drafting.units import find_units
from yingbao.law.plans.document import PlanDocument, Task
from yingbao.law.plans.reading import read_text

PLAN = """
某府发〔2021〕3号

某县“十四五”残疾人保障和发展规划（2021—2025年）

一、发展基础

五年为120户家庭发放护理补贴，成效明显。

二、主要任务

（一）为一级、二级残疾人按月发放护理补贴，每月90元。

（二）组织邻里为独居老人送饭。

（三）开展护理补贴政策宣传。

三、基本原则

坚持实事求是，把好事办好。
"""
CARE = "为一级、二级残疾人按月发放护理补贴，每月80元。"


def example(text: str, *becomes: str, pack: str = "cn-1", **more: object) -> Example:
    values = {"is_task": False, "lacking": (), "guidance": None, **more}
    return Example(pack, "3.1", text, becomes=becomes, **values)


@pytest.fixture
def above(tmp_path: Path) -> Above:
    plan = read_text(PLAN)
    return look_above(write_policy(tmp_path), "cn-50", period_of(plan))


def proposals(above: Above, *examples: Example) -> dict[str, Proposal]:
    proposing = Proposing(read_text(PLAN), above, Examples(examples, ()))
    return {proposal.clause.id: proposal for proposal in proposing.clauses()}


def test_a_clause_every_other_has_becomes_surely_what_it_became_there(above: Above) -> None:
    found = proposals(above, example(CARE, "care"), example(CARE, "care", pack="cn-2"))["2.1"]

    assert (found.certainty, found.becomes) == (Certainty.SURE, ("care",))
    assert [match.score for match in found.matches] == [100, 100]


def test_where_others_disagree_nothing_is_sure(above: Above) -> None:
    found = proposals(above, example(CARE, "care"), example(CARE, "federation", pack="cn-2"))["2.1"]

    assert (found.certainty, found.becomes) == (Certainty.PROPOSED, ("care",))


def test_what_only_the_other_district_has_is_told_and_nothing_is_sure(above: Above) -> None:
    found = proposals(above, example(CARE, "care", lacking=("their_own",)))["2.1"]

    assert found.certainty is Certainty.PROPOSED
    assert found.matches[0].example.lacking == ("their_own",)


def test_a_clause_that_is_only_akin_is_proposed(above: Above) -> None:
    found = proposals(above, example("为重度残疾人按月发放护理补贴。", "care"))["2.1"]

    assert found.certainty is Certainty.PROPOSED
    assert 25 <= found.matches[0].score < 80


def test_a_number_that_what_it_becomes_does_not_carry_is_loose(above: Above) -> None:
    # 90 yuan is a rate of the city; 80 is one too. Nothing carries 120 homes.
    found = proposals(above, example(CARE, "care"))

    assert found["2.1"].loose == ()
    assert [number.text for number in found["1.a"].loose] == ["120户"]


def test_a_name_in_a_clause_proposes_and_no_more(above: Above) -> None:
    found = proposals(above)["2.3"]

    assert (found.certainty, found.becomes, found.named) == (Certainty.PROPOSED, ("care",), ("care",))


def test_what_nothing_is_like_is_left_undecided(above: Above) -> None:
    found = proposals(above, example(CARE, "care"))["2.2"]

    assert (found.certainty, found.becomes, found.guidance) == (Certainty.UNDECIDED, (), None)


def test_what_stands_under_the_past_is_background_though_it_names_a_programme(above: Above) -> None:
    found = proposals(above, example("为家庭发放护理补贴，成效明显。", "care"))["1.a"]

    assert (found.certainty, found.guidance) == (Certainty.PROPOSED, "background")


def test_letterhead_is_surely_frame(above: Above) -> None:
    found = proposals(above)

    assert {found[f"head.{n}"].guidance for n in (1, 2)} == {"frame"}
    assert found["head.1"].is_sure


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("某县“十四五”规划（2021—2025年）", "2021-01 2025-12"),
        ("某县残疾人事业规划(2026-2030)", "2026-01 2030-12"),
        ("某县“十五五”残疾人保障和发展规划", "2026-01 2030-12"),
    ],
)
def test_the_years_of_a_plan_are_those_of_its_title(title: str, years: str) -> None:
    span = period_of(PlanDocument(title=title))

    assert span is not None
    assert f"{span.start} {span.end}" == years


def test_years_that_the_title_does_not_tell_are_not_guessed() -> None:
    assert period_of(PlanDocument(title="某县残疾人事业发展规划")) is None


def test_units_are_found_by_name_by_another_county_or_not_at_all(above: Above) -> None:
    records = above.records
    theirs = records.units.by_id["civil_affairs"]
    named = type(theirs)(
        **{**theirs.__dict__, "name": type(theirs.name)("区民政局", "bureau"), "aliases": ()}
    )
    tasks = (Task("附件.1", 1, "", ("残联", "县民政局"), ("县民政委", "县气象局")),)

    found = {unit.word: unit for unit in find_units(PlanDocument(tasks=tasks), records, [("cn-1", named)])}

    assert (found["残联"].id, found["残联"].by) == ("federation", "")
    assert (found["县民政局"].id, found["县民政局"].by, found["县民政局"].is_sure) == (
        "civil_affairs",
        "cn-1 区民政局",
        True,
    )
    assert (found["县民政委"].id, found["县民政委"].is_sure) == ("civil_affairs", False)
    assert found["县气象局"].id is None
