"""Every due event comes exactly once, whenever the worker was awake; time is an argument."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.edges.jobs.test_killed_jobs import Dying, Killed, overdue_cases
from tests.people import WULONG
from yingbao.edges.jobs.running import do_next_job
from yingbao.edges.jobs.timetable import ask_for_due_days
from yingbao.office.access.models import Division
from yingbao.office.casework.models import Alarm, Case
from yingbao.office.determination.models import Run
from yingbao.office.jobs.choices import JobState
from yingbao.office.jobs.models import Job, Tick
from yingbao.office.jobs.queries import DEAD_AFTER
from yingbao.office.messages.models import Message

Found = set[tuple[Any, ...]]


class Clock:
    """The clock of a worker: a moment, moved by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def wake(at: datetime) -> None:
    """A worker wakes, does all that is due, and sleeps again."""
    clock = Clock(at)
    ask_for_due_days(at=at)
    while (job := do_next_job(clock)) is not None:
        assert job.state == JobState.DONE, (job, job.problem)


def alarms() -> Found:
    return set(Alarm.objects.values_list("case_id", "act_number", "kind", "due_on", "for_day"))


def due(*days: date) -> None:
    """Cases with these last days, in a county that is alone."""
    overdue_cases(len(days))
    Division.objects.filter(pk=WULONG).update(level="prefecture")  # so it has no timetable
    for case, day in zip(Case.objects.order_by("pk"), days, strict=True):
        Case.objects.filter(pk=case.pk).update(due_on=day)


def days_from(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


@pytest.mark.django_db
@pytest.mark.parametrize("first", [date(2026, 6, 27), date(2028, 2, 26), date(2026, 12, 28)], ids=str)
def test_three_days_without_a_worker_lose_nothing(first: date) -> None:
    """Over a month's end, a leap day and New Year."""
    due(*days_from(first, 6))
    start = transaction.savepoint()
    span = days_from(first, 12)
    for day in span:
        wake(morning(day))
    expected = alarms()
    told = set(Message.objects.filter(kind__startswith="case.").values_list("key", flat=True))
    ticks = set(Tick.objects.values_list("kind", "county", "day"))
    transaction.savepoint_rollback(start)
    for number, day in enumerate(span):
        if number % 4 == 3:
            wake(morning(day))
    assert alarms() == expected
    assert len(expected) == Alarm.objects.count() >= 12
    assert set(Message.objects.filter(kind__startswith="case.").values_list("key", flat=True)) == told
    missing = ticks - set(Tick.objects.values_list("kind", "county", "day"))
    # A worker that wakes for the first time on the fourth day begins then.
    assert {day for _, _, day in missing} == set(span[:3])


@pytest.mark.django_db
def test_a_month_is_asked_for_on_its_first_day_once() -> None:
    due()
    for day in (date(2026, 6, 30), date(2026, 7, 3), date(2026, 7, 31), date(2026, 10, 2)):
        for hour in (0, 12):
            wake(morning(day) + timedelta(hours=hour))
    assert list(Run.objects.order_by("month").values_list("month", flat=True)) == [
        date(2026, month, 1) for month in (6, 7, 8, 9, 10)
    ]


@pytest.mark.django_db
def test_next_years_calendar_is_asked_for_in_december_once() -> None:
    due()
    for day in (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 24), date(2027, 1, 2)):
        wake(morning(day))
    asked = Message.objects.filter(kind="calendar.missing")
    assert [(each.params, each.on, each.unit) for each in asked] == [
        ({"year": 2027}, date(2026, 12, 1), "administrator")
    ]


AWAKE = st.lists(st.booleans(), min_size=10, max_size=10)
DEATHS = st.lists(st.integers(min_value=1, max_value=120), max_size=3)


@pytest.mark.django_db
def test_whenever_a_worker_was_awake_the_same_alarms_were_raised() -> None:
    """A worker that sleeps, and dies between two steps, comes to what one that is awake every day came to."""
    first = date(2026, 6, 24)
    due(*days_from(first, 4))
    span = days_from(first, 10)
    wake(morning(first - timedelta(days=1)))
    start = transaction.savepoint()
    for day in span:
        wake(morning(day))
    expected, ticks = alarms(), set(Tick.objects.values_list("kind", "county", "day"))
    assert len(expected) > 8
    transaction.savepoint_rollback(start)
    reached = {"slept": 0, "died": 0}

    @hypothesis_settings(
        max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(awake=AWAKE, deaths=DEATHS)
    def same(awake: list[bool], deaths: list[int]) -> None:
        before, left = transaction.savepoint(), list(deaths)
        for day, is_awake in zip(span, [*awake[:-1], True], strict=True):
            reached["slept"] += not is_awake
            if is_awake:
                reached["died"] += wake_and_die(morning(day), left)
        assert alarms() == expected
        assert Alarm.objects.count() == len(expected)
        assert set(Tick.objects.values_list("kind", "county", "day")) == ticks
        assert not Job.objects.exclude(state=JobState.DONE).exists()
        transaction.savepoint_rollback(before)

    same()
    assert reached["slept"] > 5
    assert reached["died"] > 2


def wake_and_die(at: datetime, deaths: list[int]) -> int:
    """Wake; where a death is given, die at that statement, and let another take up what is left."""
    died, clock = 0, Clock(at)
    while deaths:
        try:
            with connection.execute_wrapper(Dying(deaths.pop())):
                ask_for_due_days(at=clock())
                while do_next_job(clock) is not None:
                    pass
        except Killed:
            died += 1
            clock.at += DEAD_AFTER + timedelta(seconds=1)
    wake(clock())
    return died
