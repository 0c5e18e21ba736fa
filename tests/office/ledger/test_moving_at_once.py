"""Several workers move the same money at the same moment: it moves once, from accounts opened once."""

import threading
import time
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction

from tests.office.ledger.bookkeeping import which
from tests.people import WULINGYUAN
from yingbao.office.ledger.actions.accounts import account_id
from yingbao.office.ledger.actions.moving import Moved, move_all
from yingbao.office.ledger.choices import AccountKind, Entry
from yingbao.office.ledger.models import Account, Transfer
from yingbao.office.ledger.queries.checking import check_ledger

KEYS = 300
LONGEST = 30.0  # seconds until somebody must have been seen waiting


def at_once(*works: Callable[[], None]) -> list[Exception]:
    """Do these things in threads of their own; return what went wrong."""
    wrong: list[Exception] = []

    def carefully(work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as why:  # noqa: BLE001 - told to the test
            wrong.append(why)
        finally:
            connection.close()

    threads = [threading.Thread(target=carefully, args=[work]) for work in works]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return wrong


def owe_all() -> Moved:
    keys = f"SELECT 'due:' || id AS key, id * 100 AS fen FROM generate_series(1, {KEYS}) AS n(id)"
    sides = which(AccountKind.COST), which(AccountKind.PAYABLE)
    return move_all(
        county=WULINGYUAN,
        on=date(2026, 6, 15),
        entry=Entry.OWED,
        debit=sides[0],
        credit=sides[1],
        select=keys,
    )


def until_one_waits() -> None:
    """Go on when another worker waits for us."""
    # Not pg_stat_activity: inside a transaction it stays what it was when first read.
    waiting = (
        "SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    )
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)  # a lock tells nobody that it is waited for: one has to ask again
    raise TimeoutError("nobody waited: the test saw nothing")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("meeting", ["where the accounts are opened", "where the money is moved"])
def test_workers_at_once_move_it_once(meeting: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    if meeting == "where the money is moved":
        for kind in (AccountKind.COST, AccountKind.PAYABLE):
            account_id(county=WULINGYUAN, which=which(kind))
    first_wrote = threading.Event()
    moved: list[Moved] = []

    def first() -> None:
        with transaction.atomic():
            moved.append(owe_all())
            first_wrote.set()
            until_one_waits()

    def second() -> None:
        first_wrote.wait(LONGEST)
        moved.append(owe_all())

    assert at_once(first, second) == []
    assert sorted((each.count, each.fen) for each in moved) == [(0, 0), (KEYS, 50 * KEYS * (KEYS + 1))]
    assert (Transfer.objects.count(), Account.objects.count()) == (KEYS, 2)
    assert check_ledger(WULINGYUAN).fits
