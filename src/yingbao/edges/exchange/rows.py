"""From rows of cells to rows of values, a column at a time, each row good or refused with its reasons."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from yingbao.edges.exchange.converters import dates, numbers, words
from yingbao.edges.exchange.converters.converted import (
    NOTHING,
    Converted,
    Converter,
    Value,
    as_text,
    is_blank,
)
from yingbao.edges.exchange.grid import Cell, Row
from yingbao.edges.exchange.headers import Header
from yingbao.edges.exchange.labels import said
from yingbao.edges.exchange.layouts import ColumnLayout
from yingbao.edges.exchange.people import Evidence, Who, settle
from yingbao.edges.exchange.places import Gazetteer, somewhere
from yingbao.edges.exchange.problems import Problem
from yingbao.values.certificate_number import DIGITS, KINDS, Kind

# Types whose cells repeat, so that each spelling is understood once.
REPEATING = {
    "grade", "certificate_kind", "choice", "yes_no", "since", "until", "month", "money", "text", "integer",
    "date", "somewhere",
}  # fmt: skip
MOST_REMEMBERED = 50_000
NOT_CONVERTED = {"ignored", "place", "birth", "sex"}
PLAIN: dict[str, Converter] = {
    "name": words.name,
    "resident_id": numbers.resident_id,
    "certificate_number": numbers.certificate_number,
    "money": words.money,
    "grade": words.grade,
    "certificate_kind": words.certificate_kind,
    "yes_no": words.yes_no,
    "address": words.text,
    "phone": numbers.phone,
    "account": numbers.account,
    "integer": words.integer,
    "text": words.text,
}


class Remembered(dict[Cell, Converted]):
    """A converter that works out each spelling once."""

    def __init__(self, convert: Converter) -> None:
        super().__init__()
        self.convert = convert

    def __missing__(self, cell: Cell) -> Converted:
        converted = self.convert(cell)
        if len(self) < MOST_REMEMBERED:
            self[cell] = converted
        return converted


def converter_of(column: ColumnLayout, gazetteer: Gazetteer, *, typed: bool) -> Converter:
    """Return the converter of a column."""
    if column.type == "choice":
        return words.choice_reader(column.choices)
    if column.type == "somewhere":
        return lambda cell: NOTHING if is_blank(cell) else (somewhere(gazetteer, as_text(cell)), None, None)
    dated = {
        "date": dates.day_reader,
        "since": dates.since_reader,
        "until": dates.until_reader,
        "month": dates.month_reader,
    }
    return dated[column.type](typed=typed) if column.type in dated else PLAIN[column.type]


class Converting:
    """The rows of one sheet, converted a block at a time."""

    def __init__(self, header: Header, gazetteer: Gazetteer, *, typed: bool) -> None:
        layout = header.layout
        self.header, self.gazetteer, self.typed = header, gazetteer, typed
        self.columns = [c for c in layout.columns if c.id in header.columns and c.type not in NOT_CONVERTED]
        self.place_columns = [c.id for c in layout.columns if c.type == "place" and c.id in header.columns]
        types = {column.type for column in layout.columns}
        self.certifies = {"certificate_kind", "grade"} <= types
        self.converters: dict[str, Converter] = {}
        for column in self.columns:
            convert = converter_of(column, gazetteer, typed=typed)
            self.converters[column.id] = (
                Remembered(convert).__getitem__ if column.type in REPEATING else convert
            )
        self.places_asked = self.places_missed = 0

    def block(self, rows: list[Row]) -> dict[str, Any]:
        """Return the good rows as columns, and the refused ones with their reasons."""
        return _Block(self, rows).frame()

    def cells(self, rows: list[Row], column: str) -> list[Cell]:
        """Return one column of a block; short rows end in empty cells."""
        place = self.header.columns.get(column)
        if place is None:
            return [None] * len(rows)
        return [row[1][place] if place < len(row[1]) else None for row in rows]


class _Block:
    """One block of rows on its way."""

    def __init__(self, converting: Converting, rows: list[Row]) -> None:
        self.by = converting
        self.rows = rows
        self.values: dict[str, list[Value]] = {}
        self.problems: defaultdict[int, list[tuple[str, Problem]]] = defaultdict(list)
        self.repairs: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        self.conflicts: dict[int, str] = {}

    def frame(self) -> dict[str, Any]:
        """Run all steps and return what is sent to the parent."""
        for column in self.by.columns:
            self._convert(column)
        self._note_odd_rows()
        self._settle_people()
        if self.by.certifies:
            self._compare_certificates()
        self._find_places()
        self._ask_for_the_needed()
        return self._sent()

    def _convert(self, column: ColumnLayout) -> None:
        cells = self.by.cells(self.rows, column.id)
        converted = list(map(self.by.converters[column.id], cells))
        self.values[column.id] = [c[0] for c in converted]
        for place, (_, repair, problem) in enumerate(converted):
            if repair:
                self.repairs[place].append((column.id, repair))
            if problem:
                self.problems[place].append((column.id, problem))

    def _note_odd_rows(self) -> None:
        width = len(self.by.header.labels)
        for place, row in enumerate(self.rows):
            for odd in row.odd:
                self.repairs[place].append(("", odd))
            if row.problem:
                self.problems[place] = [("", row.problem)]
            elif not self.by.typed and len(row.cells) > width and not all(map(is_blank, row.cells[width:])):
                self.problems[place] = [
                    ("", Problem("row_shifted", {"cells": len(row.cells), "columns": width}))
                ]

    def _settle_people(self) -> None:
        empty: list[Value] = [None] * len(self.rows)
        ids = self.values.setdefault("id_number", list(empty))
        certificates = self.values.get("certificate_number", empty)
        for place, (id_number, certificate) in enumerate(zip(ids, certificates, strict=True)):
            number = str(certificate)
            clean = id_number and (certificate is None or (len(number) > 18 and number[:18] == id_number))
            if not clean or (place in self.problems and certificate is None):
                self._settle(place, ids, certificates)

    def _settle(self, place: int, ids: list[Value], certificates: list[Value]) -> None:
        numbers_only = {"id_number", "certificate_number"}
        who = settle(
            Who(
                ids[place] and str(ids[place]) or None,
                certificates[place] and str(certificates[place]) or None,
                [r for r in self.repairs[place] if r[0] in numbers_only],
                [p for p in self.problems[place] if p[0] in numbers_only],
            ),
            self._evidence(place),
        )
        self.repairs[place] = [r for r in self.repairs[place] if r[0] not in numbers_only] + who.repairs
        self.problems[place] = [p for p in self.problems[place] if p[0] not in numbers_only] + who.problems
        ids[place], certificates[place] = who.id_number, who.certificate_number
        if who.conflict:
            self.conflicts[place] = who.conflict

    def _evidence(self, place: int) -> Evidence:
        row = self.rows[place : place + 1]
        return Evidence(
            self.by.cells(row, "id_number")[0],
            self.by.cells(row, "certificate_number")[0],
            self.by.cells(row, "birth")[0],
            self.values["kind"][place] if self.by.certifies and "kind" in self.values else None,
            self.values["grade"][place] if self.by.certifies and "grade" in self.values else None,
            self.by.certifies,
        )

    def _compare_certificates(self) -> None:
        """Kind and grade stand in the number as well: read there if empty, refused if different."""
        kinds, grades = self.values["kind"], self.values["grade"]
        for place, number in enumerate(self.values.get("certificate_number", [])):
            if not isinstance(number, str) or len(number) < 20 or place in self.conflicts:
                continue
            kinds[place] = kinds[place] or str(KINDS[number[18]])
            grades[place] = grades[place] or int(number[19])
            if DIGITS[Kind(str(kinds[place]))] != number[18]:
                self.problems[place].append(("kind", Problem("kind_differs", {"number": number[18]})))
            if str(grades[place]) != number[19]:
                self.problems[place].append(("grade", Problem("grade_differs", {"number": number[19]})))

    def _find_places(self) -> None:
        if not self.by.place_columns:
            return
        columns = {column: self.by.cells(self.rows, column) for column in self.by.place_columns}
        county, township, village = (self._words(columns, c) for c in ("county", "township", "village"))
        address = (
            self._words(columns, "hukou_address")
            if "hukou_address" in columns
            else self._words(columns, "survey_place")
        )
        found: list[Value] = []
        for place, names in enumerate(zip(county, township, village, address, strict=True)):
            code, repair, problem = self.by.gazetteer.find(*names)
            found.append(code)
            self.by.places_asked += any(names)
            self.by.places_missed += problem is not None
            if repair:
                self.repairs[place].append(("place", repair))
            if problem and self.by.certifies:
                self.problems[place].append(("place", problem))
            elif problem:
                self.repairs[place].append(("place", "place_left_out"))
        self.values["place"] = found

    def _words(self, columns: dict[str, list[Cell]], column: str) -> list[str]:
        if column not in columns:
            return [""] * len(self.rows)
        return ["" if is_blank(cell) else as_text(cell).strip() for cell in columns[column]]

    def _ask_for_the_needed(self) -> None:
        for column in self.by.columns:
            if column.must_be_filled and None in self.values[column.id]:
                for place, value in enumerate(self.values[column.id]):
                    if value is None and all(
                        c not in {column.id, ""} for c, _ in self.problems.get(place, ())
                    ):
                        self.problems[place].append((column.id, Problem("missing")))

    def _sent(self) -> dict[str, Any]:
        bad = {place for place, problems in self.problems.items() if problems}
        good = [place for place in range(len(self.rows)) if place not in bad] if bad else None
        kept = list(range(len(self.rows))) if good is None else good
        position = {place: n for n, place in enumerate(kept)}
        return {
            "lines": [self.rows[place].line for place in kept],
            "columns": {c: v if good is None else [v[p] for p in kept] for c, v in self.values.items()},
            "repairs": [
                [position[p], *r] for p, rs in sorted(self.repairs.items()) if p in position for r in rs
            ],
            "conflicts": [[position[p], code] for p, code in sorted(self.conflicts.items()) if p in position],
            "refused": [self._refused(place) for place in sorted(bad)],
        }

    def _refused(self, place: int) -> dict[str, Any]:
        names = self.by.cells(self.rows[place : place + 1], "name")
        shown = {column.id: column.shown for column in self.by.header.layout.columns}
        return {
            "line": self.rows[place].line,
            "name": said(names[0] or ""),
            "who": self.values["id_number"][place],
            "problems": [
                {"column": c, "shown": shown.get(c, ""), "code": p.code, "params": dict(p.params)}
                for c, p in self.problems[place]
            ],
        }


def blocks(rows: Iterable[Row], size: int) -> Iterable[list[Row]]:
    """Yield rows in blocks."""
    block: list[Row] = []
    for row in rows:
        block.append(row)
        if len(block) == size:
            yield block
            block = []
    if block:
        yield block
