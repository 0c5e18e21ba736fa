"""Lists as Excel workbooks that are safe to open: no cell can start a formula."""

import datetime
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

STARTS_A_FORMULA = frozenset("=+-@\t\r\n")
LONGEST_TEXT = 32_767
LONGEST_FOOTER = 200
MOST_ROWS = 1_048_576

type_of_cell = str | int | datetime.date | None


class TooMuchForAWorkbook(Exception):
    """A text or a list is longer than Excel can hold; nothing is cut off silently."""


class Kind(Enum):
    """What a column holds."""

    TEXT = auto()
    COUNT = auto()
    FEN = auto()
    DAY = auto()


@dataclass(frozen=True)
class Column:
    """One column: its title, what it holds, and how wide it is in characters."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True)
class Listing:
    """What a workbook shows: a title, notes below it (when, which filter), and a table.

    Who took it stands with the notes and at the foot of every printed page.
    """

    title: str
    notes: Sequence[str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[type_of_cell]]
    taken_by: str = ""


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, even saved as CSV and opened again.

    An apostrophe is set before = + - @ and control characters, in their full-width forms too.
    """
    if len(text) > LONGEST_TEXT:
        raise TooMuchForAWorkbook(f"a text of {len(text)} characters")
    start = unicodedata.normalize("NFKC", text.lstrip(" \u3000")[:1])
    return f"'{text}" if start and start in STARTS_A_FORMULA else text


def write_listing(listing: Listing, to: IO[bytes], *, most: int = MOST_ROWS) -> int:
    """Write one sheet, row by row in little memory; return how many rows it holds.

    Raises:
        TooMuchForAWorkbook: there are more than `most` rows.
    """
    with xlsxwriter.Workbook(to, {"constant_memory": True, "strings_to_formulas": False}) as book:
        return write_sheet(book, book.add_worksheet(), listing, most=most)


def write_sheet(book: xlsxwriter.Workbook, sheet: Worksheet, listing: Listing, *, most: int) -> int:
    """Write a listing of at most so many rows on an empty sheet of a workbook; return how many it holds."""
    top = write_head(book, sheet, listing)
    formats = {
        Kind.TEXT: book.add_format({"num_format": "@"}),
        Kind.COUNT: book.add_format({"num_format": "#,##0"}),
        Kind.FEN: book.add_format({"num_format": "#,##0.00"}),
        Kind.DAY: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    written, most = 0, min(most, MOST_ROWS - top)
    for written, row in enumerate(listing.rows, start=1):
        if written > most:
            raise TooMuchForAWorkbook(f"more than {most} rows")
        for place, (column, value) in enumerate(zip(listing.columns, row, strict=True)):
            write_cell(sheet, (top + written - 1, place), column.kind, value, formats[column.kind])
    sheet.autofilter(top - 1, 0, top - 1 + written, len(listing.columns) - 1)
    return written


def write_head(book: xlsxwriter.Workbook, sheet: Worksheet, listing: Listing) -> int:
    """Write title, notes and column titles; return the number of rows they take."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    bold = book.add_format({"bold": True, "font_size": 14})
    header = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4", "text_wrap": True})
    for place, column in enumerate(listing.columns):
        sheet.set_column(place, place, column.width)
    sheet.write_string(0, 0, harmless(listing.title), bold)
    notes = [*listing.notes, *filter(None, [listing.taken_by])]
    for number, note in enumerate(notes, start=1):
        sheet.write_string(number, 0, harmless(note))
    # In a footer the sign & begins a command; the page stays traceable when it is printed or copied.
    sheet.set_footer(f"&L{listing.taken_by.replace('&', '&&')[:LONGEST_FOOTER]}&R&P / &N")
    top = len(notes) + 1
    for place, column in enumerate(listing.columns):
        sheet.write_string(top, place, harmless(column.title), header)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    return top + 1


def write_cell(
    sheet: Worksheet, place: tuple[int, int], kind: Kind, value: type_of_cell, look: Format
) -> None:
    """Write one value as what it is: text is always a text, whatever it looks like."""
    row, column = place
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif kind is Kind.TEXT:
        sheet.write_string(row, column, harmless(str(value)), look)
    else:
        NUMBERS[kind](sheet, place, value, look)


def write_day(sheet: Worksheet, place: tuple[int, int], value: type_of_cell, look: Format) -> None:
    """Write a day as a real date, so that Excel sorts it."""
    if not isinstance(value, datetime.date):
        raise TypeError(f"not a day: {value!r}")
    sheet.write_datetime(*place, datetime.datetime(value.year, value.month, value.day), look)  # noqa: DTZ001


def write_count(sheet: Worksheet, place: tuple[int, int], value: type_of_cell, look: Format) -> None:
    """Write a whole number."""
    if not isinstance(value, int):
        raise TypeError(f"not a count: {value!r}")
    sheet.write_number(*place, value, look)


def write_fen(sheet: Worksheet, place: tuple[int, int], value: type_of_cell, look: Format) -> None:
    """Write whole fen as yuan. A workbook knows no other number than this; nothing is computed with it."""
    if not isinstance(value, int):
        raise TypeError(f"not an amount: {value!r}")
    sheet.write_number(*place, value / 100, look)


NUMBERS: dict[Kind, Callable[[Worksheet, tuple[int, int], type_of_cell, Format], None]] = {
    Kind.DAY: write_day,
    Kind.COUNT: write_count,
    Kind.FEN: write_fen,
}
