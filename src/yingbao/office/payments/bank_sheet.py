"""What a bank is asked to pay: the lines of a roll that a bank file is written of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yingbao.values.month import Month


@dataclass(frozen=True, slots=True)
class BankLine:
    """One payment: to whom it is owed, to whose account it goes, how many fen.

    What is not known is empty. The numbers are in clear: they go to the bank, and nowhere else.
    """

    number: int  # of the line in its roll; left-out lines leave a gap
    name: str
    id_number: str
    holder: str
    holder_id_number: str
    account: str
    bank: str
    division_code: str
    fen: int


@dataclass(frozen=True, slots=True)
class BankSheet:
    """All a bank file is made of. Written twice from the same rows it gives the same bytes.

    `lines` can be read more than once, each time in the order of their numbers; of a very long roll they are
    read from the database piece by piece, so that they are not all in memory at once.
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
