"""The only writers of background work. Each change asks first whether the job is still ours."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.jobs.choices import OPEN, JobProblem, JobState
from yingbao.office.jobs.models import Job, Tick, Worker
from yingbao.office.jobs.queries import dead, get_next_job
from yingbao.office.messages.actions import News, tell
from yingbao.office.messages.choices import MessageKind

# A job whose worker died so often kills its workers.
MOST_ATTEMPTS = 5
TIMETABLE = "timetable"


class NoLongerOurs(Exception):
    """Another worker has taken the job up, or an officer cancelled it: stop without writing more."""


class OverAlready(Exception):
    """The job has ended: there is nothing to cancel."""


class StillOpen(Exception):
    """The job waits or runs: it is not asked for again."""


@dataclass(frozen=True)
class Progress:
    """How much of a job is committed: so many of so many, and the place where it goes on."""

    done: int
    total: int | None = None
    place: str = ""


@transaction.atomic
def ask(*, kind: str, county: str, params: dict[str, object], at: datetime, by: Officer | str) -> Job:
    """Ask for a piece of work and return it; `params` name no person. A command gives its name as `by`."""
    job = Job.objects.create(
        kind=kind,
        county=county,
        params=params,
        asked_by=by if isinstance(by, str) else by.username,
        asked_at=at,
    )
    record(
        "jobs.job.asked", subject=f"job:{job.pk}", by=by, detail={"kind": kind, "county": county, **params}
    )
    return job


def begin_day(*, kind: str, county: str, day: date, at: datetime) -> Job | None:
    """Ask for the work of one day of the timetable; None where somebody has done so before."""
    if Tick.objects.filter(kind=kind, county=county, day=day).exists():
        return None
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind, county=county, params={"on": str(day)}, asked_by=TIMETABLE, asked_at=at
            )
            Tick.objects.create(kind=kind, county=county, day=day, job=job)
    except IntegrityError:  # another worker was first, between our look and our row
        return None
    return job


def take_up(*, at: datetime, kinds: list[str] | None = None) -> Job | None:
    """Take the next job that waits or lost its worker, and return it; None when there is none.

    What was to be cancelled is cancelled, and what killed its worker again and again has failed.
    """
    while job := get_next_job(at, kinds):
        if job.cancelled_by:
            _end(job, JobState.CANCELLED, at)
        elif job.attempt >= MOST_ATTEMPTS:
            fail(job=job, problem=JobProblem.KILLED, at=at)
        elif _taken(job, at):
            return Job.objects.get(pk=job.pk)
    return None


def _taken(job: Job, at: datetime) -> bool:
    as_seen = Job.objects.filter(pk=job.pk, state=job.state, attempt=job.attempt, cancelled_by="")
    if job.state == JobState.RUNNING:
        as_seen = as_seen.filter(dead(at))
    taken = as_seen.update(
        state=JobState.RUNNING, attempt=job.attempt + 1, began_at=job.began_at or at, heartbeat_at=at
    )
    return taken == 1


def beat(*, job: Job, at: datetime) -> None:
    """Say that the worker of a job is alive.

    Raises:
        NoLongerOurs: it is somebody else's by now, or to be cancelled; then it is cancelled.
    """
    if _mine(job).filter(cancelled_by="").update(heartbeat_at=at) == 1:
        return
    if _mine(job).exclude(cancelled_by="").exists():
        _end(job, JobState.CANCELLED, at)
    raise NoLongerOurs(str(job))


def progress(*, job: Job, made: Progress, at: datetime) -> None:
    """Write how far a job is, after its step was committed.

    Raises:
        NoLongerOurs: it is somebody else's by now, or was cancelled.
    """
    if _mine(job).update(done=made.done, total=made.total, place=made.place) != 1:
        raise NoLongerOurs(str(job))
    beat(job=job, at=at)


def finish(*, job: Job, at: datetime) -> None:
    """End a job whose last step is committed.

    Raises:
        NoLongerOurs: it is somebody else's by now.
    """
    if not _end(job, JobState.DONE, at):
        raise NoLongerOurs(str(job))


@transaction.atomic
def fail(*, job: Job, problem: JobProblem, at: datetime) -> None:
    """End a job that cannot be done, and tell the administrators of its county."""
    if not _end(job, JobState.FAILED, at, problem):
        return
    news = News(
        key=f"job:{job.pk}",
        kind=MessageKind.JOB_FAILED,
        county=job.county,
        division_code=job.county,
        unit=Role.ADMINISTRATOR,
        subject=f"job:{job.pk}",
        params={"kind": job.kind, "on": str(job.params.get("on", ""))},
    )
    tell([news], on=localdate(at), at=at)


@transaction.atomic
def cancel(*, job: Job, at: datetime, by: Officer) -> Job:
    """Cancel a job: at once where it waits, after its step where it runs.

    Raises:
        NotPermitted: the role does not manage jobs.
        OverAlready: it has ended.
    """
    require(by, Permission.MANAGE_JOBS)
    held = Job.objects.select_for_update().get(pk=job.pk)
    if held.state not in OPEN:
        raise OverAlready(str(job))
    held.cancelled_by = by.username
    if held.state == JobState.WAITING:
        held.state, held.ended_at = JobState.CANCELLED, at
    held.save(update_fields=["cancelled_by", "state", "ended_at"])
    record("jobs.job.cancelled", subject=f"job:{held.pk}", by=by, detail={"kind": held.kind})
    return held


@transaction.atomic
def run_again(*, job: Job, at: datetime, by: Officer) -> Job:
    """Ask once more for what failed or was cancelled, as a job of its own; what was stays as it was.

    Raises:
        NotPermitted: the role does not manage jobs.
        StillOpen: it waits or runs, or was asked for again already.
    """
    require(by, Permission.MANAGE_JOBS)
    held = Job.objects.select_for_update().get(pk=job.pk)
    same = Job.objects.filter(kind=held.kind, county=held.county, params=held.params, state__in=OPEN)
    if held.state in OPEN or same.exists():
        raise StillOpen(str(job))
    return ask(kind=held.kind, county=held.county, params=held.params, at=at, by=by)


def note_worker(*, name: str, at: datetime) -> None:
    """Write that the worker of a machine is there."""
    Worker.objects.update_or_create(name=name, defaults={"seen_at": at})


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempt=job.attempt)


def _end(job: Job, state: JobState, at: datetime, problem: JobProblem = JobProblem.NONE) -> bool:
    """End a job as it was seen; False where somebody has changed it since."""
    as_seen = Job.objects.filter(pk=job.pk, state=job.state, attempt=job.attempt)
    return as_seen.update(state=state, ended_at=at, problem=problem) == 1
