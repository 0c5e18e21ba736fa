"""Where knowledge came from."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yingbao.office.register.choices import SourceState


class Source(models.Model):
    """One received file, or one entry by an officer (来源).

    Its id is the recorded time of all it brought: known at horizon H is every row with source <= H that was
    not ended by a source <= H. So a source gets its id for good only when it begins to be applied
    (actions.recording.begin_recording gives it a new one if a later source was applied before it), and one
    source at a time is applied.
    """

    kind = models.TextField()  # the id of a roster kind, or OFFICER_ENTRY
    name = models.TextField(blank=True, default="")  # the file's own name
    sha256 = models.TextField(blank=True, default="")
    division_code = models.TextField()  # the county or township it covers
    month = models.DateField()  # the first day of the month it speaks of
    complete = models.BooleanField(default=False)  # who is not on it is not on the scheme
    said_empty = models.JSONField(default=list)  # schemes of which, an officer said, nobody is on it
    state = models.TextField(choices=SourceState, default=SourceState.RECEIVED)
    received_at = models.DateTimeField()
    received_by = models.TextField()
    applied_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    problem = models.TextField(blank=True, default="")
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveBigIntegerField(default=0)  # lines done; moves in the chunk's own transaction

    OFFICER_ENTRY: ClassVar = "officer-entry"

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["division_code", "month", "kind"], name="source_by_division_and_month"),
            models.Index(fields=["state"], name="source_by_state"),
            models.Index(fields=["sha256"], name="source_by_digest"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_source_at_a_time_is_applied",
                fields=["state"],
                condition=Q(state=SourceState.APPLYING),
            ),
            models.CheckConstraint(
                name="an_applied_source_says_when",
                condition=~Q(state=SourceState.APPLIED) | Q(applied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.month:%Y-%m} ({self.name or self.received_by})"


class Coverage(models.Model):
    """A complete list was brought in: who is not on it is known not to be on the scheme."""

    scheme = models.TextField()  # a scheme of Spell, or "certificates"
    division_code = models.TextField()
    month = models.DateField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="coverages")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["division_code", "scheme", "month"], name="coverage_by_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="a_source_covers_a_scheme_once",
                fields=["source", "scheme", "division_code", "month"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.division_code} {self.month:%Y-%m}"
