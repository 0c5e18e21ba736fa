"""Working days and the ends of limits, by 民法典 200–204 and the yearly notices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from yingbao.law.calendars import library
from yingbao.law.calendars.days import DayRange, Days, Deadline, Verdict
from yingbao.law.calendars.notices import Notice, read_notices
from yingbao.law.facts.problems import PackProblems, Problems

DAY = timedelta(days=1)
SATURDAY = 5
# 全国年节及纪念日放假办法（2024年11月10日修订）第二条: the feasts on a fixed day of the solar calendar.
# Those by the moon and 清明 are not reckoned: what nobody published is provisional, never taken for sure.
FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
LUNAR = ("除夕和春节", "清明节", "端午节", "中秋节")
# The notice of a year has reached back as far as 29 December (2007, 2018), so the last week of a year is
# certain only when the next year's notice is out.
LAST_WEEK = (12, 25)


@dataclass(frozen=True, eq=False)
class Calendar:
    """Which days are worked: a district's notices, else the library's years, else the fixed rule."""

    notices: Mapping[int, Notice] = field(default_factory=dict)
    _named: Mapping[date, bool] = field(init=False)

    def __post_init__(self) -> None:
        """Put the days of all notices side by side."""
        named = {each.day: each.working for notice in self.notices.values() for each in notice.specials}
        object.__setattr__(self, "_named", named)

    @classmethod
    def load(cls, policy: Path) -> "Calendar":
        """Return the calendar of a policy folder; its file is small, read once and kept.

        Raises:
            PackProblems: something in `calendars/cn.yaml` is wrong; nothing is half-loaded.
        """
        problems = Problems()
        notices = read_notices(policy, problems)
        if problems:
            raise PackProblems(problems)
        return cls(notices)

    def is_published(self, year: int) -> bool:
        """Whether the notice of a year is known, from the policy folder or from the library."""
        return year in self.notices or library.carries(year)

    def is_working(self, day: date) -> Verdict:
        """Return whether a day is worked; in a year nobody published, provisionally by the fixed rule."""
        if day in self._named:
            return Verdict(self._named[day], False)
        next_to_come = (day.month, day.day) >= LAST_WEEK and not self.is_published(day.year + 1)
        provisional = next_to_come or not self.is_published(day.year)
        return Verdict(self._like_its_year(day), provisional)

    def _like_its_year(self, day: date) -> bool:
        weekday = day.weekday() < SATURDAY
        if day.year in self.notices:
            return weekday
        if library.carries(day.year):
            return library.is_worked(day)
        return weekday and (day.month, day.day) not in FIXED

    def deadline(self, after: date, count: int, kind: Days, stopped: Sequence[DayRange] = ()) -> Deadline:
        """Return the last day of a limit of so many days that begins with what happened on `after`.

        That day itself does not count (民法典 201). Days on which the clock stands still do not count, of
        either kind. A limit never ends on a day off (民法典 203) nor while the clock stands. Without any
        days it ends on `after` itself, or on the next day that can be its end.

        Raises:
            ValueError: fewer than no days.
        """
        if count < 0:
            raise ValueError(f"a limit of {count} days")
        day, provisional, left = after, False, count
        for day in _from(after + DAY) if left else ():
            verdict = self.is_working(day)
            if any(day in pause for pause in stopped):
                continue
            if kind == "working":
                provisional |= verdict.provisional
            left -= verdict.working if kind == "working" else 1
            if not left:
                break
        return self._end(day, provisional, stopped)

    def _end(self, day: date, provisional: bool, stopped: Sequence[DayRange]) -> Deadline:
        """The first day from this one on that a limit can end on."""
        while True:
            verdict = self.is_working(day)
            pausing = any(day in pause for pause in stopped)
            provisional |= verdict.provisional and not pausing
            if verdict.working and not pausing:
                return Deadline(day, provisional)
            day += DAY

    def count_working(self, first: date, last: date) -> int:
        """Return how many days are worked from the first to the last, both included; none when reversed."""
        days = range((last - first).days + 1)
        return sum(self.is_working(first + ahead * DAY).working for ahead in days)


def _from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += DAY
