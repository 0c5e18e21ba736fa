"""`yingbao work`: what waits is done in turn, and what breaks stops itself and nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.people import WULINGYUAN, Cast
from tests.rosters import payee, write_xlsx
from yingbao.edges.jobs import worker
from yingbao.edges.jobs.rosters import next_source
from yingbao.office.register.actions.rosters.receiving import Statement, confirm_roster, receive_roster
from yingbao.office.register.actions.rosters.staging import begin_reading
from yingbao.office.register.models import Source, Spell
from yingbao.values.month import Month

NOON = datetime(2026, 6, 15, 4, tzinfo=UTC)


def now() -> datetime:
    return NOON


def receive(cast: Cast, folder: Path, name: str = "p.xlsx") -> Source:
    path = write_xlsx(folder / name, [payee(1)], sheet=Path(name).stem)
    said = Statement(name, "", WULINGYUAN, Month(2026, 6))
    return receive_roster(pieces=[path.read_bytes()], said=said, at=NOON, by=cast.xiang_dong).source


def test_a_received_list_is_read_and_then_waits_for_the_officer(cast: Cast, tmp_path: Path) -> None:
    source = receive(cast, tmp_path)

    assert worker.work_once(now)
    source.refresh_from_db()
    assert (source.state, source.kind) == ("read", "two-allowances-payees")
    assert next_source(NOON) is None


def test_a_confirmed_list_comes_before_one_that_was_only_received(cast: Cast, tmp_path: Path) -> None:
    first = receive(cast, tmp_path)
    worker.work_once(now)
    receive(cast, tmp_path, "q.xlsx")
    first.refresh_from_db()
    confirm_roster(source=first, by=cast.xiang_dong)

    assert next_source(NOON) == first
    worker.work_once(now)
    assert Spell.objects.count() == 1


def test_the_list_of_a_dead_worker_is_taken_over_and_that_of_a_living_one_is_not(
    cast: Cast, tmp_path: Path
) -> None:
    source = begin_reading(source=receive(cast, tmp_path), at=NOON)

    assert next_source(NOON + timedelta(seconds=30)) is None
    assert next_source(NOON + timedelta(seconds=90)) == source


def test_a_list_that_breaks_the_worker_stops_and_the_next_is_done(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = receive(cast, tmp_path)

    def broken(*_: object) -> Source:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(worker, "work_on", broken)
    assert worker.work_once(now)
    source.refresh_from_db()
    assert (source.state, "worker_failed" in source.problem) == ("failed", True)
    assert next_source(NOON) is None
