"""The book of money read aloud: what moved in a year, and what stood on the accounts before a day."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db import connection

from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.models import Account, Transfer

# What stands on every account before a day: what was debited less what was credited.
_BALANCES = """
SELECT a.kind, a.fund, a.programme, a.year, SUM(sides.fen) FROM (
  SELECT debit_id AS account_id, SUM(fen) AS fen FROM ledger_transfer
  WHERE county = %s AND "on" < %s GROUP BY debit_id
  UNION ALL
  SELECT credit_id, -SUM(fen) FROM ledger_transfer WHERE county = %s AND "on" < %s GROUP BY credit_id) sides
JOIN ledger_account a ON a.id = sides.account_id
GROUP BY a.kind, a.fund, a.programme, a.year ORDER BY a.kind, a.fund, a.programme, a.year
"""
_CHUNK = 5_000


class Moving(NamedTuple):
    """One transfer, with its two accounts; the amount in fen."""

    key: str
    on: date
    entry: str
    debit: Which
    credit: Which
    fen: int


def balances_before(county: str, day: date) -> dict[Which, int]:
    """Return what stood on each account of a county before a day, in fen: debits less credits."""
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES, [county, day.isoformat(), county, day.isoformat()])
        return {Which(*account): int(fen) for *account, fen in cursor.fetchall()}


def transfers_between(county: str, first: date, until: date) -> Iterator[Moving]:
    """Yield what moved in a county from a day until before another, by day and key."""
    accounts = {
        each.pk: Which(each.kind, each.fund, each.programme, each.year)
        for each in Account.objects.filter(county=county)
    }
    moved = Transfer.objects.filter(county=county, on__gte=first, on__lt=until).order_by("on", "key")
    rows = moved.values_list("key", "on", "entry", "debit_id", "credit_id", "fen")
    for key, on, entry, debit, credit, fen in rows.iterator(chunk_size=_CHUNK):
        yield Moving(key, on, entry, accounts[debit], accounts[credit], fen)
