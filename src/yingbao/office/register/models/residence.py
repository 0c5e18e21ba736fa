"""Where a person is registered and lives, and that a person died."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yingbao.office.register.models.known import Known, by_person


class Hukou(Known):
    """Household registration (户籍) in a division, of whichever level is known."""

    division_code = models.TextField()

    class Meta(Known.Meta):
        indexes: ClassVar = [*Known.Meta.indexes, by_person("valid_from", name="hukou_by_person")]
        constraints: ClassVar = [
            *Known.Meta.constraints,
            models.UniqueConstraint(
                name="one_hukou_begins_a_day",
                fields=["person", "valid_from"],
                condition=Q(ended_by__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_hukou_is_open",
                fields=["person"],
                condition=Q(ended_by__isnull=True, valid_to__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} registered in {self.division_code}"


class Home(Known):
    """Usual residence (常住): the division in clear, the address sealed."""

    division_code = models.TextField()
    address_sealed = models.BinaryField(null=True, blank=True)

    class Meta(Known.Meta):
        indexes: ClassVar = [*Known.Meta.indexes, by_person("valid_from", name="home_by_person")]
        constraints: ClassVar = [
            *Known.Meta.constraints,
            models.UniqueConstraint(
                name="one_home_is_open",
                fields=["person"],
                condition=Q(ended_by__isnull=True, valid_to__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} living in {self.division_code}"


class Death(Known):
    """That a person died, and on which day. Two lists may name two days until someone decides."""

    died_on = models.DateField()

    class Meta(Known.Meta):
        indexes: ClassVar = [*Known.Meta.indexes, by_person(name="death_by_person")]
        constraints: ClassVar = [
            *Known.Meta.constraints,
            models.UniqueConstraint(
                name="a_person_dies_once", fields=["person"], condition=Q(ended_by__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} died"
