"""PostgreSQL is told how large tables are after much was written into them."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.office.register.test_rosters import bring, payees
from tests.people import NOON, WULINGYUAN, Cast, make_person
from tests.rosters import payee
from yingbao.office.determination.actions import determine, running
from yingbao.office.register.actions.rosters import applying
from yingbao.office.register.statistics import analyze_room
from yingbao.values.month import Month


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the rooms whose tables were weighed; one row is many."""
    rooms: list[str] = []
    for module in (applying, running):
        monkeypatch.setattr(module, "analyze_room", rooms.append)
        monkeypatch.setattr(module, "MANY", 1)
    return rooms


def test_tables_are_weighed_where_the_server_joins_by_their_size(cast: Cast) -> None:
    make_person("王秀兰", "430811001001")

    with CaptureQueriesContext(connection) as asked:
        analyze_room("register")

    told = [query["sql"] for query in asked if query["sql"].startswith("ANALYZE")]
    if connection.vendor == "sqlite":
        assert len(asked) == 0
        return
    assert len(told) == 1
    assert "register_person" in told[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'register_person'")
        assert cursor.fetchone()[0] >= 1


def test_after_a_long_list_the_tables_are_weighed(cast: Cast, tmp_path: Path, weighed: list[str]) -> None:
    path = payees(tmp_path, [payee(part) for part in range(1, 4)])

    bring(path, cast.zhou_min)
    assert weighed == ["register"]

    bring(payees(tmp_path, [payee(part) for part in range(1, 4)], "again.xlsx"), cast.zhou_min)
    assert weighed == ["register"], "nothing was written"


def test_after_many_decisions_the_tables_are_weighed(cast: Cast, weighed: list[str]) -> None:
    make_person("王秀兰", "430811001001")

    for _ in range(2):
        determine(county=WULINGYUAN, month=Month(2026, 6), at=NOON, by="yingbao work")

    assert weighed == ["determination"], "the second run wrote nothing"
