"""The digest of a roll as its rows are now."""

from collections.abc import Iterator

from django.db.models import TextField, Value
from django.db.models.functions import Cast, Concat

from yingbao.office.payments.choices import LineState
from yingbao.office.payments.digest import DigestedLine, digest_of
from yingbao.office.payments.models import Roll

AT_ONCE = 5_000


def read_digest(roll: Roll) -> str:
    """Return the digest of the lines of a roll that are not left out, those of nothing too."""
    head = (
        roll.number,
        roll.county,
        roll.programme,
        f"{roll.month.month:%Y-%m}",
        roll.bank_format,
        roll.memo,
    )
    return digest_of(head, _lines(roll))


def _lines(roll: Roll) -> Iterator[DigestedLine]:
    rows = roll.lines.exclude(state=LineState.OUT).order_by("number")
    number = Cast("payee_account_id", TextField())
    payee = Concat(Value("payee:"), number, output_field=TextField())
    account = "account_id" if roll.payee_account_id is None else payee
    told = rows.values_list("number", "person_id", account, "holder_name", "fen")
    return map(DigestedLine._make, told.iterator(chunk_size=AT_ONCE))
