"""The rows of a bank's answer, whatever its file: what each column says, and where the totals stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from yingbao.edges.exchange.banks.shapes import Cell as Field
from yingbao.edges.exchange.banks.shapes import Incoming
from yingbao.edges.exchange.formats import Format
from yingbao.edges.exchange.grid import SHEET_STEP, Cell
from yingbao.edges.exchange.layouts import Layout
from yingbao.edges.exchange.opening import Opened, Wish, open_roster
from yingbao.edges.exchange.problems import Problem, Unreadable
from yingbao.edges.exchange.setting_aside import set_aside
from yingbao.edges.exchange.text_files import LONGEST_LINE, read_text, reads_every_byte

SURELY_AN_ACCOUNT = 12


class RawRow(NamedTuple):
    """One row: its line in the file, its cells, what each column holds, and why it is refused or skipped."""

    line: int
    cells: list[Cell]
    held: dict[str, Cell]
    typed: bool
    problem: Problem | None = None
    aside: str | None = None


@dataclass(frozen=True)
class Source:
    """A bank's file and the shape it is read in."""

    path: Path
    name: str
    form: Incoming


def rows_of(source: Source, format_: Format) -> Iterator[RawRow]:
    """Yield the rows of the file in their order.

    Raises:
        Unreadable: the file is of another kind, or no titles are found.
    """
    if source.form.kind == "fixed" or not source.form.titles:
        if format_ != "text":
            raise Unreadable("not_a_table", found=format_.upper())
        return _fixed(source) if source.form.kind == "fixed" else _untitled(source)
    return _titled(source, format_)


def _titled(source: Source, format_: Format) -> Iterator[RawRow]:
    wish = Wish(source.path, source.name, [_layout(source.form)])
    opened, _ = open_roster(wish, format_)
    for number, sheet in enumerate(opened):
        yield from _rows_of_sheet(sheet, number * SHEET_STEP)


def _rows_of_sheet(opened: Opened, offset: int) -> Iterator[RawRow]:
    columns = opened.header.columns
    who = [columns.get(column, -1) for column in ("holder", "account", "number")]
    for row in opened.rows:
        held = {column: row.cells[place] for column, place in columns.items() if place < len(row.cells)}
        sure = _names_an_account(held.get("account"))
        aside = None if sure else set_aside(row.cells, who, opened.header.labels)
        yield RawRow(offset + row.line, row.cells, held, opened.sheet.typed, row.problem, aside)


def _names_an_account(cell: Cell) -> bool:
    """Whether a row is about somebody, without a second look: no total or note has so many digits there."""
    return isinstance(cell, str) and len(cell) >= SURELY_AN_ACCOUNT and cell.isdecimal()


def _layout(form: Incoming) -> Layout:
    """Return the answer as a list whose titles are looked for: every column that is used must be there."""
    columns = [
        {
            "id": column.holds,
            "type": "text",
            "aliases": list(column.aliases),
            "required": False if column.holds == "ignored" else "header",
        }
        for column in form.columns
    ]
    return Layout.of(
        {"id": "answers", "name": {"zh": "回盘"}, "titles": [], "columns": columns, "complete": False}
    )


def _untitled(source: Source) -> Iterator[RawRow]:
    form = source.form
    if not reads_every_byte(source.path, form.encoding):
        raise Unreadable("undecodable")
    names = [column.holds for column in form.columns]
    for row in read_text(source.path, form.encoding, source.name, form.separator).rows:
        texts = [str(cell).strip() for cell in row.cells]
        problem = row.problem
        if len(texts) != len(names):
            problem = problem or Problem("row_shifted", {"cells": len(texts), "columns": len(names)})
        held: dict[str, Cell] = dict(zip(names, texts, strict=False))
        yield RawRow(row.line, list(texts), held, False, problem, None if any(texts) else "blank")


def _fixed(source: Source) -> Iterator[RawRow]:
    form = source.form
    with source.path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if len(line) > LONGEST_LINE:
                raise Unreadable("line_too_long", line=number)
            yield _fixed_row(form, number, line.rstrip(b"\r\n"))


def _fixed_row(form: Incoming, number: int, line: bytes) -> RawRow:
    if not line:
        return RawRow(number, [], {}, False, None, "blank")
    first = form.totals is not None and form.totals.line == "first" and number == 1
    fields: tuple[Field, ...] = form.totals.cells if first and form.totals else form.columns
    width = sum(field.width or 0 for field in fields)
    if not first and form.totals and len(line) != width:
        # The last line may be that of the totals, which has widths of its own.
        fields = form.totals.cells if len(line) == sum(c.width or 0 for c in form.totals.cells) else fields
        width = sum(field.width or 0 for field in fields)
    if len(line) != width:
        return RawRow(number, [], {}, False, Problem("width_wrong", {"bytes": len(line), "width": width}))
    try:
        cells = _cut(line, fields, form.encoding)
    except UnicodeDecodeError:
        return RawRow(number, [], {}, False, Problem("undecodable"))
    held: dict[str, Cell] = dict(zip([column.holds for column in form.columns], cells, strict=False))
    return RawRow(number, list(cells), held if fields is form.columns else {}, False)


def _cut(line: bytes, fields: tuple[Field, ...], encoding: str) -> list[str]:
    texts, start = [], 0
    for field in fields:
        piece = line[start : start + (field.width or 0)].decode(encoding)
        start += field.width or 0
        bare = piece.lstrip(field.fill) if field.align == "right" else piece.rstrip(field.fill)
        # A number that is nothing but its filling is nought.
        texts.append(bare if bare or field.fill != "0" else "0")
    return texts
