"""What every file format comes down to: sheets of rows of cells, each row with its line in the file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple

from yingbao.edges.exchange.problems import Problem

Cell = str | int | float | bool | date | datetime | time | None
# Lines of the second, third … sheet read are numbered from here on, so a line is one row of one file.
SHEET_STEP = 100_000_000


class CellFault(str):
    """A cell that holds no value: an error such as #N/A, or a formula that was never calculated."""

    __slots__ = ()


class Row(NamedTuple):
    """One row: its line in the sheet, its cells, and what is odd about it (hidden, formula, quotes …)."""

    line: int
    cells: list[Cell]
    odd: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass
class Sheet:
    """One sheet; its rows can be read once."""

    name: str
    rows: Iterator[Row]
    hidden: bool = False
    remarks: list[Problem] = field(default_factory=list)
    # False where every cell is text, so that a zero may have been lost unseen (2021.10 → 2021.1).
    typed: bool = True
