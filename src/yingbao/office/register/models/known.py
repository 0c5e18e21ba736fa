"""What every fact about a person has: whose, from when to when, and how we know."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from yingbao.office.access.sight import Sight
from yingbao.office.register.models.sight import Seen, stands_in_sight


class Known(models.Model):
    """A fact with its valid time (both days included, empty = open) and its recorded time (sources).

    Nothing is overwritten: a correction ends the row by its own source and adds a new one.
    """

    person = models.ForeignKey("register.Person", models.PROTECT, db_index=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.ForeignKey("register.Source", models.PROTECT, related_name="+", db_index=False)
    ended_by = models.ForeignKey(
        "register.Source", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = Seen()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        indexes: ClassVar = [
            # The increment asks whom the sources after a horizon touched.
            models.Index(fields=["source", "person"], name="%(class)s_by_source"),
            models.Index(
                fields=["ended_by", "person"],
                name="%(class)s_by_end",
                condition=Q(ended_by__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="%(class)s_begins_before_it_ends",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
            ),
            models.CheckConstraint(
                name="%(class)s_is_not_ended_before_it_is_known",
                condition=Q(ended_by__isnull=True) | Q(ended_by__gte=F("source")),
            ),
        ]

    @classmethod
    def in_sight(cls, sight: Sight) -> Exists:
        """Return which rows may be seen: of persons who stand there now."""
        return stands_in_sight(sight, OuterRef("person"))


def by_person(*more: str, name: str) -> models.Index:
    """Return the index by which a person's rows are found, with what else a query filters on."""
    return models.Index(fields=["person", *more], name=name)
