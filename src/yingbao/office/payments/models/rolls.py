"""Rolls (清册), their lines, and what stands against a line."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr

from yingbao.office.access.sight import Sight
from yingbao.office.payments.choices import LineState, ProblemKind, RollKind, RollState
from yingbao.office.payments.models.months import PayMonth
from yingbao.office.register.models.sight import Seen, lies_in_sight


class Roll(models.Model):
    """One list of payments of a programme, paid by one bank file.

    Where one organisation is paid for all, the file has one payment, and a list of names goes with it.
    `digest` is the SM3 of its ordered lines: what was approved, and what the bank file is made of.
    """

    number = models.TextField(unique=True)
    county = models.TextField()
    programme = models.TextField()
    month = models.ForeignKey(PayMonth, models.PROTECT, related_name="rolls")
    kind = models.TextField(choices=RollKind)
    # Which of the month's rolls of that kind: a double click draws up the same one again.
    sequence = models.PositiveIntegerField(default=1)
    state = models.TextField(choices=RollState, default=RollState.BUILT)
    bank_format = models.TextField()
    memo = models.TextField(blank=True, default="")  # 四字摘要, what the payee reads in the passbook
    # The one organisation that is paid for everyone on it: a premium. None: each person is paid.
    payee_account = models.ForeignKey(
        "PayeeAccount", models.PROTECT, null=True, related_name="+", db_index=False
    )
    # Copies of what the lines say, as of the last time they were counted.
    lines_in = models.PositiveIntegerField(default=0)
    total_fen = models.BigIntegerField(default=0)
    digest = models.TextField(blank=True, default="")
    made_by = models.TextField()
    made_at = models.DateTimeField()
    prepared_by = models.TextField(blank=True, default="")
    prepared_at = models.DateTimeField(null=True)
    approved_by = models.TextField(blank=True, default="")
    approved_at = models.DateTimeField(null=True)
    # Why it may be paid though the budget does not cover it; empty: it does.
    over_budget_reason = models.TextField(blank=True, default="")
    file_name = models.TextField(blank=True, default="")
    file_digest = models.TextField(blank=True, default="")
    filed_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["county", "state"], name="rolls_of_a_county")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="a_roll_of_a_kind_once", fields=["month", "programme", "kind", "sequence"]
            ),
            models.CheckConstraint(name="a_roll_has_a_known_state", condition=Q(state__in=RollState.values)),
            models.CheckConstraint(name="a_roll_is_of_a_known_kind", condition=Q(kind__in=RollKind.values)),
            # Whoever prepared it cannot be who approved it.
            models.CheckConstraint(
                name="two_officers_for_a_roll", condition=Q(approved_by="") | ~Q(approved_by=F("prepared_by"))
            ),
            models.CheckConstraint(
                name="what_is_paid_was_approved",
                condition=~Q(state__in=["approved", "filed", "sent", "closed"])
                | (~Q(approved_by="") & ~Q(digest="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class RollFund(models.Model):
    """How much of a roll is drawn from which fund."""

    roll = models.ForeignKey(Roll, models.PROTECT, related_name="funds")
    fund = models.TextField()
    fen = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_fund_of_a_roll_once", fields=["roll", "fund"]),
            models.CheckConstraint(name="a_fund_gives_something", condition=Q(fen__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.roll_id} {self.fund}"


class Line(models.Model):
    """One payment to one person's payee: all that is open of the programme, added up.

    What is owed is `gross_fen`, what is held back for something to be recovered `deducted_fen`. A line of
    nothing is not in the bank file: its dues cancel each other.
    """

    roll = models.ForeignKey(Roll, models.PROTECT, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()
    county = models.TextField()
    division_code = models.TextField()  # where the person stood when the roll was drawn up
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="+", db_index=False)
    award = models.ForeignKey("casework.Award", models.PROTECT, related_name="+", db_index=False)
    name = models.TextField()
    # The account as known when the roll was drawn up; none: the line is left out.
    account = models.ForeignKey(
        "register.BankAccount", models.PROTECT, null=True, related_name="+", db_index=False
    )
    # The account of the organisation that is paid for the person; then the person's own is of no matter.
    payee_account = models.ForeignKey(
        "PayeeAccount", models.PROTECT, null=True, related_name="+", db_index=False
    )
    holder_name = models.TextField(blank=True, default="")
    gross_fen = models.BigIntegerField()
    deducted_fen = models.BigIntegerField(default=0)
    fen = models.BigIntegerField()
    state = models.TextField(choices=LineState, default=LineState.IN)
    # What the bank said, in the words of policy/banks.
    failure = models.TextField(blank=True, default="")
    answered_on = models.DateField(null=True)

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["person", "id"], name="lines_of_a_person"),
            models.Index(fields=["roll", "state"], name="lines_of_a_roll"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(name="lines_are_numbered", fields=["roll", "number"]),
            models.UniqueConstraint(name="a_person_once_on_a_roll", fields=["roll", "person"]),
            models.CheckConstraint(name="a_line_has_a_known_state", condition=Q(state__in=LineState.values)),
            models.CheckConstraint(
                name="a_line_adds_up",
                condition=Q(fen=F("gross_fen") - F("deducted_fen")) & Q(fen__gte=0) & Q(deducted_fen__gte=0),
            ),
            models.CheckConstraint(
                name="what_is_sent_has_an_account",
                condition=Q(account__isnull=False)
                | Q(payee_account__isnull=False)
                | Q(fen=0)
                | Q(state="out")
                | Q(state="in"),
            ),
            models.CheckConstraint(
                name="a_line_goes_to_one_account",
                condition=Q(account__isnull=True) | Q(payee_account__isnull=True),
            ),
            models.CheckConstraint(
                name="a_line_lies_in_its_county", condition=Q(county=Substr("division_code", 1, 6))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roll_id}/{self.number}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the line may be seen."""
        return lies_in_sight(sight)


class LineProblem(models.Model):
    """Something that stands against a line; what does not block may be accepted, with an officer's word."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="problems", db_index=False)
    kind = models.TextField(choices=ProblemKind)
    accepted_by = models.TextField(blank=True, default="")
    accepted_why = models.TextField(blank=True, default="")

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_problem_of_a_line_once", fields=["line", "kind"]),
            models.CheckConstraint(
                name="a_problem_of_a_line_is_known", condition=Q(kind__in=ProblemKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.kind}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the line may be seen."""
        return lies_in_sight(sight, "line__division_code")
