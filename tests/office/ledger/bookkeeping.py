"""A small book of money, and a hand on the database behind the product's back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection

from tests.people import WULINGYUAN
from yingbao.office.ledger.accounts import SIDES, Which
from yingbao.office.ledger.actions.accounts import account_id
from yingbao.office.ledger.actions.moving import move
from yingbao.office.ledger.choices import AccountKind, Entry

ON = date(2026, 6, 15)
PROGRAMME = "living"


def which(kind: AccountKind, *, fund: str = "county", programme: str = PROGRAMME) -> Which:
    """Return the account of a kind, of 2026 where it has a year."""
    if kind == AccountKind.FUND:
        return Which(kind, fund=fund, year=2026)
    if kind in (AccountKind.COST, AccountKind.IN_TRANSIT, AccountKind.DRAWN):
        return Which(kind, programme=programme, year=2026)
    return Which(kind, programme=programme)


def enter(entry: Entry, key: str, fen: int, *, on: date = ON, county: str = WULINGYUAN) -> bool:
    """Write down one entry of the one programme."""
    debit, credit = (which(kind) for kind in SIDES[entry])
    return move(key=key, county=county, on=on, entry=entry, debit=debit, credit=credit, fen=fen)


def write_month() -> None:
    """Write down a month of three persons: one paid, one sent back, one who has to give something back."""
    for number, fen in ((1, 11000), (2, 9000), (3, 7000)):
        enter(Entry.OWED, f"due:{number}", fen)
    enter(Entry.OWED_LESS, "due:4", 5000)
    enter(Entry.PAID_BEFORE, "before:3", 7000)
    enter(Entry.TO_RECOVER, "receivable:1", 5000)
    enter(Entry.RECOVERED, "recovery:1", 1000)
    enter(Entry.DRAWN, "roll:1:drawn:county", 18500)
    for number, fen in ((1, 10500), (2, 8000)):
        enter(Entry.SENT, f"line:{number}:sent", fen)
    later = date(2026, 6, 18)
    enter(Entry.SETTLED, "line:1:settled", 10500, on=later)
    enter(Entry.SET_OFF, "line:1:set-off", 500, on=later)
    enter(Entry.FAILED, "line:2:failed", 8000, on=later)
    enter(Entry.GIVEN_BACK, "roll:1:given-back:county", 8000, on=later)
    enter(Entry.WRITTEN_OFF, "write-off:1", 3500, on=date(2026, 9, 1))


def slip_in(
    entry: Entry, key: str, fen: int, *, sides: tuple[Which, Which] | None = None, **other: Any
) -> None:
    """Put a transfer into the table as only a hand on the database would."""
    debit, credit = sides or tuple(which(kind) for kind in SIDES[entry])
    county = other.get("county", WULINGYUAN)
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO ledger_transfer (key, county, "on", entry, debit_id, credit_id, fen)'
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                key,
                county,
                other.get("on", ON).isoformat(),
                entry,
                account_id(county=WULINGYUAN, which=debit),
                account_id(county=WULINGYUAN, which=credit),
                fen,
            ],
        )


@contextmanager
def unguarded(table: str = "ledger_transfer") -> Iterator[Any]:
    """Take the guards of a table away for a while, as whoever owns the database can."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Nothing may wait for the end of the transaction when a trigger is turned.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield cursor
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        guards = cursor.fetchall()
        assert guards
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        yield cursor
        for _, text in guards:
            cursor.execute(text)


def tamper(statement: str, table: str = "ledger_transfer") -> None:
    """Carry out a statement that the triggers would refuse; it must touch something."""
    with unguarded(table) as cursor:
        cursor.execute(statement)
        assert cursor.rowcount > 0
