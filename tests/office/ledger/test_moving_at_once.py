"""Several workers move the same money at the same moment: it moves once, from accounts opened once."""

import threading
from datetime import date

import pytest
from django.db import connection

from tests.office.ledger.bookkeeping import which
from tests.people import WULINGYUAN
from yingbao.office.ledger.actions.moving import Moved, move_all
from yingbao.office.ledger.choices import AccountKind, Entry
from yingbao.office.ledger.models import Account, Transfer
from yingbao.office.ledger.queries.checking import check_ledger

WORKERS, KEYS = 4, 300


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_move_it_once() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    together, moved = threading.Barrier(WORKERS), []
    wrong: list[Exception] = []

    def work(worker: int) -> None:
        # Each finds the same in an order of its own.
        order = "DESC" if worker % 2 else "ASC"
        keys = f"SELECT 'due:' || id AS key, id * 100 AS fen FROM generate_series(1, {KEYS}) AS n(id) ORDER BY id {order}"
        together.wait()
        try:
            moved.append(
                move_all(
                    county=WULINGYUAN,
                    on=date(2026, 6, 15),
                    entry=Entry.OWED,
                    debit=which(AccountKind.COST),
                    credit=which(AccountKind.PAYABLE),
                    select=keys,
                )
            )
        except Exception as why:  # noqa: BLE001 - told below
            wrong.append(why)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=[number]) for number in range(WORKERS)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    assert wrong == []
    fen = sum(range(1, KEYS + 1)) * 100
    assert (sum(each.count for each in moved), sum(each.fen for each in moved)) == (KEYS, fen)
    assert all(isinstance(each, Moved) for each in moved)
    assert (Transfer.objects.count(), Account.objects.count()) == (KEYS, 2)
    assert check_ledger(WULINGYUAN).fits
