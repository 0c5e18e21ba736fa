"""Working days and the ends of limits: tables for days that were decided, laws for all others."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingbao.law.calendars import Calendar, DayRange, Days, Deadline, Verdict
from yingbao.law.packs import PackProblems, check

POLICY = Path(__file__).parents[4] / "policy"
CALENDAR = Calendar.load(POLICY)
DAY = timedelta(days=1)

days = st.dates(date(2003, 1, 1), date(2100, 12, 31))
counts = st.integers(0, 45)
kinds: st.SearchStrategy[Days] = st.sampled_from(["working", "calendar"])


@st.composite
def pauses(draw: st.DrawFn, around: date) -> tuple[DayRange, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        first = around + draw(st.integers(-5, 40)) * DAY
        found.append(DayRange(first, first + draw(st.integers(0, 20)) * DAY))
    return tuple(found)


@st.composite
def limits(draw: st.DrawFn) -> tuple[date, int, Days, tuple[DayRange, ...]]:
    after = draw(days)
    return after, draw(counts), draw(kinds), draw(pauses(after))


def walked(after: date, count: int, kind: Days, stopped: Sequence[DayRange]) -> date:
    """The same rule, written as one counts on the fingers."""
    frozen = {pause.first + n * DAY for pause in stopped for n in range((pause.last - pause.first).days + 1)}
    day, counted = after, 0
    while counted < count:
        day += DAY
        worked = CALENDAR.is_working(day).working
        counted += day not in frozen and (kind == "calendar" or worked)
    while day in frozen or not CALENDAR.is_working(day).working:
        day += DAY
    return day


SPRING = "2026 Spring Festival: off 15 to 23 February, worked on Saturdays 14 and 28"
CASES: list[tuple[str, str, int, Days, str, bool]] = [
    (SPRING, "2026-02-13", 1, "working", "2026-02-14", False),
    (SPRING, "2026-02-13", 2, "working", "2026-02-24", False),
    (SPRING, "2026-02-14", 5, "working", "2026-02-28", False),
    (SPRING, "2026-02-14", 6, "working", "2026-03-02", False),
    (SPRING, "2026-02-09", 7, "calendar", "2026-02-24", False),
    (SPRING, "2026-02-07", 7, "calendar", "2026-02-14", False),
    ("New Year 2026: Sunday the 4th is worked", "2025-12-31", 1, "working", "2026-01-04", False),
    ("New Year 2026: Sunday the 4th is worked", "2025-12-31", 3, "calendar", "2026-01-04", False),
    ("New Year 2027 is not published", "2026-12-31", 1, "working", "2027-01-04", True),
    ("its notice may reach back into the last week", "2026-12-24", 1, "working", "2026-12-25", True),
    ("but not further", "2026-12-23", 1, "working", "2026-12-24", False),
    ("a day of days counts through what is unsure", "2026-12-20", 10, "calendar", "2026-12-30", True),
    ("leap day 2028, a Tuesday", "2028-02-28", 1, "working", "2028-02-29", True),
    ("leap day 2028, a Tuesday", "2028-02-28", 2, "calendar", "2028-03-01", True),
    ("a Saturday like any other", "2026-07-10", 1, "calendar", "2026-07-13", False),
    ("no days: the day itself", "2026-07-10", 0, "working", "2026-07-10", False),
    ("no days: the day itself, unless it is off", "2026-07-11", 0, "calendar", "2026-07-13", False),
    ("no days: the day itself, unless it is off", "2026-07-11", 0, "working", "2026-07-13", False),
    ("far ahead", "2100-12-31", 10, "working", "2101-01-14", True),
]


@pytest.mark.parametrize(("why", "after", "count", "kind", "end", "provisional"), CASES)
def test_a_limit_ends_on(why: str, after: str, count: int, kind: Days, end: str, provisional: bool) -> None:
    ends = CALENDAR.deadline(date.fromisoformat(after), count, kind, ())

    assert ends == Deadline(date.fromisoformat(end), provisional), why


def test_days_the_clock_stands_still_do_not_count() -> None:
    papers = DayRange(date(2026, 7, 7), date(2026, 7, 9))

    assert CALENDAR.deadline(date(2026, 7, 6), 2, "working", [papers]).day == date(2026, 7, 13)
    assert CALENDAR.deadline(date(2026, 7, 6), 2, "calendar", [papers]).day == date(2026, 7, 13)
    assert CALENDAR.deadline(date(2026, 7, 6), 0, "working", [papers]).day == date(2026, 7, 6)


def test_a_pause_that_ends_in_the_unknown_does_not_make_what_follows_sure() -> None:
    pause = DayRange(date(2026, 11, 24), date(2027, 1, 10))

    assert CALENDAR.deadline(date(2026, 11, 23), 1, "working", [pause]) == Deadline(date(2027, 1, 11), True)


def test_paused_days_nobody_published_do_not_make_a_limit_unsure() -> None:
    later = DayRange(date(2027, 1, 1), date(2027, 1, 10))

    assert CALENDAR.deadline(date(2026, 11, 23), 1, "working", [later]) == Deadline(date(2026, 11, 24), False)


def test_less_than_no_days_is_no_limit() -> None:
    with pytest.raises(ValueError, match="-1"):
        CALENDAR.deadline(date(2026, 7, 6), -1, "working", ())


def test_a_range_runs_forwards() -> None:
    with pytest.raises(ValueError, match="2026-07-06"):
        DayRange(date(2026, 7, 6), date(2026, 7, 5))


def test_working_days_are_counted_with_both_ends() -> None:
    assert CALENDAR.count_working(date(2026, 2, 13), date(2026, 2, 24)) == 3
    assert CALENDAR.count_working(date(2026, 7, 6), date(2026, 7, 5)) == 0
    assert CALENDAR.count_working(date(2026, 1, 1), date(2026, 12, 31)) == 248


@pytest.mark.parametrize("year", [2027, 2028, 2100, 2003])
def test_a_year_nobody_published_goes_by_the_fixed_feasts_and_says_so(year: int) -> None:
    off = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]

    assert [CALENDAR.is_working(date(year, *day)) for day in off] == [Verdict(False, True)] * 6
    every = [date(year, 1, 1) + n * DAY for n in range(365)]
    expected = [d.weekday() < 5 and (d.month, d.day) not in off for d in every]
    assert [CALENDAR.is_working(d).working for d in every] == expected


@pytest.mark.parametrize("year", range(2004, 2026))
def test_published_years_are_those_of_the_notices(year: int) -> None:
    every = [date(year, 1, 1) + n * DAY for n in range(365)]

    assert [CALENDAR.is_working(d) for d in every] == [
        Verdict(chinese_calendar.is_workday(d), False) for d in every
    ]


def test_the_file_and_the_library_agree_on_2026() -> None:
    every = [date(2026, 1, 1) + n * DAY for n in range(365)]

    assert [CALENDAR.is_working(d).working for d in every] == [chinese_calendar.is_workday(d) for d in every]


@given(limits())
def test_a_limit_ends_where_counting_by_hand_ends(
    limit: tuple[date, int, Days, tuple[DayRange, ...]],
) -> None:
    assert CALENDAR.deadline(*limit).day == walked(*limit)


@given(limits(), st.integers(0, 5))
def test_a_longer_limit_never_ends_sooner(
    limit: tuple[date, int, Days, tuple[DayRange, ...]], more: int
) -> None:
    after, count, kind, stopped = limit

    assert CALENDAR.deadline(after, count + more, kind, stopped).day >= CALENDAR.deadline(*limit).day


@given(limits(), st.integers(0, 20))
def test_what_begins_later_never_ends_sooner(
    limit: tuple[date, int, Days, tuple[DayRange, ...]], later: int
) -> None:
    after, count, kind, stopped = limit

    assert CALENDAR.deadline(after + later * DAY, count, kind, stopped).day >= CALENDAR.deadline(*limit).day


@given(limits(), st.data())
def test_a_stop_only_pushes_later(
    limit: tuple[date, int, Days, tuple[DayRange, ...]], data: st.DataObject
) -> None:
    after, count, kind, stopped = limit
    more = data.draw(pauses(after))

    assert CALENDAR.deadline(after, count, kind, (*stopped, *more)).day >= CALENDAR.deadline(*limit).day


@given(limits())
def test_a_limit_ends_on_a_working_day_on_which_the_clock_runs(
    limit: tuple[date, int, Days, tuple[DayRange, ...]],
) -> None:
    day = CALENDAR.deadline(*limit).day

    assert CALENDAR.is_working(day).working
    assert not any(day in pause for pause in limit[3])


NOTICE = """
2027:
  source: 通知
  published: 2026-11-05
  off:
    - {name: 元旦, from: 2026-12-31, to: 2027-01-01}
    - {name: 春节, from: 2027-02-05, to: 2027-02-11}
  working: [2027-02-13]
