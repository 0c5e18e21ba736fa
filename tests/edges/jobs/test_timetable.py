"""The listing is the timetable: what is due when, asked for once, in order, however late the worker wakes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.people import WULINGYUAN, WULONG, make_divisions
from yingbao.edges.jobs.timetable import Entry, ask_for_due_days, timetable
from yingbao.office.jobs.models import Job, Tick

DAILY, MONTHLY = timetable()["limits_alarm"], timetable()["month_determine"]


def shanghai(day: date, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC) - timedelta(hours=8)


def test_every_work_says_in_one_sentence_what_it_does() -> None:
    assert {name for name, entry in timetable().items() if not entry.sentence.endswith(".")} == set()
    assert [name for name, entry in timetable().items() if entry.monthly] == ["month_determine"]


def test_limits_are_reckoned_before_they_are_told() -> None:
    names = list(timetable())
    assert names.index("calendar_settle") < names.index("limits_alarm") < names.index("notices_end")


@pytest.mark.parametrize(
    ("entry", "last", "today", "due"),
    [
        (DAILY, None, date(2026, 6, 5), [date(2026, 6, 5)]),
        (DAILY, date(2026, 6, 5), date(2026, 6, 5), []),
        (DAILY, date(2026, 6, 2), date(2026, 6, 5), [date(2026, 6, d) for d in (3, 4, 5)]),
        (DAILY, date(2026, 6, 7), date(2026, 6, 5), []),  # the clock was set back
        (
            DAILY,
            date(2028, 2, 27),
            date(2028, 3, 1),
            [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)],
        ),
        (DAILY, date(2027, 2, 27), date(2027, 3, 1), [date(2027, 2, 28), date(2027, 3, 1)]),
        (DAILY, date(2026, 12, 30), date(2027, 1, 1), [date(2026, 12, 31), date(2027, 1, 1)]),
        (MONTHLY, None, date(2026, 6, 30), [date(2026, 6, 1)]),
        (MONTHLY, date(2026, 6, 1), date(2026, 6, 30), []),
        (MONTHLY, date(2026, 6, 1), date(2026, 7, 1), [date(2026, 7, 1)]),
        (MONTHLY, date(2026, 11, 1), date(2027, 1, 31), [date(2026, 12, 1), date(2027, 1, 1)]),
        (MONTHLY, date(2028, 1, 1), date(2028, 2, 29), [date(2028, 2, 1)]),
        (MONTHLY, date(2026, 7, 1), date(2026, 6, 30), []),
    ],
)
def test_no_day_is_left_out_and_none_comes_twice(
    entry: Entry, last: date | None, today: date, due: list[date]
) -> None:
    assert entry.days_due(last, today) == due


@pytest.mark.django_db
def test_the_day_turns_at_midnight_of_shanghai() -> None:
    make_divisions()
    day = date(2026, 6, 30)
    assert ask_for_due_days(at=shanghai(day, 0)) == 2 * len(timetable())
    assert ask_for_due_days(at=shanghai(day, 23, 59, 59)) == 0
    assert ask_for_due_days(at=shanghai(date(2026, 7, 1), 0)) == 2 * len(timetable())
    assert set(Tick.objects.values_list("day", flat=True)) == {day, date(2026, 7, 1), date(2026, 6, 1)}


@pytest.mark.django_db
def test_missed_days_are_asked_for_oldest_first_and_told(caplog: pytest.LogCaptureFixture) -> None:
    make_divisions()
    ask_for_due_days(at=shanghai(date(2026, 6, 1)))
    caplog.clear()
    ask_for_due_days(at=shanghai(date(2026, 6, 5)))

    asked = list(Job.objects.filter(kind="limits_alarm", county=WULONG).order_by("pk"))
    assert [job.params["on"] for job in asked] == [f"2026-06-0{day}" for day in (1, 2, 3, 4, 5)]
    assert f"limits_alarm of {WULINGYUAN} for 2026-06-02 comes 3 days late" in caplog.text
    days = [job.params["on"] for job in Job.objects.exclude(kind="month_determine").order_by("pk")]
    assert days == sorted(days)
