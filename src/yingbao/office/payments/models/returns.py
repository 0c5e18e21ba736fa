"""What the bank answered."""

from typing import ClassVar

from django.db import models

from yingbao.office.payments.models.rolls import Roll


class BankReturn(models.Model):
    """One file of a bank's answers about one roll, read whole or not at all."""

    roll = models.ForeignKey(Roll, models.PROTECT, related_name="returns")
    name = models.TextField()
    digest = models.TextField()
    settled = models.PositiveIntegerField()
    failed = models.PositiveIntegerField()
    settled_fen = models.BigIntegerField()
    failed_fen = models.BigIntegerField()
    on = models.DateField()
    read_by = models.TextField()
    read_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_return_is_read_once", fields=["roll", "digest"]),
        ]

    def __str__(self) -> str:
        return f"{self.roll_id} {self.name}"