"""


def written(folder: Path, text: str) -> Path:
    (folder / "calendars").mkdir()
    (folder / "calendars" / "cn.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_notice_continues_the_calendar_and_reaches_back_into_december(tmp_path: Path) -> None:
    calendar = Calendar.load(written(tmp_path, NOTICE))

    assert calendar.is_working(date(2026, 12, 31)) == Verdict(False, False)
    assert calendar.is_working(date(2026, 12, 30)) == Verdict(True, False)
    assert calendar.is_working(date(2027, 2, 13)) == Verdict(True, False)
    assert calendar.is_working(date(2027, 2, 14)) == Verdict(False, False)
    # What the notice of the year does not name is like its weekday, fixed feast or not.
    assert calendar.is_working(date(2027, 10, 1)) == Verdict(True, False)
    assert calendar.is_working(date(2028, 1, 4)) == Verdict(True, True)


def test_a_notice_puts_the_library_right(tmp_path: Path) -> None:
    text = "2024:\n  source: 更正\n  published: 2024-01-02\n  off: []\n"

    assert Calendar.load(written(tmp_path, text)).is_working(date(2024, 1, 1)) == Verdict(True, False)
    assert CALENDAR.is_working(date(2024, 1, 1)) == Verdict(False, False)


WRONG = {
    "no year": ("2027:", "next:", "cn.yaml:2:1", "不是四位数的年份"),
    "no source": ("  source: 通知\n", "", "cn.yaml:2:1", "缺少“source”"),
    "another year": ("working: [2027-02-13]", "working: [2028-02-12]", "cn.yaml:8:13", "不属于 2027 年"),
    "not even November": ("from: 2026-12-31", "from: 2026-11-30", "cn.yaml:6:7", "不属于 2027 年"),
    "backwards": ("to: 2027-02-11", "to: 2027-02-01", "cn.yaml:7:7", "to 在 from 之前"),
    "twice": ("from: 2027-02-05", "from: 2027-01-01", "cn.yaml:7:7", "2027-01-01 写了两次"),
    "worked anyway": ("[2027-02-13]", "[2027-02-12]", "cn.yaml:8:13", "本来上班"),
    "off and worked": ("[2027-02-13]", "[2027-02-06]", "cn.yaml:8:13", "写了两次"),
    "no day": ("to: 2027-02-11", "to: 2027-02-30", "cn.yaml:7:", "off.1.to"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_notice_is_said_where_it_stands(
    tmp_path: Path, wrong: tuple[str, str, str, str]
) -> None:
    before, after, place, sentence = wrong
    policy = written(tmp_path, NOTICE.replace(before, after))

    said = [problem.speak("zh") for problem in check(policy).problems]

    assert [line for line in said if place in line and sentence in line], said
    with pytest.raises(PackProblems):
        Calendar.load(policy)
