"""Jobs, the days of the timetable they were made for, and the workers that were seen."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yingbao.office.jobs.choices import OPEN, JobProblem, JobState


class Job(models.Model):
    """One piece of work in steps that may be repeated: what a killed worker did not commit is done again.

    `params` say what to do and never name a person. `place` is where the committed steps stand, in the
    words of the work itself. The attempt is the right to go on: who took it up last, holds it.
    """

    kind = models.TextField()
    county = models.TextField()
    params = models.JSONField(default=dict)
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    state = models.TextField(choices=JobState, default=JobState.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)  # empty while nobody has counted
    place = models.TextField(blank=True, default="")
    problem = models.TextField(choices=JobProblem, blank=True, default=JobProblem.NONE)
    cancelled_by = models.TextField(blank=True, default="")  # asked for; it stops after its step

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "county", "id"], name="job_open", condition=Q(state__in=OPEN)),
            models.Index(fields=["state", "id"], name="job_by_state"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_job_has_a_known_state", condition=Q(state__in=JobState.values)),
            models.CheckConstraint(
                name="a_running_job_has_a_heartbeat",
                condition=~Q(state=JobState.RUNNING) | Q(heartbeat_at__isnull=False, attempt__gte=1),
            ),
            models.CheckConstraint(
                name="a_job_is_over_when_it_ended",
                condition=Q(state__in=OPEN, ended_at__isnull=True)
                | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_failed_job_says_why",
                condition=(Q(state=JobState.FAILED) & ~Q(problem=""))
                | (~Q(state=JobState.FAILED) & Q(problem="")),
            ),
        ]

    def __str__(self) -> str:
        return f"job:{self.pk} {self.kind}"

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN

    @property
    def percent(self) -> int:
        """How much of it is committed; nothing while nobody has counted."""
        return self.done * 100 // self.total if self.total else 0


class Tick(models.Model):
    """That the work of one day was asked for in one county: whoever writes it first asks, nobody else."""

    kind = models.TextField()
    county = models.TextField()
    day = models.DateField()
    job = models.OneToOneField(Job, models.PROTECT, related_name="tick")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="work_of_a_day_is_asked_once", fields=["kind", "county", "day"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.county} {self.day}"


class Worker(models.Model):
    """When a machine's worker was last seen."""

    name = models.TextField(unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
