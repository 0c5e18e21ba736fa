"""The timetable is the listing of daily/ and monthly/: which work is due on which days in which county.

A work takes the day it is for, never the clock: a worker that slept three days does the work of each day, in
their order, once. It yields after every committed step how far it is.
"""

import inspect
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from django.utils.timezone import localdate

from yingbao.edges.jobs import daily, monthly
from yingbao.office.access.choices import DivisionLevel
from yingbao.office.access.models import Division
from yingbao.office.jobs.actions import Progress, begin_day
from yingbao.office.jobs.queries import get_last_days
from yingbao.values.month import Month

DAY = timedelta(days=1)
Work = Callable[..., Iterator[Progress]]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """One line of the timetable: a work, for every day or for the first of every month."""

    name: str
    monthly: bool
    work: Work

    @property
    def sentence(self) -> str:
        """What the work does, in its own words."""
        return (inspect.getdoc(self.work) or "").partition("\n")[0]

    def days_due(self, last: date | None, today: date) -> list[date]:
        """Return the days this work is due on after the last one it was asked for: oldest first, all.

        A county that begins today has no days before: daily work begins today, monthly work with this month.
        """
        if self.monthly:
            month, this = Month.of(last).next if last else Month.of(today), Month.of(today)
            return [(month + number).first_day for number in range(this - month + 1)]
        first = last + DAY if last else today
        return [first + number * DAY for number in range((today - first).days + 1)]


@cache
def timetable() -> dict[str, Entry]:
    """Return the timetable by name: each file of daily/ and monthly/ has one function of the file's name."""
    return {
        each.name: Entry(each.name, folder is monthly, _work(folder.__name__, each.name))
        for folder in (daily, monthly)
        for each in iter_modules(folder.__path__)
    }


def _work(folder: str, name: str) -> Work:
    work: Work = getattr(import_module(f"{folder}.{name}"), name)
    return work


def list_counties() -> list[str]:
    """Return the codes of the counties an office was opened for."""
    return list(
        Division.objects.filter(level=DivisionLevel.COUNTY).order_by("code").values_list("code", flat=True)
    )


def ask_for_due_days(*, at: datetime) -> int:
    """Ask for the work of every day that has come and was not asked for; return how many jobs that makes.

    The day turns at 24:00 of Asia/Shanghai. What comes late is told in the log.
    """
    today, last = localdate(at), get_last_days()
    due = [
        (day, place, entry.name, county)
        for county in list_counties()
        for place, entry in enumerate(timetable().values())
        for day in entry.days_due(last.get((entry.name, county)), today)
    ]
    asked = 0
    for day, _, name, county in sorted(due):
        if begin_day(kind=name, county=county, day=day, at=at) is not None:
            asked += 1
            if day < today and not timetable()[name].monthly:
                log.warning("%s of %s for %s comes %s days late", name, county, day, (today - day).days)
    return asked
