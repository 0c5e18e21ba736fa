"""Who a row is about, from its two numbers: one may save the other, and both may contradict each other."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from yingbao.edges.exchange.converters.converted import Value, as_text
from yingbao.edges.exchange.converters.dates import birth
from yingbao.edges.exchange.grid import Cell
from yingbao.edges.exchange.problems import Problem
from yingbao.values.certificate_number import DIGITS, Kind
from yingbao.values.spelling import plain

Noted = tuple[str, str]  # column, repair


@dataclass
class Who:
    """The numbers of one row, as far as they are certain."""

    id_number: str | None
    certificate_number: str | None
    repairs: list[Noted] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    conflict: str | None = None


class Evidence(NamedTuple):
    """What else the row says that can bear out a number."""

    id_cell: Cell
    certificate_cell: Cell
    birth_cell: Cell
    kind: Value
    grade: Value
    # Whether the list is about certificates, so that a damaged certificate number refuses the row.
    certifies: bool


def settle(who: Who, seen: Evidence) -> Who:
    """Decide the numbers of a row; what stays undecided is a problem of the row.

    A damaged citizen number is replaced by the first 18 of an intact certificate number only if the
    birthday in the row agrees. A damaged or short certificate number is completed only from citizen
    number, kind and grade, of which it consists by definition.
    """
    if who.certificate_number and len(who.certificate_number) == 18:
        _complete_short(who, seen)
    problems = dict(who.problems)
    if "certificate_number" in problems and who.id_number:
        _settle_damaged_certificate(who, seen)
    if who.id_number is None and who.certificate_number:
        _take_from_certificate(who, seen, damaged="id_number" in problems)
    if who.id_number is None and not who.problems:
        who.problems.append(("id_number", Problem("who_missing")))
    if who.id_number and who.certificate_number and who.certificate_number[:18] != who.id_number:
        who.conflict = "two_numbers"
    return who


def _drop(who: Who, column: str) -> None:
    who.problems = [(c, p) for c, p in who.problems if c != column]


def _completed(number: str, seen: Evidence) -> str | None:
    if seen.kind and seen.grade:
        return f"{number}{DIGITS[Kind(str(seen.kind))]}{seen.grade}"
    return None


def _complete_short(who: Who, seen: Evidence) -> None:
    """A bare citizen number in the certificate's column."""
    short = who.certificate_number
    who.repairs = [r for r in who.repairs if r[0] != "certificate_number"]
    if who.id_number is None and "id_number" not in dict(who.problems):
        who.id_number = short
    if short != who.id_number:
        who.certificate_number = short
        return
    who.certificate_number = _completed(str(short), seen)
    how = "certificate_completed" if who.certificate_number else "certificate_left_out"
    who.repairs.append(("certificate_number", how))


def _settle_damaged_certificate(who: Who, seen: Evidence) -> None:
    code = dict(who.problems)["certificate_number"].code
    number = str(who.id_number)
    completed = _completed(number, seen) if code == "digits_lost" else None
    if completed and _agrees(seen.certificate_cell, number):
        _drop(who, "certificate_number")
        who.certificate_number = completed
        who.repairs.append(("certificate_number", "certificate_completed"))
    elif not seen.certifies:
        _drop(who, "certificate_number")
        who.repairs.append(("certificate_number", "certificate_left_out"))


def _agrees(cell: Cell, number: str) -> bool:
    """Whether what is left of a number is how the other number begins."""
    digits = re.sub("[^0-9]", "", plain(as_text(cell)).partition("E")[0]).rstrip("0")
    return len(digits) >= 5 and number.startswith(digits[:15])


def _take_from_certificate(who: Who, seen: Evidence, *, damaged: bool) -> None:
    number = str(who.certificate_number)[:18]
    if damaged and not _birthday_agrees(number, seen):
        return
    _drop(who, "id_number")
    who.id_number = number
    who.repairs.append(("id_number", "id_from_certificate"))


def _birthday_agrees(number: str, seen: Evidence) -> bool:
    written = birth(seen.birth_cell)[0]
    if isinstance(written, str):
        return f"{number[6:10]}-{number[10:12]}-{number[12:14]}".startswith(written)
    return re.sub("[^0-9]", "", plain(as_text(seen.id_cell)))[6:14] == number[6:14]
