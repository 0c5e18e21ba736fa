"""The worker's part in determining months."""

from datetime import date, datetime

import pytest

from tests.office.determination.register_of import cover, died, holder, on
from tests.people import NOON, WULINGYUAN, Cast
from yingbao.edges.jobs import determinations
from yingbao.edges.jobs.determinations import ask_for_what_is_new, do_next_run
from yingbao.office.determination.actions import ask_for_run, carry_out, determine
from yingbao.office.determination.choices import RunState, Scope, WorkList
from yingbao.office.determination.models import Decision, Finding, Run
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
MAY, JUNE = Month(2026, 5), Month(2026, 6)


@pytest.fixture(autouse=True)
def _offices(cast: Cast) -> None:
    """The offices are open and complete lists came in."""
    cover(month=date(2026, 1, 1))


def ask(month: Month = JUNE, scope: Scope = Scope.EVERYONE) -> Run:
    return ask_for_run(county=WULINGYUAN, month=month, at=NOON, by="test", scope=scope)


def test_runs_are_carried_out_in_the_order_they_were_asked() -> None:
    holder("王秀兰")
    first, second = ask(MAY), ask(JUNE)

    assert [do_next_run(at=NOON), do_next_run(at=NOON), do_next_run(at=NOON)] == [first, second, None]
    assert set(Run.objects.values_list("state", flat=True)) == {RunState.FINISHED}


def test_a_run_left_behind_by_a_killed_worker_is_carried_out_again() -> None:
    holder("王秀兰")
    run = ask()
    Run.objects.filter(pk=run.pk).update(state=RunState.RUNNING, started_at=NOON)

    assert do_next_run(at=NOON) == run
    assert Decision.objects.values("person").distinct().count() == 1


def test_an_overtaken_run_is_asked_for_anew() -> None:
    holder("王秀兰")
    early = ask(MAY)
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="test")

    assert do_next_run(at=NOON) == early
    early.refresh_from_db()
    assert early.state == RunState.OVERTAKEN
    later = do_next_run(at=NOON)
    assert later is not None
    assert (later.month, later.state) == (MAY.first_day, RunState.FINISHED)


def test_a_run_that_cannot_be_carried_out_says_why_and_blocks_nothing() -> None:
    hopeless = ask(Month(1999, 1))
    fine = ask(JUNE)

    assert do_next_run(at=NOON) == hopeless
    hopeless.refresh_from_db()
    assert hopeless.state == RunState.FAILED
    assert hopeless.problem != ""
    assert do_next_run(at=NOON) == fine


def test_a_run_that_breaks_is_marked_so_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, fine = ask(MAY), ask(JUNE)

    def carry_out_all_but_may(*, run: Run, at: datetime) -> Run:
        if run == broken:
            raise OSError("no space left")
        return carry_out(run=run, at=at)

    monkeypatch.setattr(determinations, "carry_out", carry_out_all_but_may)
    assert do_next_run(at=NOON) == broken
    broken.refresh_from_db()
    assert broken.state == RunState.FAILED
    assert broken.problem != ""
    assert do_next_run(at=NOON) == fine
    fine.refresh_from_db()
    assert fine.state == RunState.FINISHED


def test_an_overtaken_run_too_far_ahead_is_not_asked_for_anew() -> None:
    ahead = ask()
    Run.objects.filter(pk=ahead.pk).update(month=date(2030, 1, 1))
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="test")

    assert do_next_run(at=NOON) == ahead
    assert do_next_run(at=NOON) is None


def test_a_month_determined_again_has_the_next_one_compared_again() -> None:
    wang = holder("王秀兰")
    on(wang, "nursing_subsidy", 11000)
    for month in (MAY, JUNE):
        determine(county=WULINGYUAN, month=month, at=NOON, by="test")
    on(wang, "dibao", since=date(2026, 5, 1))
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="test")
    changed = Finding.objects.filter(month=JUNE.first_day, list=WorkList.CHANGED, run_to=None)
    assert [row.programme for row in changed] == ["living_allowance"]

    determine(county=WULINGYUAN, month=MAY, at=NOON, by="test")
    after = do_next_run(at=NOON)

    assert after is not None
    assert (after.month, after.scope, after.state) == (JUNE.first_day, Scope.NOBODY, RunState.FINISHED)
    assert not changed.all().exists()
    assert do_next_run(at=NOON) is None


def test_a_month_that_says_the_same_again_asks_for_nothing() -> None:
    holder("王秀兰")
    for month in (MAY, JUNE, MAY):
        determine(county=WULINGYUAN, month=month, at=NOON, by="test")

    assert do_next_run(at=NOON) is None


def test_the_next_month_is_asked_once_when_it_waits_anyway() -> None:
    wang = holder("王秀兰")
    for month in (MAY, JUNE):
        determine(county=WULINGYUAN, month=month, at=NOON, by="test")
    died(wang, date(2026, 3, 5))
    ask_for_what_is_new(at=NOON)

    assert [do_next_run(at=NOON), do_next_run(at=NOON)] != [None, None]
    assert do_next_run(at=NOON) is None


def test_news_ask_again_for_every_determined_month() -> None:
    wang = holder("王秀兰")
    for month in (MAY, JUNE):
        determine(county=WULINGYUAN, month=month, at=NOON, by="test")
    died(wang, date(2026, 3, 5))

    asked = ask_for_what_is_new(at=NOON)

    assert [(run.month, run.scope) for run in asked] == [
        (MAY.first_day, Scope.TOUCHED),
        (JUNE.first_day, Scope.TOUCHED),
    ]
    assert do_next_run(at=NOON) is not None


def test_news_reach_the_other_county_that_knows_the_person() -> None:
    stranger = holder("李明")
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="test")
    on(stranger, "tekun", since=date(2026, 6, 1), division="500156")

    assert [run.county for run in ask_for_what_is_new(at=NOON)] == [WULINGYUAN]


def test_without_news_nothing_is_asked() -> None:
    holder("王秀兰")
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="test")

    assert ask_for_what_is_new(at=NOON) == []


def test_news_begin_no_month() -> None:
    on(holder("王秀兰"), "tekun")

    assert ask_for_what_is_new(at=NOON) == []
