"""Organisations money is paid to: who insures a group, an employer, an institution; and their accounts."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yingbao.office.payments.choices import PayeeKind, ProposalState


class Payee(models.Model):
    """An organisation of a county that receives money (收款单位), told from others by its credit code.

    It is paid as soon as an account of it is in force. It belongs to the county as a whole.
    """

    county = models.TextField()
    kind = models.TextField(choices=PayeeKind)
    name = models.TextField()
    credit_code = models.TextField()
    made_by = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_payee_once", fields=["county", "credit_code"]),
            models.CheckConstraint(name="a_payee_is_of_a_known_kind", condition=Q(kind__in=PayeeKind.values)),
        ]

    def __str__(self) -> str:
        return self.name


class PayeeAccount(models.Model):
    """Where a payee is paid: proposed by one officer, in force when another approved it, until the next one.

    It is never changed then: another account is another row, with its own evidence.
    """

    payee = models.ForeignKey(Payee, models.PROTECT, related_name="accounts", db_index=False)
    holder_name = models.TextField()
    bank = models.TextField()
    account_sealed = models.BinaryField()
    account_index = models.BinaryField()
    document = models.TextField()  # by which paper: 文号
    state = models.TextField(choices=ProposalState, default=ProposalState.PROPOSED)
    proposed_by = models.TextField()
    proposed_at = models.DateTimeField()
    decided_by = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["payee", "state"], name="accounts_of_a_payee")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_account_waits_at_a_time",
                fields=["payee"],
                condition=Q(state=ProposalState.PROPOSED),
            ),
            models.CheckConstraint(
                name="two_officers_for_an_account",
                condition=Q(decided_by="") | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="an_account_in_force_was_approved",
                condition=~Q(state=ProposalState.APPROVED) | ~Q(decided_by=""),
            ),
            models.CheckConstraint(
                name="an_account_has_a_known_state", condition=Q(state__in=ProposalState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee_id} {self.state}"
