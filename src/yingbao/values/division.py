"""Codes of administrative divisions (行政区划): 50, 4308, 500156, 500156001, 500156001001."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

WRITTEN = re.compile(r"[1-9][0-9]+")


class Level(StrEnum):
    """How far down a division stands."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


LEVELS = {2: Level.PROVINCE, 4: Level.PREFECTURE, 6: Level.COUNTY, 9: Level.TOWNSHIP, 12: Level.VILLAGE}


class NotADivision(ValueError):
    """The text is not a code of 2, 4, 6, 9 or 12 digits."""


@dataclass(frozen=True, order=True, slots=True)
class DivisionCode:
    """The code of a province, prefecture, county (GB/T 2260), township or village (statistical code)."""

    code: str

    def __post_init__(self) -> None:
        if len(self.code) not in LEVELS or not WRITTEN.fullmatch(self.code) or not "11" <= self.code < "92":
            raise NotADivision(self.code)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the division of a code that lists fill up with zeros to 6 or 12 digits."""
        code = text.strip()
        for longer, shorter in ((12, 9), (9, 6), (6, 4), (4, 2)):
            if len(code) == longer and not code[shorter:].strip("0"):
                code = code[:shorter]
        return cls(code)

    @property
    def level(self) -> Level:
        return LEVELS[len(self.code)]

    @property
    def range(self) -> tuple[str, str]:
        """The half-open range of texts in which this division and all below it lie.

        Both ends are digits only, so every collation of every database agrees on it.
        """
        return self.code, str(int(self.code) + 1)

    @property
    def county(self) -> "DivisionCode":
        """The county this division is or lies in."""
        if len(self.code) < 6:
            raise NotADivision(f"{self.code} is no part of one county")
        return DivisionCode(self.code[:6])

    def __contains__(self, other: "DivisionCode | str") -> bool:
        return str(other).startswith(self.code)

    def __str__(self) -> str:
        return self.code
