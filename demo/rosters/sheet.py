"""A roster before it is written: columns in an order, rows of cells, and what is wrong with some of them."""

from dataclasses import dataclass, field
from datetime import date

from demo.people import Person

Cell = str | int | float | date | None


@dataclass(slots=True)
class Row:
    """One line. `refused`, `repaired` and `conflict` say what a careful reader must make of it."""

    cells: dict[str, Cell]
    person: Person | None = None
    refused: str = ""
    repaired: str = ""
    conflict: str = ""


@dataclass(slots=True)
class Layout:
    """How the clerk who made the file likes it."""

    form: str = "xlsx"
    title: bool = True
    unit_line: bool = True
    groups: dict[str, str] = field(default_factory=dict)
    totals: bool = True
    closing: str = ""
    cover_sheet: bool = False
    hidden_sheet: bool = False
    hidden_rows: tuple[int, ...] = ()
    merge_on: tuple[str, ...] = ()
    encoding: str = "utf-8-sig"


def exported(large: bool, layout: Layout) -> Layout:
    """Return the layout, or comma-separated text where a list is too long to send as a workbook."""
    if not large:
        return layout
    return Layout("csv", title=False, unit_line=False, totals=False, encoding=layout.encoding)


@dataclass(slots=True)
class Roster:
    """One file of one counterpart for one month."""

    kind: str
    month: int
    name: str
    title: str
    columns: list[str]
    rows: list[Row]
    layout: Layout

    @property
    def file(self) -> str:
        return f"{self.name}.{self.layout.form}"

    @property
    def first_line(self) -> int:
        """The line of the first row of people, counted from 1 as Excel does."""
        return 1 + self.layout.title + self.layout.unit_line + (2 if self.layout.groups else 1)
