"""Months: what rules are asked for and money is owed for."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self, overload

WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One month of one year: Month(2026, 6) is "2026-06"."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.month <= 12):
            raise ValueError(f"There is no month {self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the month written as 2026-06, and nothing looser: rosters have their own reader."""
        found = WRITTEN.fullmatch(text)
        if found is None:
            raise ValueError(f"A month is written 2026-06, not {text!r}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Self:
        """Return the month with this running number; the inverse of `ordinal`."""
        year, month = divmod(ordinal, 12)
        return cls(year, month + 1)

    @property
    def ordinal(self) -> int:
        """The running number of the month: year × 12 + month - 1."""
        return self.year * 12 + self.month - 1

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def next(self) -> "Month":
        return self + 1

    @property
    def previous(self) -> "Month":
        return self - 1

    def __add__(self, months: int) -> "Month":
        return Month.from_ordinal(self.ordinal + months)

    @overload
    def __sub__(self, other: "Month") -> int: ...
    @overload
    def __sub__(self, other: int) -> "Month": ...
    def __sub__(self, other: "Month | int") -> "Month | int":
        """Return the months between two months, or the month so many months before."""
        if isinstance(other, Month):
            return self.ordinal - other.ordinal
        return Month.from_ordinal(self.ordinal - other)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"
