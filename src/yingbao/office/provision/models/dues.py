"""What is owed to one person for one period of one programme."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr

from yingbao.office.access.sight import Sight
from yingbao.office.provision.choices import Cause, Per
from yingbao.office.provision.models.reckonings import Reckoning
from yingbao.office.register.models.sight import Seen, lies_in_sight


class Due(models.Model):
    """What must be added to what was owed for a period, or taken from it, as known now (ADR 17).

    Never changed, never deleted; the sum of all dues of a period is what is owed for it. Sequence 0 is
    what was found first. `before` and `after` are what was owed for the period before this due was found
    and since; the due before it by sequence holds the old basis, this one the new. Amounts are fen, or
    whole things where the unit is another: visits, sessions.
    """

    county = models.TextField()
    division_code = models.TextField()  # where the person stood when it was found
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="dues", db_index=False)
    award = models.ForeignKey("casework.Award", models.PROTECT, related_name="dues")
    programme = models.TextField()
    per = models.TextField(choices=Per)
    period = models.DateField()  # its first month's first day
    sequence = models.PositiveIntegerField()
    unit = models.TextField(default="fen")
    before = models.BigIntegerField()
    after = models.BigIntegerField()
    amount = models.BigIntegerField()
    cause = models.TextField(choices=Cause)
    # The new basis: the answer, or the list that was taken over.
    decision = models.ForeignKey(
        "determination.Decision", models.PROTECT, null=True, related_name="+", db_index=False
    )
    reckoning = models.ForeignKey(Reckoning, models.PROTECT, null=True, related_name="dues")
    source = models.ForeignKey("register.Source", models.PROTECT, null=True, related_name="+", db_index=False)
    pack_digest = models.TextField(blank=True, default="")
    on = models.DateField()

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["person", "programme", "period"], name="dues_of_a_person"),
            models.Index(fields=["division_code", "programme", "period"], name="dues_by_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="what_is_owed_once",
                fields=["county", "programme", "period", "person", "sequence"],
            ),
            models.CheckConstraint(
                name="a_due_is_a_difference", condition=Q(amount=F("after") - F("before")) & ~Q(amount=0)
            ),
            models.CheckConstraint(
                name="nothing_negative_is_owed", condition=Q(before__gte=0) & Q(after__gte=0)
            ),
            models.CheckConstraint(
                name="the_first_due_starts_from_nothing", condition=Q(sequence__gt=0) | Q(before=0)
            ),
            models.CheckConstraint(name="a_due_has_a_known_cause", condition=Q(cause__in=Cause.values)),
            models.CheckConstraint(name="a_due_is_of_a_known_period", condition=Q(per__in=Per.values)),
            models.CheckConstraint(
                name="a_due_has_a_basis", condition=Q(reckoning__isnull=False) | Q(source__isnull=False)
            ),
            models.CheckConstraint(
                name="a_due_lies_in_its_county", condition=Q(county=Substr("division_code", 1, 6))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.period:%Y-%m} {self.sequence}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the due may be seen."""
        return lies_in_sight(sight)
