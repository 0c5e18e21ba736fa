"""The child process: one file in, frames of JSON out. It imports no Django and can write nothing.

A frame is four bytes of length and then JSON: first {"opened"}, then {"lines", "columns", "refused", …},
at the end {"end"}; or {"unreadable"} instead, at any point.
"""

import gc
import json
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from yingbao.edges.exchange.archive import MEBIBYTE, check_archive
from yingbao.edges.exchange.formats import format_of
from yingbao.edges.exchange.grid import SHEET_STEP, Row
from yingbao.edges.exchange.layouts import Layout
from yingbao.edges.exchange.limits import limit_child
from yingbao.edges.exchange.opening import Opened, Wish, described, open_roster
from yingbao.edges.exchange.places import Gazetteer, Place
from yingbao.edges.exchange.problems import Problem, Unreadable
from yingbao.edges.exchange.rows import Converting
from yingbao.edges.exchange.setting_aside import set_aside

BLOCK = 5_000
MOST_ASIDE_LISTED = 2_000
# From this share of unknown places on, the list is another county's, not badly written.
FOREIGN_SHARE = 0.5
FOREIGN_FROM = 4


class Sender:
    """Writes frames to the parent."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out

    def __call__(self, frame: dict[str, Any]) -> None:
        body = json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        self.out.write(struct.pack(">I", len(body)))
        self.out.write(body)
        self.out.flush()


class Counting:
    """What became of every row of the file."""

    def __init__(self) -> None:
        self.good = self.refused = 0
        self.aside: Counter[str] = Counter()
        self.listed: list[list[Any]] = []

    def put_aside(self, line: int, why: str) -> None:
        self.aside[why] += 1
        if why != "blank" and len(self.listed) < MOST_ASIDE_LISTED:
            self.listed.append([line, why])

    def end(self) -> dict[str, Any]:
        read = self.good + self.refused
        return {
            "read": read,
            "good": self.good,
            "refused": self.refused,
            "aside": self.aside,
            "lines": self.listed,
        }


def read(wish: Wish, gazetteer: Gazetteer, send: Sender) -> None:
    """Read one file and send what it holds."""
    format_ = format_of(wish.path)
    size = wish.path.stat().st_size if format_ != "xlsx" else check_archive(wish.path)
    limit_child(size / MEBIBYTE)
    opened, remarks = open_roster(wish, format_)
    kind = opened[0].header.layout.kind
    send(
        {"opened": {"kind": kind, "format": format_, "sheets": described(opened), "remarks": _said(remarks)}}
    )
    counting = Counting()
    for number, sheet in enumerate(opened):
        _read_sheet(sheet, number * SHEET_STEP, gazetteer, counting, send)
    if not counting.good + counting.refused:
        raise Unreadable("only_header")
    send({"end": counting.end()})


def _said(problems: list[Problem]) -> list[dict[str, Any]]:
    return [{"code": problem.code, "params": dict(problem.params)} for problem in problems]


def _read_sheet(opened: Opened, offset: int, gazetteer: Gazetteer, counting: Counting, send: Sender) -> None:
    converting = Converting(opened.header, gazetteer, typed=opened.sheet.typed)
    columns = opened.header.columns
    who = [columns.get(column, -1) for column in ("name", "id_number", "certificate_number")]
    block: list[Row] = []
    for row in opened.rows:
        if _is_about_nobody(row, who):
            why = set_aside(row.cells, who, opened.header.labels)
            if why is not None:
                counting.put_aside(offset + row.line, why)
                continue
        block.append(row._replace(line=offset + row.line) if offset else row)
        if len(block) == BLOCK:
            _send_block(converting, block, counting, send)
            block = []
    if block:
        _send_block(converting, block, counting, send)
    if converting.places_missed >= max(FOREIGN_FROM, FOREIGN_SHARE * converting.places_asked):
        raise Unreadable("wrong_division", missed=converting.places_missed, rows=converting.places_asked)


def _is_about_nobody(row: Row, who: list[int]) -> bool:
    """Whether a row needs a second look: a text with 15 characters in a number's place needs none."""
    for place in who[1:]:
        if 0 <= place < len(row.cells):
            cell = row.cells[place]
            if isinstance(cell, str) and len(cell) >= 15:
                return False
    return row.problem is None


def _send_block(converting: Converting, rows: list[Row], counting: Counting, send: Sender) -> None:
    frame = converting.block(rows)
    counting.good += len(frame["lines"])
    counting.refused += len(frame["refused"])
    send(frame)


@contextmanager
def saying_why_unreadable(send: Sender) -> Iterator[None]:
    """Read a file; where it cannot be read, or not in the memory allowed, the last frame says so."""
    try:
        yield
    except Unreadable as why:
        send({"unreadable": {"code": why.problem.code, "params": dict(why.problem.params)}})
    except MemoryError:
        send({"unreadable": {"code": "too_much_memory", "params": {}}})


def main() -> None:
    """Take the wish from standard input, send frames to standard output."""
    gc.disable()  # rows hold no cycles, and this process ends with its file
    wished = json.load(sys.stdin)
    send = Sender(sys.stdout.buffer)
    wish = Wish(
        Path(wished["path"]), wished["name"], [Layout.of(kind) for kind in wished["kinds"]], wished["month"]
    )
    gazetteer = Gazetteer(Place(code, name) for code, name in wished["places"])
    with saying_why_unreadable(send):
        read(wish, gazetteer, send)


if __name__ == "__main__":
    main()
