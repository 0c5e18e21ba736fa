"""The years that chinesecalendar carries: the State Council's yearly notices since 2004."""

from datetime import date
from typing import NamedTuple

import chinese_calendar

SATURDAY = 5
FIRST_YEAR: int = min(chinese_calendar.holidays).year

LAST_YEAR: int = max(chinese_calendar.holidays).year


class Special(NamedTuple):
    """A day that is not like its weekday: off with its feast, or worked in exchange for one."""

    day: date
    working: bool
    feast: str


def carries(year: int) -> bool:
    """Whether the library carries the notice of the year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def is_worked(day: date) -> bool:
    """Return whether a day of a year it carries is worked."""
    # Its own is_workday looks for its first and last year anew at every call: far slower.
    weekday = day.weekday() < SATURDAY
    return bool(day in chinese_calendar.workdays or (weekday and day not in chinese_calendar.holidays))


def specials(year: int) -> list[Special]:
    """Return the days of a year that a notice names, in order."""
    chinese = {feast.value: feast.chinese for feast in chinese_calendar.Holiday}
    off = [Special(day, False, chinese[name]) for day, name in chinese_calendar.holidays.items()]
    worked = [Special(day, True, chinese[name]) for day, name in chinese_calendar.workdays.items()]
    return sorted(each for each in (*off, *worked) if each.day.year == year)
