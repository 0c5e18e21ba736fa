"""Lists of a year to come that were frozen (冻结名单): whoever was entitled in one month is paid for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Freezing(models.Model):
    """That a premium of a year to come is owed by the answers of one month before it; never changed.

    Premiums are collected in autumn for the next year, of everyone on a list made then. The months of the
    year itself say only what of those who were not on it.
    """

    county = models.TextField()
    programme = models.TextField()
    period = models.DateField()  # the first day of the year that is paid for
    month = models.DateField()  # the month whose answers say who is on the list
    on = models.DateField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="a_premium_is_frozen_once", fields=["county", "programme", "period"]
            ),
            models.CheckConstraint(name="frozen_before_the_year", condition=Q(month__lt=F("period"))),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.programme} {self.period:%Y} by {self.month:%Y-%m}"
