"""What a bank file is written of: the lines of a roll, with the numbers in clear."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yingbao.office.payments.bank_sheet import BankLine, BankSheet
from yingbao.office.payments.choices import LineState
from yingbao.office.payments.models import Roll
from yingbao.office.register.sealing import Place, sealer
from yingbao.values.month import Month

AT_ONCE = 5_000
# So many lines are opened once and held; of more, each reading opens them again.
HELD = 50_000
_COLUMNS = (
    "number",
    "name",
    "person_id",
    "person__number_sealed",
    "holder_name",
    "account_id",
    "account__holder_number_sealed",
    "account__account_sealed",
    "account__bank",
    "division_code",
    "fen",
)


def sheet_of(roll: Roll, on: date) -> BankSheet:
    """Return the sheet of a roll first filed on a day. The caller sees everyone, and writes it down."""
    lines = _BankLines(roll)
    return BankSheet(
        number=roll.number,
        county=roll.county,
        programme=roll.programme,
        memo=roll.memo,
        month=Month.of(roll.month.month),
        on=on,
        count=roll.lines_in,
        total_fen=roll.total_fen,
        lines=tuple(lines) if roll.lines_in <= HELD else lines,
    )


@dataclass(frozen=True)
class _BankLines:
    """The lines the bank is asked to pay, read in pieces each time they are asked for."""

    roll: Roll

    def __iter__(self) -> Iterator[BankLine]:
        rows = self.roll.lines.exclude(state=LineState.OUT).filter(fen__gt=0).order_by("number")
        open_one = sealer().decrypt

        def clear(sealed: bytes | None, column: str, row: int) -> str:
            return "" if sealed is None else open_one(sealed, Place(column, row)).decode()

        for (
            number,
            name,
            person,
            id_number,
            holder,
            account,
            holder_id,
            card,
            bank,
            code,
            fen,
        ) in rows.values_list(*_COLUMNS).iterator(chunk_size=AT_ONCE):
            yield BankLine(
                number=number,
                name=name,
                id_number=clear(id_number, "person.number", person),
                holder=holder,
                holder_id_number=clear(holder_id, "bankaccount.holder_number", account),
                account=clear(card, "bankaccount.account", account),
                bank=bank,
                division_code=code,
                fen=fen,
            )
