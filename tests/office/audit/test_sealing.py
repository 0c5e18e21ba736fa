"""Every act is sealed exactly once, whoever writes at the same time and whatever is rolled back."""

import random
import threading
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction

from tests.office.audit.tampering import AT, tamper, write_book
from yingbao.office.audit.actions import record, seal_acts, seal_when_due, sealing
from yingbao.office.audit.digests import NOTHING_BEFORE
from yingbao.office.audit.models import Act, Seal
from yingbao.office.audit.queries.seals import get_seal_state
from yingbao.office.audit.spans import numbers_in, read_spans
from yingbao.office.audit.verification import verify_book

pytestmark = pytest.mark.django_db


def sealed_acts() -> Counter[int]:
    return Counter(
        n for text in Seal.objects.values_list("spans", flat=True) for n in numbers_in(read_spans(text))
    )


def test_seals_follow_one_another() -> None:
    book = write_book((4, 5))
    first, second = Seal.objects.order_by("number")

    assert (first.number, first.previous, first.count) == (1, NOTHING_BEFORE, 4)
    assert (second.number, second.previous, second.count) == (2, first.digest, 5)
    assert (second.first, second.last) == (book[1][0], book[1][-1])
    assert sealed_acts() == Counter(number for numbers in book for number in numbers)


def test_nothing_new_makes_no_seal() -> None:
    write_book((2,))

    assert seal_acts(at=AT) == 0
    assert Seal.objects.count() == 1


def test_a_long_book_is_sealed_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "AT_ONCE", 3)
    for _ in range(8):
        record("a.b.c", by="yingbao work")

    assert seal_acts(at=AT) == 8
    assert list(Seal.objects.order_by("number").values_list("count", flat=True)) == [3, 3, 2]
    assert verify_book().fits


def test_a_loop_that_comes_by_often_seals_when_it_is_due() -> None:
    write_book((1,))
    record("a.b.c", by="yingbao work")

    assert seal_when_due(at=AT + timedelta(seconds=9)) == 0
    assert seal_when_due(at=AT + timedelta(seconds=10)) == 1


def test_a_clock_that_was_set_back_does_not_stop_the_sealer() -> None:
    write_book((1,))
    record("a.b.c", by="yingbao work")

    assert seal_when_due(at=AT - timedelta(days=1)) == 1


def test_the_state_tells_what_waits_and_since_when() -> None:
    assert get_seal_state().last is None
    write_book((2,))
    act = record("a.b.c", by="yingbao work")
    record("a.b.c", by="yingbao work")

    state = get_seal_state()
    assert state.last is not None
    assert (state.last.number, state.unsealed, state.oldest) == (1, 2, act.at)
    seal_acts(at=AT)
    assert (get_seal_state().unsealed, get_seal_state().oldest) == (0, None)


@pytest.mark.parametrize("statement", [
    "UPDATE audit_seal SET count = 9",
    "DELETE FROM audit_seal",
    "UPDATE audit_act SET reason = 'x'",
    "DELETE FROM audit_act",
])  # fmt: skip
def test_the_database_refuses_to_change_the_book(statement: str) -> None:
    write_book((2,))

    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify_book().fits


@pytest.mark.parametrize("table", ["audit_act", "audit_seal"])
def test_the_database_refuses_to_empty_or_replace(table: str) -> None:
    write_book((2,))
    statement = f"TRUNCATE {table}"
    if connection.vendor == "sqlite":
        statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"

    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


needs_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time"
)


def in_another_connection(work: Any) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_an_act_whose_transaction_ends_after_later_ones_were_sealed_is_sealed_then() -> None:
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record("slow.act.written", by="yingbao work")
            written.set()
            assert go_on.wait(30)

    thread = in_another_connection(slow)
    assert written.wait(30)
    record("quick.act.written", by="yingbao work")
    assert seal_acts(at=AT) == 1, "nobody waits for a slow writer"
    assert get_seal_state().unsealed == 0
    go_on.set()
    thread.join()

    slow_act = Act.objects.get(verb="slow.act.written")
    assert slow_act.pk < Seal.objects.get().last
    assert get_seal_state().unsealed == 1
    assert seal_acts(at=AT) == 1
    assert set(sealed_acts().values()) == {1}
    assert verify_book().fits
    assert seal_acts(at=AT) == 0


class Undone(Exception):
    pass


def write_with_rollbacks(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        with suppress(Undone), transaction.atomic():
            for _ in range(chance.randint(1, 3)):
                record("a.b.c", by=f"writer {seed}", detail={"n": chance.randint(0, 9)})
            if chance.random() < 0.1:
                raise Undone


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_writers_side_by_side_with_rollbacks_are_sealed_once_each() -> None:
    done = threading.Event()

    def seal() -> None:
        while not done.is_set():
            seal_acts(at=AT)

    sealers = [in_another_connection(seal) for _ in range(2)]
    writers = [in_another_connection(partial(write_with_rollbacks, seed)) for seed in range(6)]
    for thread in writers:
        thread.join()
    done.set()
    for thread in sealers:
        thread.join()
    seal_acts(at=AT)

    assert Seal.objects.count() > 3
    assert sealed_acts() == Counter(Act.objects.values_list("pk", flat=True))
    found = verify_book()
    assert (found.faults, found.unsealed) == (0, 0)


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_book_restored_on_a_server_with_lower_transaction_numbers_goes_on() -> None:
    far = 2**40
    write_book((3, 2))
    record("left.unsealed.then", by="yingbao work")
    tamper(f"UPDATE audit_act SET xid = '{far}'::xid8")
    record("sealed.there.last", by="yingbao work")
    with patch.object(sealing, "get_horizon", lambda: far):
        seal_acts(at=AT)
    for _ in range(3):
        record("written.here.now", by="yingbao work")
        assert seal_acts(at=AT) == 1

    found = verify_book()
    assert (found.faults, found.unsealed) == (0, 0)
    assert sealed_acts() == Counter(Act.objects.values_list("pk", flat=True))
