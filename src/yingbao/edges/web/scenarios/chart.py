"""A chart of two bars a line, drawn by ourselves: what is, and what would be."""

from collections.abc import Sequence
from dataclasses import dataclass

from yingbao.edges.web.scenarios.figures import SliceLine

WIDTH, LABEL, FIGURE = 640, 150, 60
LINE, BAR = 44, 16


@dataclass(frozen=True)
class Bar:
    """One bar: where it stands, how long it is, and its figure."""

    y: int
    width: int
    count: int

    @property
    def text_y(self) -> int:
        return self.y + BAR - 3

    @property
    def figure_x(self) -> int:
        return LABEL + self.width + 6


@dataclass(frozen=True)
class ChartLine:
    """One line of the chart."""

    name: str
    text_y: int
    before: Bar
    after: Bar


@dataclass(frozen=True)
class Chart:
    """All of it, in the units of the drawing."""

    lines: list[ChartLine]
    height: int
    width: int = WIDTH
    label: int = LABEL
    bar: int = BAR


def draw(lines: Sequence[SliceLine]) -> Chart:
    """Return the entitled persons before and after, one line each, the longest bar across."""
    most = max((max(line.slice.before, line.slice.after) for line in lines), default=0)
    drawn = [
        ChartLine(
            line.name,
            number * LINE + BAR + 8,
            Bar(number * LINE + 4, _long(line.slice.before, most), line.slice.before),
            Bar(number * LINE + 4 + BAR, _long(line.slice.after, most), line.slice.after),
        )
        for number, line in enumerate(lines)
    ]
    return Chart(drawn, len(drawn) * LINE + 4)


def _long(count: int, most: int) -> int:
    if not count:
        return 0
    return max(2, count * (WIDTH - LABEL - FIGURE) // most)
