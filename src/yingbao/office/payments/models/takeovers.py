"""Lists of those paid before the product came, taken over."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yingbao.office.payments.choices import ProposalState


class TakeOver(models.Model):
    """That everyone on a payee list was granted a programme and paid until now, as the list says.

    A second officer approves it; then the worker writes it, and it is finished when all is there. From
    `first_month` on the product pays; the months before it, back to `since`, are taken as paid with the
    amounts of the list, so that re-determining them finds what was paid too much or too little.
    """

    county = models.TextField()
    programme = models.TextField()
    source = models.ForeignKey("register.Source", models.PROTECT, related_name="+")
    since = models.DateField()
    first_month = models.DateField()
    state = models.TextField(choices=ProposalState, default=ProposalState.PROPOSED)
    proposed_by = models.TextField()
    proposed_at = models.DateTimeField()
    decided_by = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")
    counts = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="a_programme_is_taken_over_once",
                fields=["county", "programme"],
                condition=~Q(state=ProposalState.REFUSED),
            ),
            models.CheckConstraint(
                name="two_officers_for_a_taking_over",
                condition=Q(decided_by="") | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="only_an_approved_list_is_finished",
                condition=Q(finished_at__isnull=True) | Q(state=ProposalState.APPROVED),
            ),
            models.CheckConstraint(name="taken_over_up_to_a_month", condition=Q(since__lte=F("first_month"))),
            models.CheckConstraint(
                name="a_taking_over_has_a_known_state", condition=Q(state__in=ProposalState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.programme} {self.state}"
