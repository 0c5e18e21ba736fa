"""Doing jobs: take the next one, step by step, until it is done, somebody cancels it or it breaks."""

import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime

from yingbao.edges.jobs.bundles import do_bundle
from yingbao.edges.jobs.takeovers import do_taking_over
from yingbao.edges.jobs.timetable import timetable
from yingbao.law.packs import PackProblems
from yingbao.office.casework.actions.bundling import WORK
from yingbao.office.jobs.actions import NoLongerOurs, Progress, fail, finish, progress, take_up
from yingbao.office.jobs.choices import JobProblem
from yingbao.office.jobs.models import Job
from yingbao.office.payments.queries import takeovers

Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


def do_next_job(clock: Clock, *, kinds: list[str] | None = None) -> Job | None:
    """Do the next job that waits or lost its worker, and return it as it stands then, or None.

    A job that breaks the worker has failed and is told to the administrators; the next one has its turn.
    """
    job = take_up(at=clock(), kinds=kinds)
    if job is None:
        return None
    try:
        _do(job, clock)
    except NoLongerOurs:
        log.info("%s is no longer ours", job)
    except (PackProblems, takeovers.NotByList) as why:
        log.warning("%s failed: %s", job, why)
        fail(job=job, problem=JobProblem.RULES, at=clock())
    except Exception:
        # A job that breaks the worker must not break it again for ever; the error itself is for us.
        log.exception("%s failed", job)
        fail(job=job, problem=JobProblem.BROKE, at=clock())
    job.refresh_from_db()
    return job


def _do(job: Job, clock: Clock) -> None:
    steps = _steps(job, clock())
    if steps is None:
        fail(job=job, problem=JobProblem.UNKNOWN_KIND, at=clock())
        return
    for made in steps:
        progress(job=job, made=made, at=clock())
    finish(job=job, at=clock())


def _steps(job: Job, at: datetime) -> Iterator[Progress] | None:
    """Return the work of a job step by step: what an officer asked for, or a line of the timetable."""
    begun = Progress(job.done, job.total, job.place)
    if job.kind == WORK:
        return do_bundle(job=job, at=at, begun=begun)
    if job.kind == takeovers.WORK:
        return do_taking_over(job=job, at=at)
    entry = timetable().get(job.kind)
    if entry is None:
        return None
    return entry.work(county=job.county, on=date.fromisoformat(job.params["on"]), at=at, begun=begun)
