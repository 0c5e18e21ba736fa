"""What was granted to whom, and how that changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr

from yingbao.office.access.sight import Sight
from yingbao.office.casework.choices import Aim, AwardState
from yingbao.office.casework.models.cases import Case
from yingbao.office.register.models.sight import SeenWithCases, lies_in_sight


class Award(models.Model):
    """A person is entitled to a programme from a month on, by a decision: of a case, or to take over a list.

    `grounds` is the answer as it was when it was decided, frozen: every condition with its truth and the
    facts it saw. State, amount and last month are copies of what its changes say.
    """

    number = models.TextField(unique=True)
    county = models.TextField()
    division_code = models.TextField()
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="awards")
    programme = models.TextField()
    # One of the two: the case it was decided in, or the payee list whose persons were taken over.
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="award")
    carried_from = models.ForeignKey(
        "register.Source", models.PROTECT, null=True, related_name="+", db_index=False
    )
    amount_fen = models.BigIntegerField(null=True, blank=True)
    per = models.TextField(blank=True, default="")
    first_month = models.DateField()
    last_month = models.DateField(null=True, blank=True)
    state = models.TextField(choices=AwardState, default=AwardState.ACTIVE)
    clause = models.TextField(blank=True, default="")
    pack_id = models.TextField()
    pack_digest = models.TextField()
    grounds = models.JSONField()
    decided_by = models.TextField()
    decided_on = models.DateField()
    made_at = models.DateTimeField()

    objects = SeenWithCases()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["division_code", "programme", "id"], name="award_by_division"),
            models.Index(fields=["person"], name="award_by_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_award_per_person_and_programme",
                fields=["person", "county", "programme"],
                condition=~Q(state=AwardState.ENDED),
            ),
            models.CheckConstraint(
                name="an_award_is_of_nothing_negative",
                condition=Q(amount_fen__isnull=True) | Q(amount_fen__gte=0),
            ),
            models.CheckConstraint(
                name="an_award_has_a_known_state", condition=Q(state__in=AwardState.values)
            ),
            # An award taken back from its first month on ends in the month before it.
            models.CheckConstraint(
                name="an_ended_award_has_a_last_month",
                condition=(Q(state=AwardState.ENDED) & Q(last_month__isnull=False))
                | (~Q(state=AwardState.ENDED) & Q(last_month__isnull=True)),
            ),
            models.CheckConstraint(
                name="an_award_comes_from_a_case_or_a_list",
                condition=Q(case__isnull=False, carried_from__isnull=True)
                | Q(case__isnull=True, carried_from__isnull=False),
            ),
            models.CheckConstraint(
                name="an_award_lies_in_its_county", condition=Q(county=Substr("division_code", 1, 6))
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the award may be seen."""
        return lies_in_sight(sight)


class AwardChange(models.Model):
    """One change of an award, from a month on: granted, changed, suspended, resumed or ended."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    aim = models.TextField(choices=Aim)
    from_month = models.DateField()
    amount_fen = models.BigIntegerField(null=True, blank=True)
    reason = models.TextField()
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="award_changes")
    by = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()

    objects = SeenWithCases()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(name="changes_of_an_award_are_numbered", fields=["award", "number"]),
            models.CheckConstraint(name="a_change_of_an_award_is_known", condition=Q(aim__in=Aim.values)),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}/{self.number} {self.aim}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the award of a change may be seen."""
        return lies_in_sight(sight, "award__division_code")


class Letter(models.Model):
    """A letter as it was made: the words it was made of, so that it can be printed again years later."""

    number = models.TextField(unique=True)
    county = models.TextField()
    division_code = models.TextField()
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="letters")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="letters")
    kind = models.TextField()  # id of the letter in the pack
    about = models.TextField(blank=True, default="")  # what it answers, where a case has several
    title_zh = models.TextField()
    title_en = models.TextField()
    paragraphs = models.JSONField()  # [{"zh": …, "en": …}, …], filled in
    office = models.TextField()
    made_on = models.DateField()
    made_by = models.TextField()
    made_at = models.DateTimeField()

    objects = SeenWithCases()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["person"], name="letter_by_person"),
            models.Index(fields=["case"], name="letter_by_case"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_letter_lies_in_its_county", condition=Q(county=Substr("division_code", 1, 6))
            ),
            models.UniqueConstraint(
                name="a_letter_of_a_kind_once_a_day",
                fields=["case", "kind", "about", "made_on"],
                condition=Q(case__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the letter may be seen."""
        return lies_in_sight(sight)
