"""What a bank file is written of: the lines of a roll, with the numbers in clear."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from yingbao.office.payments.bank_sheet import BankLine, BankSheet
from yingbao.office.payments.choices import LineState
from yingbao.office.payments.models import Roll
from yingbao.office.register.sealing import unseal
from yingbao.values.month import Month

AT_ONCE = 5_000
# As _Line has them.
_COLUMNS = (
    "number",
    "name",
    "holder_name",
    "account__bank",
    "division_code",
    "fen",
    "person_id",
    "person__number_sealed",
    "account_id",
    "account__account_sealed",
    "account__holder_number_sealed",
)


def sheet_of(roll: Roll, on: date) -> BankSheet:
    """Return the sheet of a roll first filed on a day. The caller sees everyone, and writes it down."""
    return BankSheet(
        number=roll.number,
        county=roll.county,
        programme=roll.programme,
        memo=roll.memo,
        month=Month.of(roll.month.month),
        on=on,
        count=roll.lines_in,
        total_fen=roll.total_fen,
        lines=_Lines(roll),
    )


@dataclass(frozen=True)
class _Lines:
    """The lines the bank is asked to pay, read in pieces each time they are asked for."""

    roll: Roll

    def __iter__(self) -> Iterator[BankLine]:
        rows = self.roll.lines.exclude(state=LineState.OUT).filter(fen__gt=0).order_by("number")
        return map(_Line._make, rows.values_list(*_COLUMNS).iterator(chunk_size=AT_ONCE))


class _Line(NamedTuple):
    """One of them as it is kept: opening a number is most of the work of writing a file."""

    number: int
    name: str
    holder: str
    bank: str
    division_code: str
    fen: int
    person_row: int
    id_number_sealed: bytes | None
    account_row: int
    account_sealed: bytes | None
    holder_id_number_sealed: bytes | None

    @property
    def id_number(self) -> str:
        return _opened(self.id_number_sealed, "person.number", self.person_row)

    @property
    def account(self) -> str:
        return _opened(self.account_sealed, "bankaccount.account", self.account_row)

    @property
    def holder_id_number(self) -> str:
        return _opened(self.holder_id_number_sealed, "bankaccount.holder_number", self.account_row)


def _opened(sealed: bytes | None, column: str, row: int) -> str:
    return "" if sealed is None else unseal(sealed, column=column, row=row)
