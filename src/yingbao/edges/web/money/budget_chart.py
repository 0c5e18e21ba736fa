"""The chart of the budgets, drawn by ourselves: of each programme what may be spent and what is spent."""

from collections.abc import Sequence
from dataclasses import dataclass

from yingbao.office.payments.queries.budgets import ProgrammeBudget

WIDTH, LABEL, FIGURE = 720, 200, 130
LINE, BAR = 48, 16


@dataclass(frozen=True)
class Part:
    """One part of a bar: where it begins and how long it is, and what it stands for in fen."""

    x: int
    width: int
    fen: int


@dataclass(frozen=True)
class ChartLine:
    """One programme: the bar of its budget above, that of what is spent below."""

    name: str
    y: int
    budget: Part
    paid: Part
    committed: Part
    coming: Part | None

    @property
    def spent_y(self) -> int:
        return self.y + BAR

    @property
    def text_y(self) -> int:
        return self.y + BAR + 5

    @property
    def figure_x(self) -> int:
        return self.budget.x + self.budget.width + 6

    @property
    def figure_y(self) -> int:
        return self.y + BAR - 3


@dataclass(frozen=True)
class Chart:
    """All of it, in the units of the drawing."""

    lines: list[ChartLine]
    height: int
    width: int = WIDTH
    label: int = LABEL
    bar: int = BAR


def draw(rows: Sequence[tuple[str, ProgrammeBudget]]) -> Chart:
    """Return budget and spending of each programme, the longest bar across; the unknown is not drawn."""
    most = max((max(each.budget, each.by_year_end or _spent(each)) for _name, each in rows), default=0)
    lines = [_line(name, each, number, most) for number, (name, each) in enumerate(rows)]
    return Chart(lines, len(lines) * LINE + 4)


def _spent(each: ProgrammeBudget) -> int:
    return each.paid + each.committed


def _line(name: str, each: ProgrammeBudget, number: int, most: int) -> ChartLine:
    paid = Part(LABEL, _long(each.paid, most), each.paid)
    committed = Part(paid.x + paid.width, _long(each.committed, most), each.committed)
    coming_fen = each.forecast.coming_fen
    coming = None
    if coming_fen is not None:
        coming = Part(committed.x + committed.width, _long(coming_fen, most), coming_fen)
    budget = Part(LABEL, _long(each.budget, most), each.budget)
    return ChartLine(name, number * LINE + 4, budget, paid, committed, coming)


def _long(fen: int, most: int) -> int:
    if fen <= 0 or not most:
        return 0
    return max(2, fen * (WIDTH - LABEL - FIGURE) // most)
