"""Which job comes next, which days of the timetable are open, and whether the worker is well."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.jobs.choices import OPEN, JobState
from yingbao.office.jobs.models import Job, Tick, Worker

# A worker that has not been heard of for so long has lost its job.
DEAD_AFTER = timedelta(minutes=2)


def dead(at: datetime) -> Q:
    """Return the condition that a running job has lost its worker."""
    return Q(state=JobState.RUNNING, heartbeat_at__lt=at - DEAD_AFTER)


def get_next_job(at: datetime, kinds: Iterable[str] | None = None) -> Job | None:
    """Return the oldest job that waits or lost its worker, or None.

    Work of one kind in one county is done in the order it was asked for: what comes later waits for
    what came before.
    """
    before = Job.objects.filter(
        state__in=OPEN, kind=OuterRef("kind"), county=OuterRef("county"), pk__lt=OuterRef("pk")
    )
    waiting = Job.objects.filter(Q(state=JobState.WAITING) | dead(at)).exclude(Exists(before))
    if kinds is not None:
        waiting = waiting.filter(kind__in=kinds)
    return waiting.order_by("pk").first()


def get_last_days() -> dict[tuple[str, str], date]:
    """Return the last day each work was asked for, by kind and county."""
    found = Tick.objects.values_list("kind", "county").annotate(last=Max("day"))
    return {(kind, county): last for kind, county, last in found}


def list_jobs(officer: Officer) -> QuerySet[Job]:
    """Return the jobs of the counties an officer manages, the newest first; none for who manages none."""
    if not may(officer, Permission.MANAGE_JOBS):
        return Job.objects.none()
    low, high = officer.acting_scope
    return Job.objects.filter(county__gte=low, county__lt=high).select_related("tick").order_by("-pk")


def get_job(officer: Officer, job_id: int) -> Job | None:
    """Return one job an officer manages, or None."""
    return list_jobs(officer).filter(pk=job_id).first()


@dataclass(frozen=True)
class Health:
    """Whether background work goes on: figures, and what they mean for somebody who has to act."""

    worker_seen_at: datetime | None
    oldest_waiting_at: datetime | None
    waiting: int
    running: int
    lost: int  # running, but not heard of
    failed: int  # and not asked again since

    def is_worker_alive(self, at: datetime) -> bool:
        """Return whether a worker was heard of lately."""
        return self.worker_seen_at is not None and self.worker_seen_at >= at - DEAD_AFTER


def health(at: datetime) -> Health:
    """Return how background work stands, of all counties together: counts and moments, no more."""
    again = Job.objects.filter(
        kind=OuterRef("kind"), county=OuterRef("county"), params=OuterRef("params"), pk__gt=OuterRef("pk")
    )
    counted = Job.objects.aggregate(
        oldest=Min("asked_at", filter=Q(state=JobState.WAITING)),
        waiting=Count("pk", filter=Q(state=JobState.WAITING)),
        running=Count("pk", filter=Q(state=JobState.RUNNING)),
        lost=Count("pk", filter=dead(at)),
    )
    return Health(
        worker_seen_at=Worker.objects.aggregate(last=Max("seen_at"))["last"],
        oldest_waiting_at=counted["oldest"],
        waiting=counted["waiting"],
        running=counted["running"],
        lost=counted["lost"],
        failed=Job.objects.filter(state=JobState.FAILED).exclude(Exists(again)).count(),
    )
