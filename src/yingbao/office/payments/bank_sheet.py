"""What a bank is asked to pay: the lines of a roll that a bank file is written of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from yingbao.values.month import Month


class BankLine(Protocol):
    """One payment: to whom it is owed, to whose account it goes, how many fen.

    What is not known is empty. The numbers of persons and accounts are in clear, each opened as it is asked
    for: they go to the bank, and nowhere else; a number its file does not hold stays sealed.
    """

    @property
    def number(self) -> int: ...  # of the line in its roll; left-out lines leave a gap
    @property
    def name(self) -> str: ...
    @property
    def id_number(self) -> str: ...
    @property
    def holder(self) -> str: ...
    @property
    def holder_id_number(self) -> str: ...
    @property
    def account(self) -> str: ...
    @property
    def bank(self) -> str: ...
    @property
    def division_code(self) -> str: ...
    @property
    def fen(self) -> int: ...
    @property
    def place(self) -> str: ...  # the township in words, on a list of names; a bank is told none


@dataclass(frozen=True, slots=True)
class BankSheet:
    """All a bank file is made of. Written twice from the same rows it gives the same bytes.

    `lines` can be read more than once, each time in the order of their numbers and from the database, piece
    by piece: they are never all in memory at once.
    """

    number: str  # of the roll
    county: str
    programme: str
    memo: str
    month: Month
    on: date  # the business day the file was first made
    count: int
    total_fen: int
    lines: Iterable[BankLine]
