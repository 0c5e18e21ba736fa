"""Which sheets of a file hold the roster, which kind it is, and where its rows begin."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from yingbao.edges.exchange.formats import Format
from yingbao.edges.exchange.grid import Row, Sheet
from yingbao.edges.exchange.headers import DEEPEST, Header, choose_kind, find_header
from yingbao.edges.exchange.labels import label
from yingbao.edges.exchange.layouts import Layout
from yingbao.edges.exchange.problems import Problem, Unreadable
from yingbao.edges.exchange.text_files import encodings, read_text

MONTHS = (
    re.compile(r"(20[0-9]{2})年([0-9]{1,2})月(?![0-9]{1,2}日)"),
    re.compile(r"(?<![0-9-])(20[0-9]{2})-(0?[1-9]|1[0-2])(?![0-9-号])"),
)
DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
CHINESE = re.compile(
    r"([二][〇零○][〇零○一二三四五六七八九]{2})年(十[一二]?|[一二三四五六七八九])月(?![一二三四五六七八九十]{1,3}日)"
)


@dataclass
class Opened:
    """A sheet with its header found; `rows` begin below it."""

    sheet: Sheet
    header: Header
    rows: Iterator[Row]


@dataclass
class Wish:
    """What is asked for: a file, its name as it came, the kinds it may be, the month it is said to be for."""

    path: Path
    name: str
    layouts: list[Layout]
    month: str | None = None


class _Top:
    """A sheet whose first rows were looked at."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        rows = (row for row in sheet.rows if row.line)
        self.first = [
            row for row in islice(rows, DEEPEST + 1) if any(c is not None and c != "" for c in row.cells)
        ]
        self.rest = rows

    def headers(self, layouts: Iterable[Layout]) -> list[Header]:
        found = (find_header(layout, self.first, self.sheet) for layout in layouts)
        return [header for header in found if header is not None]

    def below(self, header: Header) -> Iterator[Row]:
        """Yield the rows after the header, those already looked at first."""
        return chain((row for row in self.first if row.line > header.last_line), self.rest)


def open_roster(wish: Wish, format_: Format) -> tuple[list[Opened], list[Problem]]:
    """Return the sheets that hold the roster and what is worth saying about the file.

    Raises:
        Unreadable: it holds no rows, no known header, columns are missing, or its title names another month.
    """
    if format_ == "text":
        tops, remarks = _text_tops(wish)
    else:
        tops, remarks = [_Top(sheet) for sheet in _sheets(wish.path, format_)], []
    if not any(top.first for top in tops):
        raise Unreadable("no_rows")
    chosen = _choose(wish, tops)
    opened = []
    for top in tops:
        header = find_header(chosen.layout, top.first, top.sheet) if top.first else None
        if header and not header.missing:
            opened.append(Opened(top.sheet, header, top.below(header)))
        elif top.first:
            remarks.append(Problem("sheet_not_read", {"sheet": top.sheet.name}))
    if chosen.layout.complete:
        _compare_month(wish, [t for o in opened for t in o.header.titles])
    return opened, remarks + _remarks(opened)


def _sheets(path: Path, format_: Format) -> Iterator[Sheet]:
    """Open a workbook; the packages that can are only loaded when they are needed."""
    if format_ == "xlsx":
        from yingbao.edges.exchange.workbooks import read_workbook

        return read_workbook(path)
    from yingbao.edges.exchange.old_workbooks import read_old_workbook

    return read_old_workbook(path)


def _text_tops(wish: Wish) -> tuple[list[_Top], list[Problem]]:
    """Return the text in the first encoding in which a header is recognised."""
    tried = [
        (encoding, _Top(read_text(wish.path, encoding, Path(wish.name).stem)))
        for encoding in encodings(wish.path)
    ]
    for encoding, top in tried:
        if any(not header.missing for header in top.headers(wish.layouts)):
            return [top], [Problem("encoding", {"encoding": encoding.upper().removesuffix("-SIG")})]
    return [tried[0][1]], []


def _choose(wish: Wish, tops: list[_Top]) -> Header:
    headers = [header for top in tops for header in top.headers(wish.layouts)]
    if len(wish.layouts) > 1:
        best: dict[str, Header] = {}
        for header in headers:
            known = best.get(header.layout.kind)
            if known is None or (known.missing and not header.missing):
                best[header.layout.kind] = header
        return choose_kind(list(best.values()), wish.name)
    if not headers:
        raise Unreadable("header_unknown")
    whole = [header for header in headers if not header.missing]
    if whole:
        return whole[0]
    nearest = max(headers, key=lambda header: len(header.columns))
    raise Unreadable("columns_missing", missing="、".join(nearest.missing), kind=nearest.layout.shown)


def _compare_month(wish: Wish, titles: list[str]) -> None:
    if wish.month is None:
        return
    for title in (*titles, label(wish.name)):
        for named in months_in(title):
            if named != wish.month:
                raise Unreadable("month_differs", found=named, asked=wish.month)


def months_in(title: str) -> list[str]:
    """Return the months a title names: 2026年5月, 2026-05, 二〇二六年五月. A day is no month."""
    plain = CHINESE.sub(_in_figures, title)
    found = [place for pattern in MONTHS for place in pattern.findall(plain)]
    return [f"{year}-{int(month):02}" for year, month in found if 1 <= int(month) <= 12]


def _in_figures(found: re.Match[str]) -> str:
    year, month = (text.translate(DIGITS) for text in found.groups())
    tens = "1" if len(month) > 1 else "10"
    return f"{year}年{month.replace('十', tens)}月"


def _remarks(opened: list[Opened]) -> list[Problem]:
    remarks = []
    for sheet, header in ((o.sheet, o.header) for o in opened):
        if sheet.hidden:
            remarks.append(Problem("sheet_hidden", {"sheet": sheet.name}))
        if header.unused:
            remarks.append(
                Problem("columns_unused", {"sheet": sheet.name, "columns": "、".join(header.unused)})
            )
    if len(opened) > 1:
        remarks.append(Problem("sheets_joined", {"sheets": "、".join(o.sheet.name for o in opened)}))
    return remarks


def described(opened: list[Opened]) -> list[dict[str, Any]]:
    """Return which sheets are read, from which line, and which column is what."""
    return [
        {
            "sheet": o.sheet.name,
            "header": o.header.last_line,
            "columns": o.header.columns,
            "hidden": o.sheet.hidden,
        }
        for o in opened
    ]
