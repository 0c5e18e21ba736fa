"""Reading the file a bank answers with: a child process opens it, nothing of it is believed."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from yingbao.edges.exchange.banks.formats import get_format
from yingbao.edges.exchange.problems import Unreadable
from yingbao.edges.exchange.reading import Frames, checked, read_in_child
from yingbao.office.audit.digests import sm3
from yingbao.office.payments.bank_answers import Answer, BankAnswers, Reason, ReturnRefused, Totals


def digest_of(content: bytes) -> str:
    """Return the SM3 of a file, by which a file sent twice is recognised."""
    return sm3(content).hex()


def read_answers(format_id: str, path: Path, name: str = "") -> BankAnswers:
    """Return what a bank answers in a file, whole.

    Raises:
        ReturnRefused: the file or a row of it cannot be understood; every reason is told with its line.
        NoSuchFormat, FormatProblem: the format is not there, or cannot be read.
    """
    form = get_format(format_id).answers
    wish = {"path": str(path), "name": name or path.name, "form": form.model_dump()}
    reasons: list[Reason] = []
    try:
        with read_in_child("yingbao.edges.exchange.banks.child", wish) as frames:
            answers, totals = _taken(frames, reasons)
    except Unreadable as why:
        raise ReturnRefused([Reason(0, why.problem.code, None, why.problem.params)]) from None
    if reasons:
        raise ReturnRefused(reasons)
    return BankAnswers(answers, totals, form.complete)


class ReadAnswers:
    """The answers of a file as the child sent them: a fifth of what they take as objects.

    A million of them are some hundred megabytes; each reading makes them into answers one by one.
    """

    def __init__(self) -> None:
        self._frames: list[bytes] = []

    def add(self, frame: bytes) -> None:
        """Keep a frame."""
        self._frames.append(frame)

    def __iter__(self) -> Iterator[Answer]:
        for frame in self._frames:
            yield from _answers(json.loads(frame)["answers"])


def _taken(frames: Frames, reasons: list[Reason]) -> tuple[ReadAnswers, Totals]:
    answers = ReadAnswers()
    for raw, sent in frames:
        frame = checked(sent)
        if "end" in frame:
            return answers, Totals(**frame["end"])
        answers.add(raw)
        reasons += [Reason(line, code, number, params) for line, code, number, params in frame["reasons"]]
    raise Unreadable("reader_ended")


def _answers(rows: list[list[Any]]) -> Iterator[Answer]:
    for line, number, account, holder, fen, ok, failure, day in rows:
        paid_on = date.fromisoformat(day) if day else None
        yield Answer(line, number, account, holder, fen, ok, failure, paid_on)
