"""Money that has to come back, how it comes back, and when it is given up."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr

from yingbao.office.access.sight import Sight
from yingbao.office.payments.choices import Debtor, ProposalState, ReceivableState, RecoveryWay
from yingbao.office.payments.models.rolls import Line
from yingbao.office.register.models.sight import Seen, lies_in_sight


class Receivable(models.Model):
    """So much was paid to somebody and not owed (追回). An officer's decision makes it, of negative dues.

    What is still to come back is the amount less its recoveries; it stands in no field.
    """

    number = models.TextField(unique=True)
    county = models.TextField()
    division_code = models.TextField()
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="+", db_index=False)
    award = models.ForeignKey("casework.Award", models.PROTECT, related_name="+", db_index=False)
    programme = models.TextField()
    fen = models.BigIntegerField()
    debtor = models.TextField(choices=Debtor)
    debtor_name = models.TextField()
    reason = models.TextField()
    state = models.TextField(choices=ReceivableState, default=ReceivableState.OPEN)
    decided_by = models.TextField()
    decided_on = models.DateField()
    made_at = models.DateTimeField()
    # Whether it may be held back from what is owed to the person later.
    may_be_deducted = models.BooleanField(default=False)

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["person", "programme"], name="receivables_of_a_person"),
            models.Index(fields=["county", "state"], name="receivables_of_a_county"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_receivable_is_of_something", condition=Q(fen__gt=0)),
            models.CheckConstraint(
                name="a_receivable_has_a_known_state", condition=Q(state__in=ReceivableState.values)
            ),
            models.CheckConstraint(
                name="a_receivable_lies_in_its_county", condition=Q(county=Substr("division_code", 1, 6))
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the receivable may be seen."""
        return lies_in_sight(sight)


class OfReceivable:
    """A row of a receivable lies where the receivable lies."""

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the receivable of a row may be seen."""
        return lies_in_sight(sight, "receivable__division_code")


class Instalment(OfReceivable, models.Model):
    """So much is to come back until a day, as was agreed."""

    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="instalments", db_index=False)
    number = models.PositiveIntegerField()
    due_on = models.DateField()
    fen = models.BigIntegerField()

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(name="instalments_are_numbered", fields=["receivable", "number"]),
            models.CheckConstraint(name="an_instalment_is_of_something", condition=Q(fen__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.receivable_id}/{self.number}"


class Recovery(OfReceivable, models.Model):
    """So much came back: paid in, or held back from a line."""

    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="recoveries", db_index=False)
    # The receipt's number, or the line's; what was written down once is not written down again.
    key = models.TextField()
    way = models.TextField(choices=RecoveryWay)
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="recoveries")
    fen = models.BigIntegerField()
    on = models.DateField()
    by = models.TextField()
    # A deduction lives with its line: it ends when the line is left out or sent back.
    alive = models.BooleanField(default=True)

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_recovery_once", fields=["receivable", "key"]),
            models.CheckConstraint(name="a_recovery_is_of_something", condition=Q(fen__gt=0)),
            models.CheckConstraint(
                name="a_recovery_came_a_known_way", condition=Q(way__in=RecoveryWay.values)
            ),
            models.CheckConstraint(
                name="a_deduction_has_its_line", condition=Q(way="repaid") | Q(line__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receivable_id} {self.key}"


class WriteOff(OfReceivable, models.Model):
    """That what is left of a receivable is given up: proposed by one officer, approved by two others."""

    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="write_offs", db_index=False)
    fen = models.BigIntegerField()
    reason = models.TextField()
    state = models.TextField(choices=ProposalState, default=ProposalState.PROPOSED)
    proposed_by = models.TextField()
    proposed_at = models.DateTimeField()
    first_by = models.TextField(blank=True, default="")
    first_at = models.DateTimeField(null=True)
    decided_by = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    refused_why = models.TextField(blank=True, default="")

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="a_receivable_is_written_off_once",
                fields=["receivable"],
                condition=~Q(state=ProposalState.REFUSED),
            ),
            models.CheckConstraint(name="a_write_off_is_of_something", condition=Q(fen__gt=0)),
            models.CheckConstraint(
                name="three_officers_for_a_write_off",
                condition=(Q(first_by="") | ~Q(first_by=F("proposed_by")))
                & (Q(decided_by="") | (~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("first_by")))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receivable_id} {self.state}"
