"""Months under which money is paid."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yingbao.office.payments.choices import MonthState


class PayMonth(models.Model):
    """One month of a county's payments. Opened and closed by an officer, never by the clock."""

    county = models.TextField()
    month = models.DateField()
    state = models.TextField(choices=MonthState, default=MonthState.OPEN)
    opened_by = models.TextField()
    opened_at = models.DateTimeField()
    closed_by = models.TextField(blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    # What was printed when it was closed: counts and sums by programme, and the root of the book of acts.
    totals = models.JSONField(default=dict)
    audit_root = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_month_of_payments_once", fields=["county", "month"]),
            models.CheckConstraint(
                name="a_month_of_payments_is_open_or_closed", condition=Q(state__in=MonthState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.month:%Y-%m} {self.state}"
