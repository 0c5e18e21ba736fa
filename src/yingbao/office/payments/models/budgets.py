"""What a county may spend."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class BudgetEntry(models.Model):
    """So much more, or less, may be spent on a programme in a year out of a fund; never changed.

    The first entry is what was budgeted, later ones are what was added or taken away; the sum is the budget.
    """

    county = models.TextField()
    year = models.PositiveIntegerField()
    programme = models.TextField()
    fund = models.TextField()
    fen = models.BigIntegerField()
    document = models.TextField()  # by which notice: 文号
    # Made when the form was drawn: a double click writes one entry.
    key = models.TextField(unique=True)
    on = models.DateField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["county", "year", "programme"], name="budget_of_a_programme")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_budget_entry_changes_something", condition=~Q(fen=0)),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.year} {self.programme} {self.fund}"
