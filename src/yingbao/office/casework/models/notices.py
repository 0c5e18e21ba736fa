"""Public notice, and objections to it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr

from yingbao.office.access.sight import Sight
from yingbao.office.casework.choices import ObjectionState
from yingbao.office.casework.models.cases import Case
from yingbao.office.casework.models.sight import OfCase
from yingbao.office.register.models.sight import SeenWithCases, lies_in_sight


class PublicNotice(models.Model):
    """What one township or village publishes about one programme, from a day to a day."""

    slug = models.TextField(unique=True)  # its address; nobody can guess it
    number = models.TextField(unique=True)
    county = models.TextField()
    division_code = models.TextField()
    programme = models.TextField()
    first_day = models.DateField()
    last_day = models.DateField()
    last_day_provisional = models.BooleanField(default=False)
    taken_down_on = models.DateField(null=True, blank=True)
    published_by = models.TextField()
    published_at = models.DateTimeField()
    telephone = models.TextField(blank=True, default="")  # of the office, for objections

    class Meta:
        indexes: ClassVar = [models.Index(fields=["division_code", "id"], name="notice_by_division")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_notice_begins_before_it_ends", condition=Q(first_day__lte=F("last_day"))
            ),
            models.CheckConstraint(
                name="a_notice_lies_in_its_county", condition=Q(county=Substr("division_code", 1, 6))
            ),
        ]

    def __str__(self) -> str:
        return self.number


class NoticeLine(OfCase, models.Model):
    """What a notice says about one case: masked when it was published, and never more."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="lines")
    case = models.ForeignKey(Case, models.PROTECT, related_name="notice_lines")
    number = models.PositiveIntegerField()
    masked_name = models.TextField()
    place = models.TextField()
    what = models.TextField()
    amount_fen = models.BigIntegerField(null=True, blank=True)
    per = models.TextField(blank=True, default="")  # how often: month, year …
    taken_off_on = models.DateField(null=True, blank=True)

    objects = SeenWithCases()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(name="lines_of_a_notice_are_numbered", fields=["notice", "number"]),
            models.UniqueConstraint(
                name="a_case_is_on_one_notice_at_a_time",
                fields=["case"],
                condition=Q(taken_off_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}/{self.number}"


class Objection(models.Model):
    """What somebody says against a line of a notice. Who it was is sealed.

    `said_index` is the blind index of line, words and who says them: the same objection sent twice is one.
    What came over the public page knows when, and the blind index of the address it was sent from.
    """

    line = models.ForeignKey(NoticeLine, models.PROTECT, related_name="objections")
    case = models.ForeignKey(Case, models.PROTECT, related_name="objections")
    county = models.TextField()
    division_code = models.TextField()
    received_on = models.DateField()
    text = models.TextField()
    name_sealed = models.BinaryField(null=True)
    phone_sealed = models.BinaryField(null=True)
    said_index = models.BinaryField(null=True, unique=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_from_index = models.BinaryField(null=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.TextField(choices=ObjectionState, default=ObjectionState.OPEN)
    answer = models.TextField(blank=True, default="")
    answered_by = models.TextField(blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)

    objects = SeenWithCases()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["division_code", "state"], name="objection_by_division"),
            models.Index(fields=["case"], name="objection_by_case"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_objection_is_answered_with_words",
                condition=Q(state=ObjectionState.OPEN, answered_on__isnull=True)
                | (~Q(state=ObjectionState.OPEN) & Q(answered_on__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"objection:{self.pk}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the case of an objection may be seen."""
        return lies_in_sight(sight)
