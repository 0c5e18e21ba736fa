"""The kinds of files a bank reads: each is written row by row, and keeps nothing but what was written."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

import xlsxwriter

from yingbao.edges.exchange.banks.shapes import Cell, Outgoing
from yingbao.office.payments.bank_answers import Reason

NEWLINES = {"lf": b"\n", "crlf": b"\r\n"}
# Of no meaning: a zip asks for a day, and it must not be that of writing.
NO_DAY = (1980, 1, 1, 0, 0, 0)


class File(Protocol):
    """A file being written."""

    def put(
        self, cells: Sequence[str], fields: Sequence[Cell], number: int | None = None
    ) -> Iterator[Reason]:
        """Write a row, the one of a line of the roll or one of words; yield what does not fit."""

    def done(self) -> bytes:
        """Return the file as it is then."""


def new_file(form: Outgoing, on: date) -> File:
    """Return an empty file of the kind the bank reads, made on a day."""
    if form.kind == "xlsx":
        return Workbook(form, on)
    return TextFile(form) if form.kind == "text" else FixedFile(form)


class TextFile:
    """Lines of text, their cells apart by a sign."""

    def __init__(self, form: Outgoing) -> None:
        self.separator, self.end = form.separator, NEWLINES[form.newline]
        # Only the file begins with a mark of the encoding, its lines do not.
        self.encoding = form.encoding.removesuffix("-sig")
        self.out = io.BytesIO()
        if form.encoding == "utf-8-sig":
            self.out.write(b"\xef\xbb\xbf")

    def put(
        self, cells: Sequence[str], fields: Sequence[Cell], number: int | None = None
    ) -> Iterator[Reason]:
        """Write a row."""
        self.out.write(self.separator.join(cells).encode(self.encoding) + self.end)
        return iter(())

    def done(self) -> bytes:
        """Return all lines."""
        return self.out.getvalue()


class FixedFile(TextFile):
    """Lines whose cells have their width in bytes."""

    def put(
        self, cells: Sequence[str], fields: Sequence[Cell], number: int | None = None
    ) -> Iterator[Reason]:
        """Write a row; nothing is cut to make it fit."""
        written = [padded(text, field, self.encoding) for text, field in zip(cells, fields, strict=True)]
        self.out.write(b"".join(cell or b"" for cell in written) + self.end)
        lost = [place for place, cell in enumerate(written) if cell is None]
        return (_too_long(fields[place], place, number) for place in lost)


def padded(text: str, cell: Cell, encoding: str) -> bytes | None:
    """Return a field at its width in bytes, or None if it does not fit."""
    written = text.encode(encoding)
    room = (cell.width or 0) - len(written)
    if room < 0:
        return None
    filling = cell.fill.encode("ascii") * room
    return filling + written if cell.align == "right" else written + filling


def _too_long(cell: Cell, place: int, number: int | None) -> Reason:
    named = getattr(cell, "title", "") or getattr(cell, "holds", "") or str(place + 1)
    return Reason(0, "does_not_fit", number, {"column": named, "width": cell.width})


class Workbook:
    """A workbook: numbers are numbers, everything else is text whatever it looks like."""

    def __init__(self, form: Outgoing, on: date) -> None:
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, {"in_memory": True, "strings_to_formulas": False})
        day = datetime(on.year, on.month, on.day)  # noqa: DTZ001 - a workbook knows no zones
        self.book.set_properties({"created": day})
        self.page = self.book.add_worksheet(form.sheet or None)
        self.text = self.book.add_format({"num_format": "@"})
        self.money = self.book.add_format({"num_format": "0.00"})
        self.row = 0

    def put(
        self, cells: Sequence[str], fields: Sequence[Cell], number: int | None = None
    ) -> Iterator[Reason]:
        """Write a row."""
        for place, (value, field) in enumerate(zip(cells, fields, strict=True)):
            holds = getattr(field, "holds", None) if number is not None else None
            if holds == "yuan":
                self.page.write_number(self.row, place, int(value.replace(".", "")) / 100, self.money)
            elif holds in {"number", "fen"}:
                self.page.write_number(self.row, place, int(value))
            elif value:
                self.page.write_string(self.row, place, value, self.text)
        self.row += 1
        return iter(())

    def done(self) -> bytes:
        """Return the workbook, unpacked."""
        self.book.close()
        with zipfile.ZipFile(self.out) as made:
            return zipped({entry.filename: made.read(entry) for entry in made.infolist()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files, not packed: another edition of zlib packs to other bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, NO_DAY)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return written.getvalue()
