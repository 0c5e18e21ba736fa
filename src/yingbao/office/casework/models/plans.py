"""One person, one plan (一人一策), and looking again whether things are as they were."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr

from yingbao.office.access.sight import Sight
from yingbao.office.casework.choices import ReviewKind, ReviewResult
from yingbao.office.casework.models.cases import Case
from yingbao.office.register.models.sight import Seen, lies_in_sight


class SupportPlan(models.Model):
    """What a person needs, wants to reach and is to get, as agreed on a day; a new one ends the last."""

    person = models.ForeignKey("register.Person", models.PROTECT, related_name="support_plans")
    county = models.TextField()
    division_code = models.TextField()
    version = models.PositiveIntegerField()
    made_on = models.DateField()
    made_by = models.TextField()
    made_at = models.DateTimeField()
    needs = models.TextField()
    goals = models.TextField()
    agreed_with = models.TextField()  # the person, or who speaks for the person: a relation, no name
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="versions_of_a_plan_are_numbered", fields=["person", "county", "version"]
            ),
            models.UniqueConstraint(
                name="one_plan_per_person",
                fields=["person", "county"],
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="a_plan_lies_in_its_county", condition=Q(county=Substr("division_code", 1, 6))
            ),
        ]

    def __str__(self) -> str:
        return f"plan of {self.person_id}, {self.version}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the plan may be seen."""
        return lies_in_sight(sight)


class PlannedService(models.Model):
    """One service of a plan: which, who gives it, how often."""

    plan = models.ForeignKey(SupportPlan, models.PROTECT, related_name="services")
    number = models.PositiveSmallIntegerField()
    programme = models.TextField(blank=True, default="")  # empty where it belongs to none
    what = models.TextField()
    who = models.TextField()
    how_often = models.TextField()

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(name="services_of_a_plan_are_numbered", fields=["plan", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.number}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the plan of a service may be seen."""
        return lies_in_sight(sight, "plan__division_code")


class ReviewRound(models.Model):
    """One round of re-verification of those who hold a programme, all or a drawn sample of them."""

    county = models.TextField()
    programme = models.TextField()
    kind = models.TextField(choices=ReviewKind)
    year = models.PositiveSmallIntegerField()
    share_percent = models.PositiveSmallIntegerField(default=100)
    seed = models.TextField()  # whoever has it can draw the same sample again
    drawn_on = models.DateField()
    due_on = models.DateField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_sample_is_part_of_all", condition=Q(share_percent__gte=1, share_percent__lte=100)
            ),
            models.UniqueConstraint(
                name="one_yearly_round_per_programme",
                fields=["county", "programme", "year"],
                condition=Q(kind=ReviewKind.YEARLY),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.programme} {self.year}"


class ReviewItem(models.Model):
    """One person of a round: what was found, by whom."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="items")
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="review_items")
    county = models.TextField()
    division_code = models.TextField()
    result = models.TextField(choices=ReviewResult, default=ReviewResult.OPEN)
    found = models.TextField(blank=True, default="")
    on = models.DateField(null=True, blank=True)
    by = models.TextField(blank=True, default="")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="review_items")

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["division_code", "result"], name="review_by_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_person_is_once_in_a_round", fields=["round", "person"]),
            models.CheckConstraint(
                name="what_was_found_has_a_day_and_a_name",
                condition=Q(result=ReviewResult.OPEN, on__isnull=True)
                | (~Q(result=ReviewResult.OPEN) & Q(on__isnull=False) & ~Q(by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.person_id}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the place of the person may be seen."""
        return lies_in_sight(sight)


class CertificateReminder(models.Model):
    """That a person was told of a certificate about to expire: once for each day of expiry."""

    person = models.ForeignKey("register.Person", models.PROTECT, related_name="certificate_reminders")
    county = models.TextField()
    division_code = models.TextField()
    expires_on = models.DateField()
    told_on = models.DateField()
    how = models.TextField()
    by = models.TextField()

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="reminded_once_of_an_expiry", fields=["person", "county", "expires_on"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.expires_on}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the place of the person may be seen."""
        return lies_in_sight(sight)
