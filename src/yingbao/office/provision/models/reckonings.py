"""Findings of what a county owes for a month."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yingbao.office.provision.choices import ReckoningState


class Reckoning(models.Model):
    """One finding of what is owed for a month, as known then; of nothing new it makes no due."""

    county = models.TextField()
    month = models.DateField()
    # What was believed: the county's newest finished run when it was begun.
    run = models.ForeignKey("determination.Run", models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.TextField(choices=ReckoningState, default=ReckoningState.ASKED)
    # How many awards, and changes of them, bore on the month when it was begun: with more, again.
    bearing = models.PositiveIntegerField(default=0)
    # The months of grace and of arrears it was found by (programmes.lapse_terms): with others, again.
    terms = models.TextField(blank=True, default="")
    on = models.DateField()  # the business day, from which what was learned when is told
    by = models.TextField()
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    # {cause: {"dues": n, "fen": f}, …}, and {"left_out": {programme: {"awards": n, "why": LeftOut}}}
    counts = models.JSONField(default=dict)
    problem = models.TextField(blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["county", "month", "id"], name="reckonings_of_a_month")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_reckoning_has_a_known_state", condition=Q(state__in=ReckoningState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.month:%Y-%m} {self.state}"
