"""Persons, and where they are known."""

from typing import ClassVar

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Substr
from django.db.models.lookups import IsNull

from yingbao.office.access.sight import Sight
from yingbao.office.register.choices import Sex
from yingbao.office.register.models.sight import Seen, lies_in_sight, stands_in_sight


class Person(models.Model):
    """Someone the register knows.

    One row per citizen number. When two rows turn out to be one person, the younger row points to the older
    (merged_into) and keeps its number, so both numbers find the person from then on.
    """

    name = models.TextField()
    pinyin = models.TextField(default="", blank=True)  # " wxl wangxiulan": see pinyin.searchable
    sex = models.TextField(choices=Sex, blank=True, default="")
    birth_on = models.DateField(null=True, blank=True)
    number_sealed = models.BinaryField(null=True, blank=True)
    number_index = models.BinaryField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )
    source = models.ForeignKey("register.Source", models.PROTECT, related_name="+", db_index=False)

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["name", "birth_on"], name="person_by_name_and_birth"),
            models.Index(fields=["source"], name="person_by_source"),
            models.Index(
                fields=["merged_into"], name="person_by_merge", condition=Q(merged_into__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_person_per_citizen_number", fields=["number_index"]),
            models.CheckConstraint(
                name="a_number_is_sealed_and_indexed_or_neither",
                condition=Q(number_sealed__isnull=True, number_index__isnull=True)
                | Q(number_sealed__isnull=False, number_index__isnull=False),
            ),
            models.CheckConstraint(
                name="no_person_is_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"person:{self.pk}"  # never the name: this ends up in logs

    @classmethod
    def in_sight(cls, sight: Sight) -> Exists:
        """Return who may be seen: whoever stands there now. Who was merged stands where the other does."""
        # Not Coalesce: PostgreSQL does not vouch for it, and would not look for the standing by its index.
        unmerged = When(IsNull(OuterRef("merged_into"), True), then=OuterRef("pk"))
        return stands_in_sight(sight, Case(unmerged, default=OuterRef("merged_into")))


class Standing(models.Model):
    """Which county knows the person, and where in it. All visibility goes through here, by range of code."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="standings", db_index=False)
    county = models.TextField()
    division_code = models.TextField()  # the village, or the township or county if no more is known
    source = models.ForeignKey("register.Source", models.PROTECT, related_name="+", db_index=False)
    ended_by = models.ForeignKey(
        "register.Source", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(
                fields=["division_code", "person"],
                name="standing_now_by_division",
                condition=Q(ended_by__isnull=True),
            ),
            models.Index(fields=["county", "person"], name="standing_by_county"),
            models.Index(fields=["person"], name="standing_by_person"),
            models.Index(fields=["source", "person"], name="standing_by_source"),
            models.Index(
                fields=["ended_by", "person"],
                name="standing_by_end",
                condition=Q(ended_by__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="a_county_knows_a_person_in_one_place",
                fields=["person", "county"],
                condition=Q(ended_by__isnull=True),
            ),
            models.CheckConstraint(
                name="a_standing_lies_in_its_county", condition=Q(county=Substr("division_code", 1, 6))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.division_code}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return which standings may be seen: those that lie there, of now and before."""
        return lies_in_sight(sight)


class OtherName(models.Model):
    """A name lists write for a person besides the one of the file: the former one, or another spelling.

    An officer decided so; a row under such a name is no second holder any more.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="other_names", db_index=False)
    name = models.TextField()
    source = models.ForeignKey("register.Source", models.PROTECT, related_name="+", db_index=False)
    ended_by = models.ForeignKey(
        "register.Source", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [models.Index(fields=["person"], name="othername_by_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="a_name_is_noted_once",
                fields=["person", "name"],
                condition=Q(ended_by__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"other name of person:{self.person_id}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Exists:
        """Return which names may be seen: of persons who stand there now."""
        return stands_in_sight(sight, OuterRef("person"))
