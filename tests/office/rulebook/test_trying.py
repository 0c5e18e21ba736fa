"""A proposal tried: whom it would move, which worked cases come out otherwise; nothing is stored."""

from datetime import date

import pytest

from tests.office.determination.register_of import cover, holder
from tests.office.rulebook.proposals import JULY, PROGRAMME, rate, rule
from tests.people import JUNDIPING, WULINGYUAN, XIEHE, Cast
from yingbao.law.packs.edits import What
from yingbao.office.determination.models import Run
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
