"""What the cells of a bank's answer mean, and its words for paid and refused."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from yingbao.edges.exchange.banks.rows import RawRow
from yingbao.edges.exchange.banks.shapes import Incoming
from yingbao.edges.exchange.converters import dates, numbers, words
from yingbao.edges.exchange.converters.converted import Converted, Converter, as_text, fault, refused
from yingbao.edges.exchange.grid import Cell
from yingbao.edges.exchange.labels import label
from yingbao.edges.exchange.problems import Problem

MAY_BE_EMPTY = {"reason", "day"}
OTHER = "other"
OFTEN = 5_000


def _account(cell: Cell) -> Converted:
    """Return an account; one that lost its last digits is a reason not to take the file."""
    number, repair, problem = numbers.account(cell)
    if number is None and repair is not None:
        return refused("account_unreadable")
    return number, repair, problem


def _text(cell: Cell) -> Converted:
    return fault(cell) or (as_text(cell).strip() if cell is not None else None, None, None)


def _number(cell: Cell) -> Converted:
    number, repair, problem = words.integer(cell)
    # So many lines has no roll; a longer number is no number of a line.
    if problem is None and number is not None and not 0 < int(number) <= 2**31 - 1:
        return refused("number_unreadable", cell)
    return number, repair, problem


def _once(convert: Converter) -> Converter:
    """Convert what stands in thousands of rows once; 1, 1.0 and True are not the same cell."""
    return lru_cache(maxsize=OFTEN, typed=True)(convert)


CONVERTERS: dict[str, Converter] = {
    "number": _number,
    "account": _account,
    "holder": _once(_text),
    "yuan": _once(words.money),
    "fen": _once(words.integer),
    "status": _once(_text),
    "reason": _once(_text),
}
DAYS = {typed: _once(dates.day_reader(typed=typed)) for typed in (True, False)}
LABEL = lru_cache(maxsize=OFTEN)(label)


@dataclass(frozen=True)
class Meaning:
    """How the rows of one format are understood."""

    columns: tuple[str, ...]
    outcomes: dict[str, bool]
    failures: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, form: Incoming) -> "Meaning":
        """Return how this format's rows are understood."""
        outcomes = {
            label(word): ok for said, ok in ((form.paid, True), (form.refused, False)) for word in said
        }
        failures = [(label(word), code) for code, said in form.failures.items() for word in said]
        columns = tuple(column.holds for column in form.columns if column.holds != "ignored")
        return cls(columns, outcomes, tuple(sorted(failures, key=lambda each: (-len(each[0]), each))))

    def read(self, row: RawRow) -> tuple[list[Any], list[Problem]]:
        """Return an answer as it travels, and every reason why it cannot be taken."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for column in self.columns:
            convert = DAYS[row.typed] if column == "day" else CONVERTERS[column]
            value, _, problem = convert(row.held.get(column))
            if problem is None and value in (None, "") and column not in MAY_BE_EMPTY:
                problem = Problem("nothing_there", {"column": column})
            problems += [problem] if problem else []
            values[column] = value
        ok, failure, problem = self._outcome(str(values.get("status") or ""), str(values.get("reason") or ""))
        problems += [problem] if problem and values.get("status") else []
        fen = values.get("yuan", values.get("fen"))
        account, holder, day = values.get("account"), values.get("holder"), values.get("day")
        return [row.line, values.get("number"), account, holder, fen, ok, failure, day], problems

    def _outcome(self, status: str, reason: str) -> tuple[bool, str, Problem | None]:
        ok = self.outcomes.get(LABEL(status))
        if ok is None:
            return False, "", Problem("status_unknown", {"value": status[:20]})
        failure = self._failure_of(reason)
        if not ok:
            return False, failure or OTHER, None
        # Paid and yet a reason for refusing: whoever guesses may pay somebody twice.
        return True, "", Problem("paid_and_refused", {"value": reason[:20]}) if failure else None

    def _failure_of(self, reason: str) -> str:
        said = LABEL(reason)
        return next((code for word, code in self.failures if word in said), "")
