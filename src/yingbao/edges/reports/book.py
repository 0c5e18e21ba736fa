"""Several lists in one workbook: a sheet each."""

from collections.abc import Sequence
from typing import IO

import xlsxwriter

from yingbao.edges.reports.workbook import MOST_ROWS, Listing, write_sheet


def write_book(sheets: Sequence[tuple[str, Listing]], to: IO[bytes], *, most: int = MOST_ROWS) -> int:
    """Write each listing on a sheet of its name, of at most so many rows; return how many in all.

    Raises:
        TooMuchForAWorkbook: a sheet would hold more.
    """
    with xlsxwriter.Workbook(to, {"constant_memory": True, "strings_to_formulas": False}) as book:
        return sum(
            write_sheet(book, book.add_worksheet(name), listing, most=most) for name, listing in sheets
        )
