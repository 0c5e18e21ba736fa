"""Reading .xls and WPS .et (xlrd)."""

import struct
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import xlrd

from yingbao.edges.exchange.grid import Cell, CellFault, Row, Sheet
from yingbao.edges.exchange.problems import Unreadable

# What a hostile or cut workbook makes xlrd raise; it has no exception of its own for most of it.
BROKEN = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, ValueError, IndexError, KeyError,
    AssertionError, TypeError, AttributeError, NotImplementedError, OSError,
)  # fmt: skip


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else float(value)


MEANING: dict[int, Callable[[Any], Cell]] = {
    xlrd.XL_CELL_EMPTY: lambda _: None,
    xlrd.XL_CELL_BLANK: lambda _: None,
    xlrd.XL_CELL_ERROR: lambda code: CellFault(xlrd.error_text_from_code.get(code, "#N/A")),
    xlrd.XL_CELL_BOOLEAN: bool,
    xlrd.XL_CELL_NUMBER: _number,
}


def read_old_workbook(path: Path) -> Iterator[Sheet]:
    """Yield the sheets in their order, hidden ones marked.

    Raises:
        Unreadable: the file is locked by a password, cut, or no workbook.
    """
    with Path("/dev/null").open("w") as silence:
        try:
            book = xlrd.open_workbook(str(path), formatting_info=True, logfile=silence)
        except xlrd.XLRDError as why:
            raise Unreadable("password" if "encrypted" in str(why) else "not_a_workbook") from None
        except BROKEN:
            raise Unreadable("file_cut") from None
    for sheet in book.sheets():
        yield Sheet(sheet.name, _rows(book, sheet), hidden=sheet.visibility != 0)


def _rows(book: Any, sheet: Any) -> Iterator[Row]:
    down = {
        (row, left): (top, left)
        for top, bottom, left, _ in sheet.merged_cells
        for row in range(top + 1, min(bottom, sheet.nrows))
    }
    for number in range(sheet.nrows):
        cells = [
            _cell(book, sheet, *down.get((number, c), (number, c))) for c in range(sheet.row_len(number))
        ]
        drawn = sheet.rowinfo_map.get(number)
        yield Row(number + 1, cells, ("hidden_row",) if drawn and drawn.hidden else ())


def _cell(book: Any, sheet: Any, row: int, column: int) -> Cell:
    if column >= sheet.row_len(row):
        return None
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_DATE:
        return _day(book, value)
    return MEANING.get(kind, str)(value)


def _day(book: Any, serial: float) -> datetime | CellFault:
    try:
        day: datetime = xlrd.xldate_as_datetime(serial, book.datemode)
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        return CellFault("#VALUE!")
    return day
