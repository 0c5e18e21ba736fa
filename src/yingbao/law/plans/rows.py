"""Rows of tables as indicators and tasks; boxes with their items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yingbao.law.plans.columns import Column
from yingbao.law.plans.document import Box, Indicator, Kind, Task
from yingbao.law.plans.headings import box_of
from yingbao.law.plans.outline import Node
from yingbao.law.plans.tables import Row
from yingbao.law.plans.units import units_of


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row and the place in the tree where its clause stands."""

    node: Node
    row: Row
    kind: Kind


def indicators_of(rows: Sequence[PlacedRow]) -> tuple[Indicator, ...]:
    """The rows of indicator tables. The unit stands in its own column or in brackets after the name."""
    return tuple(_indicator(placed) for placed in rows if placed.kind is Kind.INDICATOR)


def tasks_of(rows: Sequence[PlacedRow]) -> tuple[Task, ...]:
    """The rows of task tables, with single units."""
    return tuple(_task(placed) for placed in rows if placed.kind is Kind.TASK)


def _indicator(placed: PlacedRow) -> Indicator:
    cells = placed.row.cells
    name, unit = _name_and_unit(cells.get(Column.NAME, ""))
    return Indicator(
        id=placed.node.mark,
        number=_number(placed),
        name=name,
        unit=cells.get(Column.MEASURE, "") or unit,
        baseline=cells.get(Column.BASELINE, ""),
        target=cells.get(Column.TARGET, ""),
        type=cells.get(Column.TYPE, ""),
        category=cells.get(Column.CATEGORY, ""),
    )


def _name_and_unit(cell: str) -> tuple[str, str]:
    """残疾人辅助器具适配率（%） is named 残疾人辅助器具适配率 and counted in %."""
    if cell and cell[-1] in "）)":
        start = max(cell.rfind("（"), cell.rfind("("))
        if start > 0 and len(cell) - start <= 7:
            return cell[:start], cell[start + 1 : -1]
    return cell, ""


def _task(placed: PlacedRow) -> Task:
    cells = placed.row.cells
    lead, lead_open = units_of(cells.get(Column.LEAD, ""))
    responsible, open_list = units_of(cells.get(Column.RESPONSIBLE, ""))
    return Task(
        id=placed.node.mark,
        number=_number(placed),
        text=cells.get(Column.TASK, ""),
        lead=lead,
        responsible=responsible,
        deadline=cells.get(Column.DEADLINE, ""),
        and_others=lead_open or open_list,
    )


def _number(placed: PlacedRow) -> int:
    number = placed.row.number
    if number is not None:
        return number
    return _tail(placed.node.mark.rpartition(".")[2])


def _tail(mark: str) -> int:
    """The number at the end of an id, the sign of its second use left off."""
    digits = mark.partition("~")[0]
    return int(digits) if digits.isdecimal() else 0


def boxes_of(root: Node) -> tuple[Box, ...]:
    """The boxes of the tree in order."""
    return tuple(_box(node) for node in _walk(root) if node.kind is Kind.BOX)


def _box(node: Node) -> Box:
    number, title = box_of(node.text) or (None, node.text)
    below = [child.mark for child in node.children if child.kind in (Kind.ITEM, Kind.INDICATOR, Kind.TASK)]
    return Box(node.mark, number or _tail(node.mark.removeprefix("专栏")), title, tuple(below))


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)
