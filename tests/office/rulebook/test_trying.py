"""A proposal tried: whom it would move, which worked cases come out otherwise; nothing is stored."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.office.determination.register_of import cover, holder
from tests.office.rulebook.proposals import JULY, PROGRAMME, confirmation, proposed, rate, rule
from tests.people import JUNDIPING, WULINGYUAN, XIEHE, Cast
from yingbao.law.packs.edits import What
from yingbao.office.determination.models import Run
from yingbao.office.rulebook.actions import Faulty, Negative
from yingbao.office.rulebook.models import Amendment
from yingbao.office.rulebook.trying import Trial, find_faults, try_edits
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
JUNE = Month(2026, 6)


@pytest.fixture(autouse=True)
def _folk(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    holder("李明", grade=1)
    holder("赵青", grade=2)


def counts(trial: Trial) -> list[tuple[str, int, int]]:
    return [(each.programme, each.before.entitled, each.after.entitled) for each in trial.changes]


def test_a_narrower_rule_shows_who_is_left_and_which_cases_change() -> None:
    trial = try_edits(county=WULINGYUAN, edits=[rule("残疾等级 = 1")], month=JUNE)

    assert counts(trial) == [(PROGRAMME, 2, 1)]
    assert trial.cases
    assert {case.programme for case in trial.cases} == {PROGRAMME}
    assert all(case.was.zh[0] in "是未" for case in trial.cases if case.becomes.zh == "否")
    assert not Run.objects.exists()
    assert not Amendment.objects.exists()


def test_it_counts_inside_the_division_only() -> None:
    edits = [rule("残疾等级 = 1")]

    assert counts(try_edits(county=WULINGYUAN, edits=edits, month=JUNE, within=XIEHE)) == [(PROGRAMME, 2, 1)]
    assert counts(try_edits(county=WULINGYUAN, edits=edits, month=JUNE, within=JUNDIPING)) == [
        (PROGRAMME, 0, 0)
    ]


def test_a_rate_of_a_coming_month_is_tried_as_if_it_were_in_force() -> None:
    trial = try_edits(county=WULINGYUAN, edits=[rate(JULY)], month=JUNE)
    (change,) = trial.changes

    assert (change.before.owed_fen.fen, change.after.owed_fen.fen) == (22000, 22000)
    assert sum(change.counts.values()) == 2
    assert any("120.00" in case.becomes.zh for case in trial.cases)


def test_what_changes_nothing_changes_no_case() -> None:
    trial = try_edits(county=WULINGYUAN, edits=[rule("certificate_grade IN (2, 1)")], month=JUNE)

    assert all(change.before == change.after for change in trial.changes)
    assert trial.cases == ()


def test_faults_are_counted_in_the_text_of_the_edit() -> None:
    edits = [rule("certificate_grade IN (1, 2)\nAND nothing = 1"), rule("nothing()", What.AMOUNT, "")]

    found = {
        (fault.edit.what if fault.edit else None, fault.line, fault.column)
        for fault in find_faults(county=WULINGYUAN, edits=edits, start=JULY)
    }

    assert (What.CONDITION, 2, 5) in found
    assert (What.AMOUNT, 1, 1) in found


BELOW = "CASE WHEN certificate_grade = 2 THEN nursing_subsidy_rate(certificate_grade) - 99999 ELSE 1 END"


def test_who_would_be_owed_less_than_nothing_is_told_and_stops_a_proposal(cast: Cast) -> None:
    edit = rule(BELOW, What.AMOUNT, "")

    told = [each.zh for each in try_edits(county=WULINGYUAN, edits=[edit], month=JUNE).negative]
    assert told[0] == "“重度残疾人护理补贴”：有 1 人的金额为负"
    assert any("案例" in each and "-" in each for each in told[1:])
    with pytest.raises(Negative) as refused:
        proposed(cast.zhou_min, edit)
    assert refused.value.told[0].zh == told[0]
    assert not Amendment.objects.exists()


def test_a_rule_that_could_leave_64_bits_is_a_fault(cast: Cast) -> None:
    with pytest.raises(Faulty) as refused:
        proposed(cast.zhou_min, rule("household_income_per_head_fen * 999999999 * 99", What.AMOUNT, ""))

    assert "超出系统能计算的范围" in refused.value.faults[0].message.zh


WRONG_VALUES = [
    ({"1": 12000, "2": -1}, "0 到"),
    ({"1": 10**9 + 1, "2": 1}, "10,000,000.00"),
    ({"1": True, "2": 1}, "0 到"),
]


@pytest.mark.parametrize(("value", "said"), WRONG_VALUES)
def test_no_door_lets_in_an_amount_nobody_can_mean(cast: Cast, value: Any, said: str) -> None:
    with pytest.raises(Faulty) as refused:
        proposed(cast.zhou_min, rate(value=value))

    assert any(said in fault.message.zh for fault in refused.value.faults)


def test_the_largest_amount_and_none_at_all_may_be_proposed(cast: Cast) -> None:
    assert proposed(cast.zhou_min, rate(value={"1": 10**9, "2": 0})).pk
    assert proposed(cast.zhou_min, rate(value={"1": "unknown", "2": 0})).pk


def test_a_value_begins_in_the_month_of_its_proposal(cast: Cast) -> None:
    with pytest.raises(Faulty):
        proposed(cast.zhou_min, rate(JUNE), start=JULY)


def test_no_month_after_2999(cast: Cast) -> None:
    far = Month(3000, 1)
    with pytest.raises(Faulty):
        proposed(cast.zhou_min, rate(far), start=far)


def test_a_confirmation_changes_no_value(cast: Cast) -> None:
    edit = confirmation()
    assert isinstance(edit.after, dict)
    other = replace(edit, after={**edit.after, "value": {"1": 99900, "2": 99900}})
    with pytest.raises(Faulty):
        proposed(cast.zhou_min, other, start=Month(2026, 1))
