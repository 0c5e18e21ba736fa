"""A clerk saves beside a bulk job, on both databases, and no save fails (D8)."""

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection, connections

from tests.edges.jobs.test_killed_jobs import Clock, overdue_cases
from tests.people import WULINGYUAN
from yingbao.edges.jobs import pieces
from yingbao.edges.jobs.running import do_next_job
from yingbao.office.access.sight import seeing_all
from yingbao.office.casework.models import Alarm
from yingbao.office.jobs.actions import ask
from yingbao.office.jobs.choices import JobState
from yingbao.office.jobs.models import Job
from yingbao.office.messages.actions import News, tell
from yingbao.office.messages.choices import MessageKind
from yingbao.office.messages.models import Message

NOON = datetime(2026, 6, 20, 4, tzinfo=UTC)
SAVES = 40


def save(number: int) -> None:
    """One small save, as a page makes it."""
    news = News(f"beside:{number}", MessageKind.CASE_TURN, WULINGYUAN, WULINGYUAN, "township")
    tell([news], on=date(2026, 6, 20), at=NOON)


@pytest.fixture
def at_once(transactional_db: None, tmp_path: Path) -> Callable[..., list[BaseException]]:
    """Do works at the same time, each with a connection of its own; return what failed.

    On SQLite in a copy on disk: the tests' database in memory has one writer. It is a copy of the first time.
    """
    file = tmp_path / "copy.sqlite3"

    def do(*works: Callable[[], object]) -> list[BaseException]:
        known = connections.settings["default"]["NAME"]
        if connection.vendor == "sqlite":
            if not file.exists():
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM INTO %s", [str(file)])
            connections.settings["default"]["NAME"] = str(file)
        try:
            return together(works)
        finally:
            connections.settings["default"]["NAME"] = known

    return do


def together(works: Sequence[Callable[[], object]]) -> list[BaseException]:
    failed: list[BaseException] = []
    begin = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            begin.wait(30)
            with seeing_all(reason="tests"):
                work()
        except Exception as why:  # noqa: BLE001  # the test tells it
            failed.append(why)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for each in threads:
        each.start()
    for each in threads:
        each.join(240)
    return failed


def test_a_bulk_job_makes_no_save_fail(
    at_once: Callable[..., list[BaseException]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "PIECE", 3)
    overdue_cases(60)
    ask(kind="limits_alarm", county=WULINGYUAN, params={"on": "2026-06-20"}, at=NOON, by="tests")
    found: list[object] = []

    def count() -> None:
        found.append(Job.objects.get().state)
        found.append(Message.objects.filter(key__startswith="beside:").count())
        found.append(Alarm.objects.count())

    bulk, clerk = (lambda: do_next_job(Clock())), (lambda: [save(number) for number in range(SAVES)])
    assert at_once(bulk, clerk) == []
    assert at_once(count) == []
    assert found == [JobState.DONE, SAVES, 180]


def test_of_two_workers_one_does_the_job(at_once: Callable[..., list[BaseException]]) -> None:
    overdue_cases(3)
    ask(kind="limits_alarm", county=WULINGYUAN, params={"on": "2026-06-20"}, at=NOON, by="tests")
    done: list[Job | None] = []
    work = lambda: done.append(do_next_job(Clock()))  # noqa: E731
    assert at_once(work, work, work) == []
    assert len([job for job in done if job is not None]) == 1
