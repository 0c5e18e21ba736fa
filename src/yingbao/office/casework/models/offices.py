"""What an office says of itself in letters and notices."""

from typing import ClassVar

from django.db import models


class OfficeCard(models.Model):
    """Name, telephone and address of the counter of a county, township or village."""

    division = models.OneToOneField("access.Division", models.PROTECT, primary_key=True, related_name="+")
    name = models.TextField()
    telephone = models.TextField()
    address = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_office_says_its_name_and_telephone",
                condition=~models.Q(name="") & ~models.Q(telephone="") & ~models.Q(address=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name
