"""The child process that reads a bank's answer: a file in, answers and reasons out. It imports no Django.

Frames are those of yingbao.edges.exchange.child: {"answers", "reasons"} for some rows, at the end {"end"};
or {"unreadable"} instead, at any point.
"""

import gc
import json
import sys
from pathlib import Path
from typing import Any

from yingbao.edges.exchange.archive import MEBIBYTE, check_archive
from yingbao.edges.exchange.banks.rows import RawRow, Source, rows_of
from yingbao.edges.exchange.banks.shapes import Incoming
from yingbao.edges.exchange.banks.totals import TotalsReader
from yingbao.edges.exchange.banks.words import Meaning
from yingbao.edges.exchange.child import BLOCK, Sender, saying_why_unreadable
from yingbao.edges.exchange.formats import format_of
from yingbao.edges.exchange.limits import limit_child
from yingbao.edges.exchange.problems import Unreadable


class Reading:
    """Takes the rows one by one: an answer, the totals, or a reason why the file is not taken."""

    def __init__(self, form: Incoming, send: Sender) -> None:
        self.meaning = Meaning.of(form)
        self.form = form
        self.totals_of = TotalsReader.of(form.totals) if form.totals else None
        self.totals: dict[str, int] | None = None
        self.answers: list[list[Any]] = []
        self.reasons: list[list[Any]] = []
        self.read = 0
        self.send = send

    def take(self, row: RawRow) -> None:
        """Take one row."""
        if row.aside in {"blank", "note", "header_again"}:
            return
        if self._took_totals(row):
            return
        if row.aside == "total":
            self._refuse(row.line, "totals_unreadable")
        elif row.problem is not None:
            self._refuse(row.line, row.problem.code, dict(row.problem.params))
        else:
            self._take_answer(row)
        if len(self.answers) + len(self.reasons) >= BLOCK:
            self.flush()

    def _took_totals(self, row: RawRow) -> bool:
        """Whether the row is the totals: the first or last that says anything, as the format has them."""
        if self.totals_of is None or self.form.totals is None or not row.cells:
            return False
        if self.form.totals.line == "first" and (self.read or self.totals is not None):
            return False
        found = self.totals_of.read(row.cells)
        if found is None:
            return False
        if self.totals is not None:
            self._refuse(row.line, "totals_twice")
        self.totals = found
        return True

    def _take_answer(self, row: RawRow) -> None:
        self.read += 1
        if self.totals is not None and self.form.totals and self.form.totals.line == "last":
            self._refuse(row.line, "behind_the_totals")
        answer, problems = self.meaning.read(row)
        for problem in problems:
            self._refuse(row.line, problem.code, dict(problem.params), answer[1])
        if not problems:
            self.answers.append(answer)

    def _refuse(
        self, line: int, code: str, params: dict[str, Any] | None = None, number: int | None = None
    ) -> None:
        self.reasons.append([line, code, number, params or {}])

    def flush(self) -> None:
        """Send what was read so far."""
        self.send({"answers": self.answers, "reasons": self.reasons})
        self.answers, self.reasons = [], []

    def end(self) -> None:
        """Send the rest and the totals.

        Raises:
            Unreadable: there was not one answer.
        """
        if self.form.totals and self.totals is None:
            self._refuse(0, "totals_missing")
        if not self.read and not self.reasons:
            raise Unreadable("only_header")
        self.flush()
        self.send({"end": self.totals or {}})


def read(source: Source, send: Sender) -> None:
    """Read one file and send what it holds."""
    format_ = format_of(source.path)
    size = source.path.stat().st_size if format_ != "xlsx" else check_archive(source.path)
    limit_child(size / MEBIBYTE)
    reading = Reading(source.form, send)
    for row in rows_of(source, format_):
        reading.take(row)
    reading.end()


def main() -> None:
    """Take the wish from standard input, send frames to standard output."""
    gc.disable()
    wished = json.load(sys.stdin)
    send = Sender(sys.stdout.buffer)
    with saying_why_unreadable(send):
        source = Source(Path(wished["path"]), wished["name"], Incoming.model_validate(wished["form"]))
        read(source, send)


if __name__ == "__main__":
    main()
