"""Several lists in one workbook: a sheet each."""

from collections.abc import Sequence
from typing import IO

import xlsxwriter

from yingbao.edges.reports.workbook import Listing, write_sheet


def write_book(sheets: Sequence[tuple[str, Listing]], to: IO[bytes]) -> int:
    """Write each listing on a sheet of its name, return how many rows they hold in all."""
    with xlsxwriter.Workbook(to, {"constant_memory": True, "strings_to_formulas": False}) as book:
        return sum(write_sheet(book, book.add_worksheet(name), listing) for name, listing in sheets)
