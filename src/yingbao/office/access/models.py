"""Divisions and officers."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import In

from yingbao.office.access.choices import DivisionLevel, Role
from yingbao.values.division import DivisionCode


class Division(models.Model):
    """A province, prefecture, county, township or village. Codes change, so each has its days."""

    code = models.TextField(primary_key=True)
    name = models.TextField()
    level = models.TextField(choices=DivisionLevel)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_division_has_2_4_6_9_or_12_digits",
                condition=In(Length("code"), [2, 4, 6, 9, 12]),
            ),
            models.CheckConstraint(
                name="a_division_begins_before_it_ends",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_from__lte=models.F("valid_to")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Officer(AbstractUser):
    """Someone who works with the register, in one role and one division."""

    first_name = None  # type: ignore[assignment]  # names here are not split in two
    last_name = None  # type: ignore[assignment]
    name = models.TextField()
    role = models.TextField(choices=Role)
    division = models.ForeignKey(Division, models.PROTECT, related_name="officers")
    title = models.TextField(blank=True, default="")

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_officer_has_a_known_role", condition=models.Q(role__in=list(Role.values))
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def scope(self) -> tuple[str, str]:
        """The half-open range of division codes in which this officer sees persons."""
        return DivisionCode(self.division_id).range
