"""Reading .xlsx: openpyxl's streaming parser, also asked for hidden rows, formulas and merged cells."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from yingbao.edges.exchange.grid import Cell, CellFault, Row, Sheet
from yingbao.edges.exchange.problems import Unreadable

WIDEST = 400
MOST_MERGES = 200_000
MERGE = re.compile(rb'<(?:[a-z]+:)?mergeCell [^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
# What a hostile or cut workbook makes the parsers raise.
BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, IndexError, TypeError, AttributeError,
    OSError, EOFError, NotImplementedError,
)  # fmt: skip

Merge = tuple[int, int, int, int]  # first column, first row, last column, last row


class _Parser(WorkSheetParser):
    """The rows of one sheet as plain lists, each with what is odd about it."""

    def parse_row(self, row: Any) -> tuple[int, list[Any]]:
        self.odd: set[str] = set()
        number, cells = super().parse_row(row)
        drawn = self.row_dimensions.pop(str(number), {})
        if drawn.get("hidden") in {"1", "true"}:
            self.odd.add("hidden_row")
        return number, cells

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["data_type"] == "e":
            cell["value"] = CellFault(cell["value"])
        if element.find(FORMULA_TAG) is not None:
            self.odd.add("formula")
            if cell["value"] is None:
                cell["value"] = CellFault("formula")
        return cell


def read_workbook(path: Path) -> Iterator[Sheet]:
    """Yield the sheets in their order, hidden ones marked.

    Raises:
        Unreadable: the file is no workbook, is cut, or holds XML that is not allowed.
    """
    warnings.simplefilter("ignore")
    try:
        book = openpyxl.load_workbook(path.open("rb"), read_only=True, data_only=True, keep_links=False)
    except BROKEN as why:
        raise Unreadable(_reason(why)) from None
    for sheet in book.worksheets:
        if hasattr(sheet, "_worksheet_path"):
            yield Sheet(sheet.title, _guarded(book, sheet), hidden=sheet.sheet_state != "visible")


def _reason(why: BaseException | None) -> str:
    """Return what was wrong; openpyxl wraps the refusal of hostile XML in errors of its own."""
    while why is not None:
        if isinstance(why, DefusedXmlException):
            return "hostile_xml"
        why = why.__cause__ or why.__context__
    return "file_cut"


def _guarded(book: Any, sheet: Any) -> Iterator[Row]:
    try:
        yield from _rows(book, sheet)
    except BROKEN as why:
        raise Unreadable(_reason(why)) from None


def _rows(book: Any, sheet: Any) -> Iterator[Row]:
    with sheet._get_source() as source:
        merges = _merges(source)
    with sheet._get_source() as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        filled = _FillDown(merges)
        for number, cells in parser.parse():
            yield Row(number, filled(number, _plain(cells)), tuple(sorted(parser.odd)))


def _plain(cells: list[dict[str, Any]]) -> list[Cell]:
    while cells and cells[-1]["value"] is None:
        cells.pop()
    if not cells:
        return []
    width = max(cell["column"] for cell in cells)
    if width > WIDEST:
        raise Unreadable("too_wide", columns=width, most=WIDEST)
    row: list[Cell] = [None] * width
    for cell in cells:
        row[cell["column"] - 1] = cell["value"]
    return row


def _merges(source: IO[bytes]) -> list[Merge]:
    """Return the merged areas; they stand behind the rows, so the sheet is run through once before."""
    found: list[Merge] = []
    rest = b""
    while block := source.read(1 << 20):
        text = rest + block
        last = 0
        for match in MERGE.finditer(text):
            left, top, right, bottom = range_boundaries(match[1].decode())
            found.append((int(left or 1), int(top or 1), int(right or 1), int(bottom or 1)))
            last = match.end()
        rest = text[max(last, len(text) - 200) :]
        if len(found) > MOST_MERGES:
            raise Unreadable("too_many_merges", most=MOST_MERGES)
    return found


class _FillDown:
    """Gives every row of an area merged downwards the value that Excel shows for it."""

    def __init__(self, merges: list[Merge]) -> None:
        self.waiting = sorted((m for m in merges if m[3] > m[1]), key=lambda m: m[1], reverse=True)
        self.open: list[tuple[Merge, Cell]] = []

    def __call__(self, number: int, row: list[Cell]) -> list[Cell]:
        if not self.waiting and not self.open:
            return row
        self.open = [(merge, value) for merge, value in self.open if merge[3] >= number]
        for (left, _, _, _), value in self.open:
            row.extend([None] * (left - len(row)))
            if row[left - 1] is None:
                row[left - 1] = value
        while self.waiting and self.waiting[-1][1] <= number:
            merge = self.waiting.pop()
            if merge[1] == number and len(row) >= merge[0]:
                self.open.append((merge, row[merge[0] - 1]))
        return row
