"""The three things a converter can say."""

from collections.abc import Callable
from datetime import date

from yingbao.edges.exchange.grid import Cell, CellFault
from yingbao.edges.exchange.labels import said
from yingbao.edges.exchange.problems import Problem

Value = str | int | bool | None
Converted = tuple[Value, str | None, Problem | None]
Converter = Callable[[Cell], Converted]

NOTHING: Converted = (None, None, None)
EXACT = 10**15
# How lists write that there is nothing.
BLANKS = {"", "-", "--", "—", "——", "/", "\\", "无", "空", "N/A", "NA", "NULL", "NONE", "#", "、", "."}


def refused(code: str, cell: Cell = None, **params: object) -> Converted:
    """Refuse the row for this cell."""
    if cell is not None:
        params["value"] = said(cell)
    return None, None, Problem(code, params)


def fault(cell: Cell) -> Converted | None:
    """Refuse cells that hold an error, or a formula that was never calculated."""
    if isinstance(cell, CellFault):
        return refused("formula_without_value") if cell == "formula" else refused("cell_error", cell)
    return None


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing, in one of the ways lists have of saying nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip().upper() in BLANKS)


def _fifteen_digits(number: float) -> str:
    """Return a number beyond what Excel keeps as Excel shows it: 15 digits, then zeros."""
    digits, _, power = f"{number:.14e}".replace(".", "").partition("e+")
    return digits + "0" * (int(power) - 14)


def as_text(cell: Cell) -> str:
    """Return a cell as it would be typed: 3.0 is 3."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)) if abs(cell) < EXACT else _fifteen_digits(cell)
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return str(cell)
