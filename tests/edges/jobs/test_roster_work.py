"""`yingbao work`: what waits is done in turn, and what breaks stops itself and nothing else."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests.people import WULINGYUAN, Cast, make_source
from tests.rosters import payee, write_xlsx
from yingbao.edges.jobs import rosters, worker
from yingbao.edges.jobs.rosters import next_source
from yingbao.office.register.actions.recording import begin_recording
from yingbao.office.register.actions.rosters.applying import Applying, NotApplying
from yingbao.office.register.actions.rosters.receiving import (
    Statement,
    cancel_roster,
    confirm_roster,
    receive_roster,
)
from yingbao.office.register.actions.rosters.staging import NotToBeRead, begin_reading
from yingbao.office.register.models import Source, Spell
from yingbao.office.register.roster_kinds import load_kinds_of
from yingbao.values.month import Month

NOON = datetime(2026, 6, 15, 4, tzinfo=UTC)


def now() -> datetime:
    return NOON


def receive(cast: Cast, folder: Path, name: str = "p.xlsx") -> Source:
    path = write_xlsx(folder / name, [payee(1)], sheet=Path(name).stem)
    said = Statement(name, "", WULINGYUAN, Month(2026, 6))
    return receive_roster(pieces=[path.read_bytes()], said=said, at=NOON, by=cast.xiang_dong).source


def confirmed(cast: Cast, folder: Path) -> Source:
    source = receive(cast, folder, "c.xlsx")
    worker.work_once(now)
    source.refresh_from_db()
    return confirm_roster(source=source, by=cast.xiang_dong)


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


def test_what_was_confirmed_waits_while_a_living_worker_applies_and_other_work_goes_on(
    cast: Cast, tmp_path: Path
) -> None:
    waiting = confirmed(cast, tmp_path)
    applying = make_source("dibao", state="applying", applied_at=None, heartbeat_at=NOON)

    assert next_source(NOON) is None
    assert not worker.work_once(now)
    received = receive(cast, tmp_path, "q.xlsx")
    assert next_source(NOON) == received
    Source.objects.filter(pk=applying.pk).update(state="applied", applied_at=NOON)
    assert next_source(NOON) == waiting


def test_a_list_that_breaks_after_it_got_its_new_id_waits_under_it_for_the_next_worker(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = confirmed(cast, tmp_path)
    make_source("dibao")  # something newer was recorded

    def broken(*_: object) -> Applying:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(rosters, "Applying", broken)
        assert worker.work_once(now)
    assert not Source.objects.filter(pk=source.pk).exists()
    assert not worker.work_once(now)
    later = NOON + timedelta(seconds=90)
    assert worker.work_once(lambda: later)
    assert Source.objects.get(kind="two-allowances-payees").state == "applied"


@pytest.mark.parametrize("state", ["received", "confirmed"])
def test_what_an_officer_cancels_just_before_its_turn_stays_cancelled(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    source = confirmed(cast, tmp_path) if state == "confirmed" else receive(cast, tmp_path)

    def cancelled_meanwhile(at: datetime) -> Source | None:
        found = next_source(at)
        if found is not None:
            cancel_roster(source=found, by=cast.xiang_dong)
        return found

    monkeypatch.setattr(worker, "next_source", cancelled_meanwhile)
    assert worker.work_once(now)
    source.refresh_from_db()
    assert (source.state, source.problem) == ("cancelled", "")


def test_two_workers_do_not_read_the_same_file(cast: Cast, tmp_path: Path) -> None:
    source = receive(cast, tmp_path)
    begin_reading(source=source, at=NOON)

    with pytest.raises(NotToBeRead):
        begin_reading(source=source, at=NOON + timedelta(seconds=30))
    assert begin_reading(source=source, at=NOON + timedelta(seconds=90)).state == "reading"


def test_two_workers_do_not_apply_the_same_rows(cast: Cast, tmp_path: Path) -> None:
    source = begin_recording(source=confirmed(cast, tmp_path), at=NOON, by="yingbao work")
    kind = load_kinds_of(settings.POLICY_DIR, WULINGYUAN)[source.kind]
    with closing(Applying(source, kind)) as first, closing(Applying(source, kind)) as second:
        first.step(NOON)
        with pytest.raises(NotApplying):
            second.step(NOON)
    assert Spell.objects.count() == 1
