"""Rosters as the tests write them, and reading them the way the product does."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt
from django.conf import settings

from yingbao.edges.exchange.problems import Unreadable
from yingbao.edges.exchange.reading import Asked, read_roster
from yingbao.office.register.roster_kinds import load_kinds
from yingbao.values.resident_id import check_digit

PLACES = (
    ("430811", "武陵源区"),
    ("430811001", "军地坪街道"),
    ("430811001001", "吴家峪居委会"),
    ("430811001002", "喻家嘴居委会"),
    ("430811201", "协合乡"),
    ("430811201203", "协合村委会"),
    ("430811202", "中湖乡"),
)
PAYEES = ("乡镇", "姓名", "身份证号码", "残疾人证号", "补贴类型", "补贴金额", "享受补贴起始月份")
Row = Sequence[Any]


def number(part: int = 1, birth: str = "19700101", place: str = "430811") -> str:
    """Return a fictitious citizen number; numbers whose last three digits are 000 are stepped over."""
    first = f"{place}{birth}{part:03}"
    return first + check_digit(first)


def payee(part: int = 1, **other: Any) -> list[Any]:
    """Return a faultless row of a payee list; `other` replaces cells by their place."""
    who = number(part)
    row: list[Any] = [
        "军地坪街道",
        f"王秀{'兰英芳梅'[part % 4]}",
        who,
        f"{who}42",
        "护理补贴",
        110,
        "2021年7月",
    ]
    for place, value in other.items():
        row[int(place[1:])] = value
    return row


@dataclass
class Read:
    """What came of a file."""

    kind: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)
    repairs: list[tuple[int, str, str]] = field(default_factory=list)
    conflicts: list[tuple[int, str]] = field(default_factory=list)
    refused: dict[int, list[str]] = field(default_factory=dict)
    counts: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    unreadable: str | None = None
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def repaired(self) -> set[str]:
        return {code for _, _, code in self.repairs}


def read(path: Path, kind: str = "two-allowances-payees", month: str = "2026-06") -> Read:
    """Read a file as the product does, in the child process; an empty kind has to be recognised."""
    kinds = load_kinds(settings.POLICY_DIR)
    chosen = (kinds[kind],) if kind else tuple(kinds.values())
    found = Read()
    try:
        with read_roster(Asked(path, path.name, chosen, PLACES, month)) as reading:
            found.kind = reading.kind
            found.remarks = [remark["code"] for remark in reading.remarks]
            for block in reading.blocks:
                _take(found, block)
            found.counts = reading.counts
    except Unreadable as why:
        found.unreadable, found.params = why.problem.code, dict(why.problem.params)
    return found


def _take(found: Read, block: Any) -> None:
    start = len(found.rows)
    for place, line in enumerate(block.lines):
        found.rows.append({"line": line, **{name: cells[place] for name, cells in block.columns.items()}})
    found.repairs += [(block.lines[place], column, code) for place, column, code in block.repairs]
    found.conflicts += [(block.lines[place], code) for place, code in block.conflicts]
    for row in block.refused:
        found.refused[row["line"]] = [problem["code"] for problem in row["problems"]]
    assert len(found.rows) - start == len(block.lines)


def write_xlsx(
    path: Path, rows: Iterable[Row], header: Row | None = PAYEES, sheet: str = "Sheet1", **more: Any
) -> Path:
    """Write a workbook; cells given as str are text, as int or float are numbers."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        table = book.add_worksheet(sheet)
        written = [*([header] if header else []), *rows]
        for line, row in enumerate(written):
            for place, cell in enumerate(row):
                if cell is not None:
                    table.write(line, place, cell)
        if finish := more.get("finish"):
            finish(book, table)
    return path


def write_xls(path: Path, rows: Iterable[Row], header: Row = PAYEES) -> Path:
    """Write an old workbook."""
    book = xlwt.Workbook(encoding="utf-8")
    table = book.add_sheet("Sheet1")
    for line, row in enumerate([header, *rows]):
        for place, cell in enumerate(row):
            if cell is not None:
                table.write(line, place, cell)
    book.save(str(path))
    return path


def write_csv(path: Path, rows: Iterable[Row], header: Row = PAYEES, encoding: str = "gb18030") -> Path:
    """Write a text file."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path
