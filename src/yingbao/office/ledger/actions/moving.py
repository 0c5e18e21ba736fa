"""Moving money between two accounts, once for each key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from yingbao.office.ledger.accounts import SIDES, Which
from yingbao.office.ledger.actions.accounts import account_id
from yingbao.office.ledger.choices import Entry

# A transfer that is there is looked for first: SQLite's guard against REPLACE refuses a key tried again.
# ON CONFLICT is for PostgreSQL, where another worker may write the key in between; in one order, so that
# neither waits for the other forever.
_MOVE = """
INSERT INTO ledger_transfer (key, county, "on", entry, debit_id, credit_id, fen)
SELECT asked.key, %s, %s, %s, %s, %s, asked.fen
FROM (SELECT key, MIN(fen) AS fen FROM ({select}) each_asked GROUP BY key) asked
WHERE NOT EXISTS (SELECT 1 FROM ledger_transfer there WHERE there.key = asked.key)
ORDER BY asked.key
ON CONFLICT (key) DO NOTHING RETURNING fen
"""

_MEANS_ANOTHER = """
SELECT COUNT(*), COUNT(DISTINCT asked.key),
       MIN(CASE WHEN there.county = %s AND there.entry = %s AND there.debit_id = %s
                 AND there.credit_id = %s AND there.fen = asked.fen THEN NULL ELSE asked.key END)
FROM ({select}) asked JOIN ledger_transfer there ON there.key = asked.key
"""


class KeyMeansAnother(Exception):
    """The key stands in the book already, for another amount or between other accounts."""


class WrongSides(Exception):
    """The entry does not move money between these two kinds of account."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How many transfers were new, and their sum in fen; what was there already is not counted."""

    count: int
    fen: int


def move(  # noqa: PLR0913 - a transfer is all of this
    *, key: str, county: str, on: date, entry: str, debit: Which, credit: Which, fen: int
) -> bool:
    """Move money once. Return False if the key stands in the book already, whatever its day.

    `fen` is above nought. Belongs into the caller's transaction, with what it is about.

    Raises:
        KeyMeansAnother: The key is there for another amount, entry or account.
        WrongSides: The entry does not move money between these kinds of account.
    """
    # PostgreSQL takes a bare parameter for text.
    one = "SELECT CAST(%s AS text) AS key, CAST(%s AS bigint) AS fen"
    moved = move_all(
        county=county, on=on, entry=entry, debit=debit, credit=credit, select=one, params=(key, fen)
    )
    return moved.count == 1


def move_all(  # noqa: PLR0913 - a transfer is all of this
    *,
    county: str,
    on: date,
    entry: str,
    debit: Which,
    credit: Which,
    select: str,
    params: Sequence[Any] = (),
) -> Moved:
    """Move money once for each row (key, fen) of a SELECT; keys that stand in the book are left as they are.

    The SELECT names its columns `key` and `fen` (above nought) and is read twice: before the transfers are
    written, and again to see that each key means what it says. Belongs into the caller's transaction.

    Raises:
        KeyMeansAnother: A key is there for another amount, entry or account, or twice in the SELECT.
        WrongSides: The entry does not move money between these kinds of account.
    """
    if SIDES[Entry(entry)] != (debit.kind, credit.kind):
        raise WrongSides(f"{entry}: {debit.kind}, {credit.kind}")
    with transaction.atomic():
        sides = (account_id(county=county, which=debit), account_id(county=county, which=credit))
        moved = _write(select, (county, on.isoformat(), str(entry), *sides, *params))
        # Where each row became a transfer of its own, none of them can mean another.
        if moved.count != _count(select, params):
            _see_that_each_means_this(select, (county, str(entry), *sides, *params))
    return moved


def _write(select: str, params: tuple[Any, ...]) -> Moved:
    with connection.cursor() as cursor:
        cursor.execute(_MOVE.format(select=select), params)
        amounts = [fen for (fen,) in cursor.fetchall()]
    return Moved(len(amounts), sum(amounts))


def _count(select: str, params: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({select}) asked", params)  # noqa: S608 - the caller's own words
        (count,) = cursor.fetchone()
    return int(count)


def _see_that_each_means_this(select: str, params: tuple[Any, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MEANS_ANOTHER.format(select=select), params)
        rows, keys, other = cursor.fetchone()
    if other is not None:
        raise KeyMeansAnother(other)
    if rows != keys:
        raise KeyMeansAnother(f"{rows - keys} keys twice in one finding")
