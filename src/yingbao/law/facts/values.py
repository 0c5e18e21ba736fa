"""What a fact's value may be, and how it is written in files and rules."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from yingbao.values.division import DivisionCode
from yingbao.values.month import Month

Value: TypeAlias = bool | int | str | date

YUAN = re.compile(r"(-?)([0-9]+)(?:\.([0-9]{1,2}))?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Kind(StrEnum):
    """The types of the vocabulary. Months and divisions are texts that compare as they should."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    FEN = "fen"
    DATE = "date"
    MONTH = "month"
    TEXT = "text"
    CHOICE = "choice"
    DIVISION = "division"

    @property
    def is_number(self) -> bool:
        return self in (Kind.INTEGER, Kind.FEN)

    @property
    def is_ordered(self) -> bool:
        return self in (Kind.INTEGER, Kind.FEN, Kind.DATE, Kind.MONTH)


class NotAValue(ValueError):
    """The text or number is no value of this kind."""


def read_fen(text: str) -> int:
    """Return the whole fen of an amount written in yuan, as 110, 110.5 or 110.00."""
    found = YUAN.fullmatch(text.strip().replace(",", ""))
    if found is None:
        raise NotAValue(text)
    fen = int(found[2]) * 100 + int((found[3] or "0").ljust(2, "0"))
    return -fen if found[1] else fen


def _day(written: str) -> date:
    if not DAY.fullmatch(written):
        raise NotAValue(written)
    return date.fromisoformat(written)


def _month(written: str) -> str:
    return str(Month.parse(written))


def _division(written: str) -> str:
    return DivisionCode(written).code


READERS: dict[Kind, Callable[[str], Value]] = {
    Kind.DATE: _day,
    Kind.MONTH: _month,
    Kind.DIVISION: _division,
    Kind.TEXT: str,
    Kind.CHOICE: str,
}


def read_value(kind: Kind, written: object) -> Value:
    """Return the value of a kind as files write it; amounts are whole fen.

    Raises:
        NotAValue: it is not written as this kind is.
    """
    if kind is Kind.BOOLEAN and isinstance(written, bool):
        return written
    if kind.is_number and isinstance(written, int) and not isinstance(written, bool):
        return written
    if kind in READERS and isinstance(written, str | int) and not isinstance(written, bool):
        try:
            return READERS[kind](str(written))
        except ValueError as error:
            raise NotAValue(str(written)) from error
    raise NotAValue(str(written))
