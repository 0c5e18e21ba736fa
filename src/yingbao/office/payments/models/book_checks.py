"""When the book of money was last read from its first entry, and what came of it."""

from typing import ClassVar

from django.db import models


class BookCheck(models.Model):
    """One check of a county's book of money against itself, and against what is owed and paid.

    `wrong` keeps what did not fit: of each kind how often, and its first places, which are keys and numbers
    of rolls and name no person.
    """

    county = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()
    transfers = models.PositiveBigIntegerField()
    faults = models.PositiveIntegerField()
    wrong = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="the_book_is_checked_once_a_day", fields=["county", "on"]),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.on}: {self.faults}"
