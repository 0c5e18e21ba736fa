"""The month a list speaks of, and days written as ISO text, so that they compare as they stand."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from yingbao.values.month import Month


@dataclass(frozen=True)
class ListTime:
    """The days of a list's month, and the first day from which a later list already tells better."""

    first: str
    last: str
    next_first: str | None = None
    complete: bool = True

    @classmethod
    def of(cls, month: Month, later: Month | None = None, *, complete: bool = True) -> "ListTime":
        """Return the time of a list for a month; `later` is the next month a list is known for."""
        next_first = later.first_day.isoformat() if later else None
        return cls(month.first_day.isoformat(), month.last_day.isoformat(), next_first, complete)


@lru_cache(maxsize=20_000)
def day_before(day: str) -> str:
    """Return the day before: a fact ends on the day before the next begins."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


@lru_cache(maxsize=20_000)
def day_after(day: str) -> str:
    """Return the day after."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def earliest(*days: str | None) -> str | None:
    """Return the earliest of some last days; None is open."""
    return min((day for day in days if day is not None), default=None)
