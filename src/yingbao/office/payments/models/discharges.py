"""What became of a due: the one thing that discharges it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yingbao.office.access.sight import Sight
from yingbao.office.payments.models.recoveries import Receivable
from yingbao.office.payments.models.rolls import Line
from yingbao.office.payments.models.takeovers import TakeOver
from yingbao.office.register.models.sight import Seen, lies_in_sight


class Discharge(models.Model):
    """A due stands in one place as long as that place holds: a line, a receivable, or a list taken over.

    That nobody is paid twice for a due is this table's partial unique index, not code. A due whose line
    was left out or sent back is free again (`alive` is then false, and stays so).
    """

    due = models.ForeignKey("provision.Due", models.PROTECT, related_name="discharges", db_index=False)
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="discharges")
    receivable = models.ForeignKey(
        Receivable, models.PROTECT, null=True, related_name="discharges", db_index=False
    )
    taken_over = models.ForeignKey(
        TakeOver, models.PROTECT, null=True, related_name="discharges", db_index=False
    )
    alive = models.BooleanField(default=True)

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [models.Index(fields=["due"], name="discharges_of_a_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_due_is_discharged_once", fields=["due"], condition=Q(alive=True)),
            models.CheckConstraint(
                name="a_discharge_is_by_one_thing",
                condition=Q(line__isnull=False, receivable__isnull=True, taken_over__isnull=True)
                | Q(line__isnull=True, receivable__isnull=False, taken_over__isnull=True)
                | Q(line__isnull=True, receivable__isnull=True, taken_over__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_id} by {self.line_id or self.receivable_id or self.taken_over_id}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the due may be seen."""
        return lies_in_sight(sight, "due__division_code")
