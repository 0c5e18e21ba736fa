"""What the cells of a bank file hold, and what a bank could misread in them."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from yingbao.edges.exchange.banks.shapes import PLACEHOLDER, BankFormat, Cell, Column, Outgoing, Words
from yingbao.office.payments.bank_answers import Reason
from yingbao.office.payments.bank_sheet import BankLine, BankSheet

STARTS_A_FORMULA = frozenset("=+-@")
TOWNSHIP = 9
NEEDED = {"number", "account", "holder", "yuan", "fen"}


class CannotBeWritten(Exception):
    """Something does not fit into the bank's file, and nothing is written; `reasons` names the lines."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(", ".join(sorted({reason.code for reason in self.reasons})))


@dataclass(frozen=True)
class Row:
    """One row of the file, and the line of the roll it is about (none: it is words or totals)."""

    cells: tuple[str, ...]
    number: int | None = None


def yuan(fen: int) -> str:
    """Return whole fen as yuan with two decimals and no grouping."""
    return f"{fen // 100}.{fen % 100:02}"


READ: Mapping[str, Callable[[BankSheet, BankLine], str]] = {
    "number": lambda _, line: str(line.number),
    "name": lambda _, line: line.name,
    "id_number": lambda _, line: line.id_number,
    "holder": lambda _, line: line.holder,
    "holder_id_number": lambda _, line: line.holder_id_number,
    "account": lambda _, line: line.account,
    "bank": lambda _, line: line.bank,
    "division": lambda _, line: line.division_code,
    "month": lambda sheet, _: f"{sheet.month.first_day:%Y%m}",
    "memo": lambda sheet, _: sheet.memo,
    "yuan": lambda _, line: yuan(line.fen),
    "fen": lambda _, line: str(line.fen),
}


def rows_of(form: Outgoing, sheet: BankSheet, township: str = "") -> Iterator[Row]:
    """Yield every row of the file in its order."""
    told = told_of(sheet, township)
    totals = Row(_filled(form.totals.cells, told)) if form.totals else None
    for line in form.above:
        yield Row(_filled(line, told))
    if totals and form.totals and form.totals.line == "first":
        yield totals
    if form.titles:
        yield Row(tuple(column.title for column in form.columns))
    for each in sheet.lines:
        yield Row(tuple(value_of(column, sheet, each) for column in form.columns), each.number)
    if totals and form.totals and form.totals.line == "last":
        yield totals


def value_of(column: Column, sheet: BankSheet, line: BankLine) -> str:
    """Return what a column holds of a line."""
    return READ[column.holds](sheet, line) if column.holds else column.text


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


def _filled(cells: Iterable[Words], told: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(fill(cell.text, told) for cell in cells)


def problems_of(format_: BankFormat, rows: Iterable[Row]) -> Iterator[Reason]:
    """Yield what a bank could misread, with the line of the roll and the column."""
    form = format_.pays
    encoding = "utf-8" if form.kind == "xlsx" else form.encoding
    for row in rows:
        columns = form.columns if row.number is not None else ()
        for place, text in enumerate(row.cells):
            column = columns[place] if columns else None
            if code := _misread(text, form, encoding, column):
                named = (column.title or column.holds or "") if column else ""
                yield Reason(0, code, row.number, {"column": named})


def _misread(text: str, form: Outgoing, encoding: str, column: Column | None) -> str:
    if not text.strip():
        return "nothing_there" if column and column.holds in NEEDED else ""
    if any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in text):
        return "control_character"
    if form.kind == "text" and (form.separator in text or '"' in text):
        return "holds_separator"
    start = unicodedata.normalize("NFKC", text.lstrip(" \u3000")[:1])
    if start and start in STARTS_A_FORMULA:
        return "begins_a_formula"
    return "" if _can_be_written(text, encoding) else "not_in_encoding"


def _can_be_written(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def padded(text: str, cell: Cell, encoding: str) -> bytes | None:
    """Return a field at its width in bytes, or None if it does not fit."""
    written = text.encode(encoding)
    room = (cell.width or 0) - len(written)
    if room < 0:
        return None
    filling = cell.fill.encode("ascii") * room
    return filling + written if cell.align == "right" else written + filling
