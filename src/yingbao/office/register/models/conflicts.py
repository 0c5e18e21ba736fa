"""What two sources say that cannot both be true, until an officer decides."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yingbao.office.access.sight import Sight
from yingbao.office.register.choices import ConflictKind, ConflictState, Resolution
from yingbao.office.register.models.sight import Seen, lies_in_sight


class Conflict(models.Model):
    """One open question of identity or of contradicting statements.

    It belongs to one division; a person known in two counties gets one in each, and neither shows the
    other's file. `detail` is what the list says: the name, the day of death; no number in clear. An officer
    who says that a row is about someone known elsewhere asks there: that question has `asked_by`.
    """

    kind = models.TextField(choices=ConflictKind)
    source = models.ForeignKey("register.Source", models.PROTECT, related_name="conflicts")
    line = models.PositiveBigIntegerField(default=0)
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="conflicts")
    other_person = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    division_code = models.TextField()
    state = models.TextField(choices=ConflictState, default=ConflictState.OPEN)
    detail = models.JSONField(default=dict)
    asked_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="asked", db_index=False
    )
    resolved_by = models.TextField(blank=True, default="")
    resolved_at = models.DateTimeField(null=True, blank=True)
    how = models.TextField(choices=Resolution, blank=True, default="")

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(
                fields=["division_code", "id"],
                name="conflict_open_by_division",
                condition=Q(state=ConflictState.OPEN),
            ),
            models.Index(
                fields=["asked_by"], name="conflict_by_question", condition=Q(asked_by__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_resolved_conflict_says_by_whom_when_and_how",
                condition=Q(state=ConflictState.OPEN)
                | (~Q(resolved_by="") & Q(resolved_at__isnull=False) & ~Q(how="")),
            ),
            models.CheckConstraint(
                name="no_conflict_is_asked_by_itself",
                condition=Q(asked_by__isnull=True) | ~Q(asked_by=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return which questions may be seen: those of a division there, whoever they are about."""
        return lies_in_sight(sight)
