"""Two officers at once: places in recorded time become visible in their order."""

import threading

import pytest
from django.db import connection, transaction

from tests.people import NOON, WULINGYUAN, make_cast
from yingbao.office.register.actions.recording import open_entry
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.values.month import Month

JUNE = Month(2026, 6)


@pytest.mark.django_db(transaction=True)
def test_a_later_entry_waits_for_an_earlier_one_to_be_committed() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    cast = make_cast()
    entered, later = threading.Event(), []

    def enter_second() -> None:
        entered.wait()
        later.append(open_entry(division_code=WULINGYUAN, at=NOON, month=JUNE, by=cast.xiang_dong).pk)
        connection.close()

    second = threading.Thread(target=enter_second)
    second.start()
    with transaction.atomic():
        first = open_entry(division_code=WULINGYUAN, at=NOON, month=JUNE, by=cast.zhou_min).pk
        entered.set()
        second.join(timeout=0.7)
        assert later == [], "the second is not visible before the first"
    second.join()

    assert first < later[0] == get_horizon()
