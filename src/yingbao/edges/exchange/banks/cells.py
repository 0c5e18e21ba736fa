"""What the cells of a bank file hold."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter

from yingbao.edges.exchange.banks.shapes import PLACEHOLDER, Column, Words
from yingbao.office.payments.bank_answers import Reason
from yingbao.office.payments.bank_sheet import BankLine, BankSheet

Reader = Callable[[BankLine], str]


class CannotBeWritten(Exception):
    """Something does not fit into the bank's file, and nothing is written; `reasons` names the lines."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(", ".join(sorted({reason.code for reason in self.reasons})))


def yuan(fen: int) -> str:
    """Return whole fen as yuan with two decimals and no grouping."""
    return f"{fen // 100}.{fen % 100:02}"


# What differs from line to line; everything else a column may hold is told of the whole sheet.
_OF_LINE: Mapping[str, Reader] = {
    "number": lambda line: str(line.number),
    "name": attrgetter("name"),
    "id_number": attrgetter("id_number"),
    "holder": attrgetter("holder"),
    "holder_id_number": attrgetter("holder_id_number"),
    "account": attrgetter("account"),
    "bank": attrgetter("bank"),
    "division": attrgetter("division_code"),
    "place": attrgetter("place"),
    "yuan": lambda line: yuan(line.fen),
    "fen": lambda line: str(line.fen),
}


def reader_of(column: Column, told: Mapping[str, str]) -> Reader:
    """Return how the cell of a column is read off a line; the numbers of others are never opened."""
    if column.holds and column.holds in _OF_LINE:
        return _OF_LINE[column.holds]
    text = told[column.holds] if column.holds else column.text
    return lambda _: text


def told_of(sheet: BankSheet, township: str = "") -> dict[str, str]:
    """Return what words about the whole file can be filled with."""
    return {
        "roll": sheet.number,
        "county": sheet.county,
        "township": township,
        "month": f"{sheet.month.first_day:%Y%m}",
        "day": f"{sheet.on:%Y%m%d}",
        "memo": sheet.memo,
        "count": str(sheet.count),
        "yuan": yuan(sheet.total_fen),
        "fen": str(sheet.total_fen),
    }


def fill(text: str, told: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled."""
    return PLACEHOLDER.sub(lambda found: told[found[1]], text)


def filled(cells: Iterable[Words], told: Mapping[str, str]) -> tuple[str, ...]:
    """Return the cells of a line of words with their placeholders filled."""
    return tuple(fill(cell.text, told) for cell in cells)
