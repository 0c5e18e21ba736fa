"""Reads the rows of a table: from real cells, or from the running text that an extraction made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from yingbao.law.plans.columns import KINDS, NUMERAL, UNIT_COLUMNS, Column, header_at, likeness, seam
from yingbao.law.plans.joining import is_heading_line, is_structural, together
from yingbao.law.plans.lines import Line, plain
from yingbao.law.plans.numerals import whole_number
from yingbao.law.plans.units import begins_a_unit, looks_like_units, mostly_units

PARTED = 0.5
STANDS_APART = 1.5
APART = 3
LEAST = 0.0
LONG = 12
MOST_PIECES = 80


@dataclass
class Row:
    """One row: its cells by column, its text as it ran, and the lines it stood on."""

    first: int
    last: int
    text: str
    cells: dict[Column, str] = field(default_factory=dict)
    header: bool = False
    clear: bool = True

    @property
    def number(self) -> int | None:
        """The number in the row's first column (序号)."""
        words = plain(self.cells.get(Column.NUMBER, ""))
        return whole_number(words) if NUMERAL.match(words) else None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text without a space inside a table that lost its cells."""

    line: Line
    text: str
    edge: float


def rows_of_cells(lines: Sequence[Line], columns: tuple[Column, ...]) -> list[Row]:
    """Rows whose cells the document knows. A row without number or task continues the one before."""
    rows: list[Row] = []
    for place, line in enumerate(lines):
        header = header_at(lines, place)
        cells = line.cells or (line.text,)
        text = together([cell + " " for cell in cells if cell]).strip()
        row = Row(
            line.number, line.number, " ".join(cell for cell in cells if cell), header=header is not None
        )
        row.clear = row.header or len(cells) == len(columns)
        row.cells = by_column(columns, cells) if row.clear else {}
        _take_from_above(row, line, columns, rows)
        if rows and row.clear and not row.header and _continues(row, rows[-1]):
            _carry_on(rows[-1], row, text)
        else:
            rows.append(row)
    return rows


def _continues(row: Row, before: Row) -> bool:
    """True for the second half of a row broken by a page: it has text, but no number of its own."""
    if before.header or Column.NUMBER not in row.cells:
        return False
    return not row.cells[Column.NUMBER] and before.number is not None


def _take_from_above(row: Row, line: Line, columns: tuple[Column, ...], rows: Sequence[Row]) -> None:
    """A cell merged with the one above says the same; its text is not written twice."""
    for place in line.merged if row.clear and rows else ():
        above = rows[-1].cells.get(columns[place])
        if above and not row.cells.get(columns[place]):
            row.cells[columns[place]] = above


def _carry_on(row: Row, more: Row, text: str) -> None:
    row.cells = {column: together([cell, more.cells.get(column, "")]) for column, cell in row.cells.items()}
    row.text, row.last = f"{row.text} {text}", more.last


def rows_of_text(lines: Sequence[Line], start: int, columns: tuple[Column, ...]) -> tuple[list[Row], int]:
    """Rows of a table that lost its cells, and the place after its last line."""
    rows: list[Row] = []
    place, expected = start, 1
    while place < len(lines) and not is_structural(lines[place].text):
        header = header_at(lines, place)
        if header:
            rows.append(_header_row(lines, place, header[1]))
            place = header[1]
            continue
        stop = _row_end(lines, place, columns, expected)
        if stop == place:
            break
        rows.append(_row(lines[place:stop], columns))
        place, expected = stop, expected + 1
    return rows, place


def _header_row(lines: Sequence[Line], place: int, stop: int) -> Row:
    text = " ".join(line.text for line in lines[place:stop])
    return Row(lines[place].number, lines[stop - 1].number, text, header=True)


def _first_piece(line: Line) -> str:
    return plain(line.text.split()[0])


def _row_end(lines: Sequence[Line], place: int, columns: tuple[Column, ...], expected: int) -> int:
    """The place after the row that begins at `place`; `place` itself when no row begins there."""
    if Column.NUMBER not in columns or _first_piece(lines[place]) != str(expected):
        return place
    stop = place + 1
    while stop < len(lines) and not is_structural(lines[stop].text) and not header_at(lines, stop):
        so_far = lines[place:stop]
        if _first_piece(lines[stop]) == str(expected + 1) and _may_be_complete(so_far, columns):
            break
        if _is_complete(so_far, columns) and _stands_outside(lines[stop], columns):
            break
        if is_heading_line(lines[stop].text) and _is_full(so_far, columns):
            break
        stop += 1
    return stop


def _may_be_complete(lines: Sequence[Line], columns: tuple[Column, ...]) -> bool:
    """A figure equal to the next number does not begin a row while this one lacks its type or units."""
    pieces = [piece.text for piece in _pieces(lines)]
    if Column.TYPE in columns:
        return any(plain(piece) in KINDS for piece in pieces)
    return len(pieces) > 1


def _is_complete(lines: Sequence[Line], columns: tuple[Column, ...]) -> bool:
    """True when the row has reached its last column."""
    pieces = _pieces(lines)
    last = pieces[-1].text
    if columns[-1] is Column.TYPE:
        return plain(last) in KINDS
    return (
        columns[-1] in UNIT_COLUMNS
        and looks_like_units(last)
        and any(begins_a_unit(p.text) for p in pieces[-2:])
    )


def _is_full(lines: Sequence[Line], columns: tuple[Column, ...]) -> bool:
    """True when every cell of the row has something in it that suits its column."""
    row = _row(lines, columns)
    return row.clear and all(row.cells.values())


def _stands_outside(line: Line, columns: tuple[Column, ...]) -> bool:
    """True for a line after a complete row that is running text again."""
    if columns[-1] is Column.TYPE:
        return not NUMERAL.match(_first_piece(line))
    return len(plain(line.text)) >= LONG and not mostly_units(line.text)


def _row(lines: Sequence[Line], columns: tuple[Column, ...]) -> Row:
    """A row from running text: the pieces shared out so that every cell looks most like its column."""
    pieces = _pieces(lines)
    row = Row(lines[0].number, lines[-1].number, " ".join(piece.text for piece in pieces))
    score, cells = _share_out(tuple(pieces), columns) if len(pieces) <= MOST_PIECES else (LEAST, ())
    row.clear = score > LEAST
    row.cells = by_column(columns, cells) if row.clear else {Column.NUMBER: pieces[0].text}
    if row.clear:
        row.text = " ".join(cell for cell in cells if cell)
    return row


def by_column(columns: Sequence[Column], cells: Sequence[str]) -> dict[Column, str]:
    """The cells under their columns; two columns of one kind (责任单位 and 配合单位) become one list."""
    held: dict[Column, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        held[column] = "、".join(part for part in (held.get(column, ""), cell) if part)
    return held


def _pieces(lines: Sequence[Line]) -> list[Piece]:
    """The words of the lines, each with how likely a cell begins there."""
    placed = len({line.indent for line in lines}) > 1
    pieces: list[Piece] = []
    for before, line in zip([lines[0], *lines], lines, strict=False):
        for place, word in enumerate(line.text.split()):
            pieces.append(Piece(line, word, _edge(before, line, place, placed=placed)))
    return pieces


def _edge(before: Line, line: Line, place: int, *, placed: bool) -> float:
    """How likely a cell begins at a word.

    Where the page tells positions, lines of one cell begin below each other.
    """
    if placed and place == 0:
        return STANDS_APART if abs(before.indent - line.indent) >= APART else -STANDS_APART
    return PARTED if place > 0 or line.gap > 0 else 0.0


def _share_out(pieces: tuple[Piece, ...], columns: tuple[Column, ...]) -> tuple[float, tuple[str, ...]]:
    """The best way to cut the pieces into cells, one a column, in the order of the columns."""

    @cache
    def best(piece: int, column: int) -> tuple[float, tuple[str, ...]]:
        if column == len(columns):
            return (0.0, ()) if piece == len(pieces) else (float("-inf"), ())
        found: tuple[float, tuple[str, ...]] = (float("-inf"), ())
        for stop in range(piece, len(pieces) + 1):
            rest, cells = best(stop, column + 1)
            cell, score = _cell(columns[column], pieces[piece:stop])
            edge = pieces[stop].edge if piece < stop < len(pieces) else 0.0
            found = max(found, (rest + score + edge, (cell, *cells)), key=lambda way: way[0])
        return found

    return best(0, 0)


def _cell(column: Column, pieces: Sequence[Piece]) -> tuple[str, float]:
    """The text of a cell, and how well it suits its column."""
    text = together([piece.text for piece in pieces])
    if column is Column.NUMBER:
        return text, 0.0 if NUMERAL.match(plain(text)) else -6.0
    score = likeness(column, text)
    for before, after in zip(pieces, pieces[1:], strict=False):
        score += seam(column, before.text, after.text)
    return text, score
