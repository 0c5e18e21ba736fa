"""What was read from a file and waits to be applied."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yingbao.office.access.sight import Sight
from yingbao.office.register.choices import RowOutcome
from yingbao.office.register.models.sight import Seen, lies_in_sight


class StagedChunk(models.Model):
    """A few thousand normalised rows, sealed as one."""

    source = models.ForeignKey("register.Source", models.PROTECT, related_name="chunks", db_index=False)
    first_line = models.PositiveBigIntegerField()
    sealed = models.BinaryField()

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_chunk_begins_at_one_line", fields=["source", "first_line"]),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.first_line}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return which rows may be seen: those of lists about a division there."""
        return lies_in_sight(sight, "source__division_code")


class StagedRow(models.Model):
    """What one line of a file would do: for the dry run, the lists and the download of what was refused."""

    source = models.ForeignKey("register.Source", models.PROTECT, related_name="rows", db_index=False)
    line = models.PositiveBigIntegerField()
    outcome = models.TextField(choices=RowOutcome)
    repaired = models.BooleanField(default=False)
    person = models.ForeignKey("register.Person", models.PROTECT, null=True, blank=True, db_index=False)
    problems = models.JSONField(
        default=list
    )  # [{"column": …, "code": …, "params": {…}}], no numbers in clear
    changes = models.JSONField(default=dict)

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_line_of_a_source_is_staged_once", fields=["source", "line"]),
        ]
        indexes: ClassVar = [
            models.Index(fields=["source", "outcome", "line"], name="staged_row_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.line} {self.outcome}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return which rows may be seen: those of lists about a division there."""
        return lies_in_sight(sight, "source__division_code")
