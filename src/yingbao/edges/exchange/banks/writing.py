"""Writing the file a bank reads: the same sheet gives the same bytes, or nothing is written."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import xlsxwriter

from yingbao.edges.exchange.banks.cells import (
    TOWNSHIP,
    CannotBeWritten,
    Row,
    fill,
    padded,
    problems_of,
    rows_of,
    told_of,
)
from yingbao.edges.exchange.banks.formats import get_format
from yingbao.edges.exchange.banks.shapes import BankFormat, Cell, Outgoing
from yingbao.office.payments.bank_answers import Reason
from yingbao.office.payments.bank_sheet import BankLine, BankSheet

NEWLINES = {"lf": b"\n", "crlf": b"\r\n"}
MOST_ROWS = 1_048_576
# Of no meaning: a zip asks for a day, and it must not be that of writing.
NO_DAY = (1980, 1, 1, 0, 0, 0)


def write(format_id: str, sheet: BankSheet) -> bytes:
    """Return the file a bank reads, made of a sheet alone.

    Nothing is cut, quoted or replaced to make it fit.

    Raises:
        CannotBeWritten: something does not fit; every line and column is named.
        NoSuchFormat, FormatProblem: the format is not there, or cannot be read.
    """
    format_ = get_format(format_id)
    _check_whole(format_, sheet)
    if format_.pays.split == "none":
        return _file(format_, sheet)
    parts = {
        fill(format_.pays.name, told_of(part, township)): _file(format_, part, township)
        for township, part in _by_township(sheet)
    }
    return _zipped(parts)


def file_name(format_id: str, sheet: BankSheet) -> str:
    """Return what the file is called."""
    pays = get_format(format_id).pays
    return fill(pays.archive or pays.name, told_of(sheet))


def _check_whole(format_: BankFormat, sheet: BankSheet) -> None:
    count = fen = 0
    for line in sheet.lines:
        count, fen = count + 1, fen + line.fen
    if (count, fen) != (sheet.count, sheet.total_fen):
        raise CannotBeWritten([Reason(0, "sheet_does_not_add_up")])
    if format_.memo_length is not None and len(sheet.memo) != format_.memo_length:
        raise CannotBeWritten([Reason(0, "memo_length", None, {"length": format_.memo_length})])
    if format_.pays.kind == "xlsx" and count + len(format_.pays.above) + 2 > MOST_ROWS:
        raise CannotBeWritten([Reason(0, "too_many_rows", None, {"most": MOST_ROWS})])


def _by_township(sheet: BankSheet) -> list[tuple[str, BankSheet]]:
    """Return a sheet for each township with lines, in the order of their codes."""
    parts: dict[str, list[BankLine]] = {}
    for line in sheet.lines:
        parts.setdefault(line.division_code[:TOWNSHIP], []).append(line)
    return [
        (code, replace(sheet, count=len(lines), total_fen=sum(line.fen for line in lines), lines=lines))
        for code, lines in sorted(parts.items())
    ]


def _file(format_: BankFormat, sheet: BankSheet, township: str = "") -> bytes:
    rows = list(rows_of(format_.pays, sheet, township))
    if reasons := list(problems_of(format_, rows)):
        raise CannotBeWritten(reasons)
    if format_.pays.kind == "xlsx":
        return _workbook(format_.pays, rows, sheet)
    return _lines(format_.pays, rows)


def _lines(form: Outgoing, rows: Sequence[Row]) -> bytes:
    end = NEWLINES[form.newline]
    # Only the file begins with a mark of the encoding, its lines do not.
    encoding = form.encoding.removesuffix("-sig")
    start = b"\xef\xbb\xbf" if form.encoding == "utf-8-sig" else b""
    if form.kind == "text":
        return start + b"".join(form.separator.join(row.cells).encode(encoding) + end for row in rows)
    return start + b"".join(line + end for line in _fixed(form, rows, encoding))


def _fixed(form: Outgoing, rows: Sequence[Row], encoding: str) -> list[bytes]:
    lines: list[bytes] = []
    reasons: list[Reason] = []
    words = [*form.above, *([form.totals.cells] if form.totals and form.totals.line == "first" else [])]
    titles = [form.columns] if form.titles else []
    after = [form.totals.cells] if form.totals and form.totals.line == "last" else []
    heads: list[Sequence[Cell]] = [*words, *titles]
    body = len(rows) - len(heads) - len(after)
    for row, cells in zip(rows, [*heads, *[form.columns] * body, *after], strict=True):
        fields = [padded(text, cell, encoding) for text, cell in zip(row.cells, cells, strict=True)]
        lost = [place for place, field in enumerate(fields) if field is None]
        reasons += [_too_long(row, place, cells[place]) for place in lost]
        lines.append(b"".join(field for field in fields if field is not None))
    if reasons:
        raise CannotBeWritten(reasons)
    return lines


def _too_long(row: Row, place: int, cell: Cell) -> Reason:
    named = getattr(cell, "title", "") or getattr(cell, "holds", "") or str(place + 1)
    return Reason(0, "does_not_fit", row.number, {"column": named, "width": cell.width})


def _workbook(form: Outgoing, rows: Iterable[Row], sheet: BankSheet) -> bytes:
    """Return a workbook: numbers are numbers, everything else is text whatever it looks like."""
    written = io.BytesIO()
    day = datetime(sheet.on.year, sheet.on.month, sheet.on.day)  # noqa: DTZ001 - a workbook knows no zones
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": day})
        page = book.add_worksheet(form.sheet or None)
        text = book.add_format({"num_format": "@"})
        money = book.add_format({"num_format": "0.00"})
        for at, row in enumerate(rows):
            for place, value in enumerate(row.cells):
                holds = form.columns[place].holds if row.number is not None else None
                if holds == "yuan":
                    page.write_number(at, place, int(value.replace(".", "")) / 100, money)
                elif holds in {"number", "fen"}:
                    page.write_number(at, place, int(value))
                elif value:
                    page.write_string(at, place, value, text)
    with zipfile.ZipFile(written) as made:
        return _zipped({entry.filename: made.read(entry) for entry in made.infolist()})


def _zipped(parts: dict[str, bytes]) -> bytes:
    """Return a zip of these files, not packed: another edition of zlib packs to other bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, NO_DAY)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return written.getvalue()
