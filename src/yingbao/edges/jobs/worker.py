"""The loop of `yingbao work`: what waits, one thing after the other, for ever or until nothing waits."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from yingbao.edges.jobs.determinations import ask_for_what_is_new, do_next_run
from yingbao.edges.jobs.rosters import next_source, work_on
from yingbao.office.register.actions.recording import NotConfirmed
from yingbao.office.register.actions.rosters.applying import NotApplying
from yingbao.office.register.actions.rosters.receiving import fail_roster
from yingbao.office.register.actions.rosters.staging import NotToBeRead
from yingbao.office.register.choices import SourceState

log = logging.getLogger(__name__)
IDLE_SECONDS = 1.0
Clock = Callable[[], datetime]


def work(clock: Clock, *, until_idle: bool, wait: Callable[[float], None] = time.sleep) -> int:
    """Do what waits; return how many things were done. Lists come before runs, which ask what they told."""
    ask_for_what_is_new(at=clock())
    done = 0
    while True:
        if work_once(clock):
            done += 1
        elif until_idle:
            return done
        else:
            wait(IDLE_SECONDS)


def work_once(clock: Clock) -> bool:
    """Do one thing; return whether there was any."""
    source = next_source(clock())
    if source is None:
        return do_next_run(at=clock()) is not None
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
