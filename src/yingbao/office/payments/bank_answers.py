"""What a bank answers to a roll: its answers line by line, its totals, and why they cannot be taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Answer(NamedTuple):
    """One answer, in the line of the file it stands in, about the line of the roll it names.

    An account or a holder the bank does not repeat is None. `failure` is one of our codes, empty where
    the bank paid; `day` is when it paid or refused, None where the file does not say.
    """

    line: int
    number: int
    account: str | None
    holder: str | None
    fen: int
    ok: bool
    failure: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What the file says its answers add up to; what it does not say is None."""

    count: int | None = None
    fen: int | None = None
    paid_count: int | None = None
    paid_fen: int | None = None
    refused_count: int | None = None
    refused_fen: int | None = None


class BankAnswers(NamedTuple):
    """One file of answers. `complete`: this bank answers every line of a roll in one file.

    `answers` can be read more than once; of a very long file they are not all in memory as objects.
    """

    answers: Iterable[Answer]
    totals: Totals
    complete: bool


class Reason(NamedTuple):
    """Why a file is not taken: in which line of it (0: as a whole), about which line of the roll."""

    line: int
    code: str
    number: int | None = None
    params: Mapping[str, object] = {}


class ReturnRefused(Exception):
    """The bank's file is not taken, and nothing changed; `reasons` says why, line by line."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        super().__init__(", ".join(sorted({reason.code for reason in reasons})))
        self.reasons = tuple(reasons)
