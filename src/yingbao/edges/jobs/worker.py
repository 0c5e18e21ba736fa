"""The loop of `yingbao work`: what waits, one thing after the other, for ever or until nothing waits."""

import logging
import platform
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from yingbao.edges.jobs.determinations import ask_for_what_is_new, do_next_run
from yingbao.edges.jobs.reckonings import ask_for_what_is_owed, do_next_reckoning
from yingbao.edges.jobs.rosters import next_source, work_on
from yingbao.edges.jobs.running import do_next_job
from yingbao.edges.jobs.sending import send_next
from yingbao.edges.jobs.timetable import ask_for_due_days
from yingbao.office.access.sight import seeing_all
from yingbao.office.audit.actions import seal_acts, seal_when_due
from yingbao.office.jobs.actions import note_worker
from yingbao.office.register.actions.recording import NotConfirmed
from yingbao.office.register.actions.rosters.applying import NotApplying
from yingbao.office.register.actions.rosters.receiving import fail_roster
from yingbao.office.register.actions.rosters.staging import NotToBeRead
from yingbao.office.register.choices import SourceState
from yingbao.office.register.models import Source

log = logging.getLogger(__name__)
IDLE_SECONDS = 1.0
# How often the worker says it is there; a health page asks whether it did within two minutes.
SEEN_EVERY = timedelta(seconds=30)
Clock = Callable[[], datetime]


@seeing_all(reason="lists and runs are about whole counties")
def work(clock: Clock, *, until_idle: bool, wait: Callable[[float], None] = time.sleep) -> int:
    """Do what waits; return how many things were done.

    When a day begins, its work is asked for. Between two things the book of acts is sealed.
    """
    ask_for_what_is_new(at=clock())
    watch, done = Watch(clock), 0
    while True:
        watch.look()
        seal_when_due(at=clock())
        if work_once(clock):
            done += 1
        elif until_idle:
            seal_acts(at=clock())
            return done
        else:
            wait(IDLE_SECONDS)


class Watch:
    """Looks at the clock between two things: says the worker is there, asks for the work of a new day."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.seen_at: datetime | None = None
        self.day: date | None = None

    def look(self) -> None:
        """Do what the clock says."""
        at = self.clock()
        if self.seen_at is None or not timedelta() <= at - self.seen_at < SEEN_EVERY:
            note_worker(name=platform.node(), at=at)
            self.seen_at = at
        if self.day != localdate(at):
            ask_for_due_days(at=at)
            ask_for_what_is_owed(at=at)
            self.day = localdate(at)


@seeing_all(reason="lists and runs are about whole counties")
def work_once(clock: Clock) -> bool:
    """Do one thing; return whether there was any.

    What officers wait for comes first: lists, then messages, then the timetable, then runs, which ask
    what the others told, then what is owed, which rests on what the runs found.
    """
    source = next_source(clock())
    if source is not None:
        return _work_on(source, clock)
    if send_next(at=clock()) or do_next_job(clock) is not None:
        return True
    if do_next_run(at=clock()) is not None:
        ask_for_what_is_owed(at=clock())
        return True
    return do_next_reckoning(at=clock()) is not None


def _work_on(source: Source, clock: Clock) -> bool:
    try:
        source = work_on(source, clock)
    except (NotConfirmed, NotToBeRead, NotApplying) as why:
        # An officer cancelled it or another worker took it, between our look and our first step.
        log.info("source %s is no longer ours: %s", source.pk, why)
        return True
    except Exception:
        # A list that breaks the worker must not break it again for ever; the error itself is for us.
        log.exception("source %s failed", source.pk)
        fail_roster(source=source, code="worker_failed")
        return True
    if source.state == SourceState.APPLIED:
        ask_for_what_is_new(at=clock())
    return True
