"""What a bank file and a list of names are written of: the lines of a roll, with the numbers in clear."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models.functions import Substr

from yingbao.office.access.queries import get_names
from yingbao.office.payments.bank_sheet import BankLine, BankSheet
from yingbao.office.payments.choices import LineState
from yingbao.office.payments.models import PayeeAccount, Roll
from yingbao.office.payments.queries.payees import clear_account
from yingbao.office.payments.queries.rolls import TOWNSHIP
from yingbao.office.register.sealing import unseal
from yingbao.values.month import Month

AT_ONCE = 5_000
# The number of the one payment of a roll that goes to an organisation.
WHOLE = 1
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
    """Return the sheet of a roll first filed on a day. The caller sees everyone, and writes it down.

    Where an organisation is paid for all, it is one payment of the whole sum.
    """
    if roll.payee_account is not None:
        return _sheet(roll, on, 1, (_whole(roll, roll.payee_account),))
    return _sheet(roll, on, roll.lines_in, _Lines(roll))


def names_of(roll: Roll, on: date) -> BankSheet:
    """Return those an organisation is paid for: a line for each, with the township and no account."""
    return _sheet(roll, on, roll.lines_in, _Names(roll))


def _sheet(roll: Roll, on: date, count: int, lines: Iterable[BankLine]) -> BankSheet:
    return BankSheet(
        number=roll.number,
        county=roll.county,
        programme=roll.programme,
        memo=roll.memo,
        month=Month.of(roll.month.month),
        on=on,
        count=count,
        total_fen=roll.total_fen,
        lines=lines,
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
    def place(self) -> str:
        """Nothing a bank is told."""
        return ""

    @property
    def id_number(self) -> str:
        return _opened(self.id_number_sealed, "person.number", self.person_row)

    @property
    def account(self) -> str:
        return _opened(self.account_sealed, "bankaccount.account", self.account_row)

    @property
    def holder_id_number(self) -> str:
        return _opened(self.holder_id_number_sealed, "bankaccount.holder_number", self.account_row)


@dataclass(frozen=True, slots=True)
class _Told:
    """A line that is told otherwise than it is kept: an organisation's, or one of a list of names."""

    number: int
    name: str
    id_number: str
    holder: str
    fen: int
    division_code: str
    holder_id_number: str = ""
    account: str = ""
    bank: str = ""
    place: str = ""


def _whole(roll: Roll, account: PayeeAccount) -> _Told:
    payee = account.payee
    return _Told(
        number=WHOLE,
        name=payee.name,
        id_number=payee.credit_code,
        holder=account.holder_name,
        fen=roll.total_fen,
        division_code=roll.county,
        holder_id_number=payee.credit_code,
        account=clear_account(account),
        bank=account.bank,
    )


@dataclass(frozen=True)
class _Names:
    """The lines of a roll as the organisation that is paid for them is told."""

    roll: Roll

    def __iter__(self) -> Iterator[BankLine]:
        codes = self.roll.lines.annotate(township=Substr("division_code", 1, TOWNSHIP)).order_by()
        places = get_names(codes.values_list("township", flat=True).distinct())
        for each in _Lines(self.roll):
            code = each.division_code
            place = places.get(code[:TOWNSHIP], "")
            yield _Told(each.number, each.name, each.id_number, each.holder, each.fen, code, place=place)


def _opened(sealed: bytes | None, column: str, row: int) -> str:
    return "" if sealed is None else unseal(sealed, column=column, row=row)
