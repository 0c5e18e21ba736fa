"""Finding the header: below titles, in one row or two, its columns in any order."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from yingbao.edges.exchange.grid import Cell, Row, Sheet
from yingbao.edges.exchange.labels import label
from yingbao.edges.exchange.layouts import Layout
from yingbao.edges.exchange.problems import Unreadable

DEEPEST = 40
FEWEST = 2
# A kind is recognised without its title only if it explains this many columns more than any other.
CLEARLY = 2


@dataclass(frozen=True)
class Header:
    """Which column of the sheet stands for which column of the kind."""

    layout: Layout
    first_line: int
    last_line: int
    columns: dict[str, int]
    unused: tuple[str, ...]
    titles: tuple[str, ...]
    labels: tuple[str, ...] = field(default=())

    @property
    def missing(self) -> list[str]:
        """Columns the list cannot be read without, as the kind calls them."""
        return missing_columns(self.layout, self.columns)

    @property
    def titled(self) -> bool:
        """Whether a title above the header names the kind."""
        return any(word in title for word in self.layout.titles for title in self.titles)


def missing_columns(layout: Layout, columns: Iterable[str]) -> list[str]:
    """Return the columns a list of this kind must have and this one has not."""
    present = set(columns)
    missing = [c.shown for c in layout.columns if c.must_be_there and c.id not in present]
    who = [c for c in layout.columns if c.id in {"id_number", "certificate_number"}]
    if who and not any(c.id in present for c in who):
        missing.append(who[0].shown)
    return list(dict.fromkeys(missing))


def find_header(layout: Layout, top: list[Row], sheet: Sheet) -> Header | None:
    """Return the best header for this kind among the first rows of a sheet, or None."""
    best: Header | None = None
    for place, row in enumerate(top):
        following = top[place + 1] if place + 1 < len(top) else None
        titles = (label(sheet.name), *(label(c) for r in top[:place] for c in r.cells if c is not None))
        for labels, last in _readings(row, following):
            header = _match(layout, labels, row.line, last, titles)
            if best is None or _explained(header) > _explained(best):
                best = header
    return best if best and len(best.columns) >= FEWEST else None


def _explained(header: Header) -> tuple[int, int, bool]:
    """How well a reading explains its row: columns known, few unknown, rather one row than two."""
    return len(header.columns), -len(header.unused), header.first_line == header.last_line


def _readings(row: Row, following: Row | None) -> list[tuple[list[list[str]], int]]:
    single = [[label(cell)] if _is_word(cell) else [] for cell in row.cells]
    readings = [(single, row.line)]
    if following is not None:
        readings.append((_two_rows(row.cells, following.cells), following.line))
    return readings


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(cell.strip())


def _two_rows(upper: list[Cell], lower: list[Cell]) -> list[list[str]]:
    names: list[list[str]] = []
    parent = ""
    for place in range(max(len(upper), len(lower))):
        above = label(upper[place]) if place < len(upper) and _is_word(upper[place]) else ""
        below = label(lower[place]) if place < len(lower) and _is_word(lower[place]) else ""
        parent = above or parent
        if below:
            names.append([parent + below, below] if below != parent else [below])
        else:
            names.append([above] if above else [])
    return names


def _match(layout: Layout, labels: list[list[str]], first: int, last: int, titles: tuple[str, ...]) -> Header:
    known = layout.by_name
    chosen: dict[str, tuple[int, int]] = {}
    for place, names in enumerate(labels):
        found = next((known[name] for name in names if name in known), None)
        if found and (found[0] not in chosen or found[1] < chosen[found[0]][0]):
            chosen[found[0]] = (found[1], place)
    columns = {column: place for column, (_, place) in chosen.items()}
    unused = tuple(
        names[-1]
        for place, names in enumerate(labels)
        if names and place not in columns.values() and not any(name in known for name in names)
    )
    return Header(layout, first, last, columns, unused, titles, tuple(n[0] if n else "" for n in labels))


def choose_kind(headers: list[Header], file_name: str) -> Header:
    """Return the header of the one kind a file can be.

    Raises:
        Unreadable: no kind fits, or two fit equally well and the officer has to say.
    """
    whole = [header for header in headers if not header.missing]
    if not whole:
        raise Unreadable("header_unknown")
    named = [h for h in whole if h.titled or any(word in label(file_name) for word in h.layout.titles)]
    if len(longest := _longest_title(named, file_name)) == 1:
        return longest[0]
    pool = sorted(longest or whole, key=_fit, reverse=True)
    if len(pool) > 1 and _fit(pool[0]) - _fit(pool[1]) < CLEARLY:
        raise Unreadable("kind_ambiguous", kinds="、".join(h.layout.shown for h in pool[:3]))
    return pool[0]


def _fit(header: Header) -> int:
    """How many columns a kind explains: those it only knows to leave alone count for nothing."""
    return sum(column != "other" for column in header.columns) - len(header.unused)


def _longest_title(headers: list[Header], file_name: str) -> list[Header]:
    """Return the kinds named by the longest title word: 低保边缘 is more than 低保."""

    def longest(header: Header) -> int:
        places = (*header.titles, label(file_name))
        return max(len(word) for word in header.layout.titles if any(word in place for place in places))

    most = max((longest(header) for header in headers), default=0)
    return [header for header in headers if longest(header) == most]
