"""Cases, and what was done in them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr

from yingbao.office.access.sight import Sight
from yingbao.office.casework.choices import ENDED, ActKind, Aim, CaseState, Origin
from yingbao.office.casework.models.sight import OfCase
from yingbao.office.register.models.sight import SeenWithCases, lies_in_sight


class Case(models.Model):
    """One person's application, or a proposal about one person, for one programme.

    Whose turn it is, since when and until when are copies of what the course says of its acts (ADR 14),
    written in the transaction of each act: lists read them, nobody else writes them.
    """

    number = models.TextField(unique=True)  # 430811-2026-000042
    county = models.TextField()
    division_code = models.TextField()
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="cases")
    programme = models.TextField()
    process = models.TextField()
    # The request of the process that opened it, where it is not the application itself.
    request = models.TextField(blank=True, default="")
    aim = models.TextField(choices=Aim)
    origin = models.TextField(choices=Origin)
    finding = models.ForeignKey(
        "determination.Finding", models.PROTECT, null=True, blank=True, related_name="cases"
    )
    about = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    month = models.DateField()  # whose rules are asked
    # The window elsewhere that took the papers, in its own words.
    window = models.TextField(blank=True, default="")
    opened_by = models.TextField()
    opened_at = models.DateTimeField()
    handed_in_on = models.DateField(null=True, blank=True)

    state = models.TextField(choices=CaseState)
    step = models.TextField(blank=True, default="")
    turn = models.TextField(blank=True, default="")  # unit of the pack, or "applicant"
    began_with = models.PositiveIntegerField(default=0)  # number of the act that began the step
    step_began_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_provisional = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    objects = SeenWithCases()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(
                fields=["county", "turn", "due_on", "id"],
                name="case_by_turn",
                condition=Q(ended_on__isnull=True),
            ),
            models.Index(fields=["division_code", "id"], name="case_by_division"),
            models.Index(fields=["person"], name="case_by_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_open_case_per_person_programme_and_aim",
                fields=["person", "county", "programme", "aim"],
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(name="a_case_has_a_known_state", condition=Q(state__in=CaseState.values)),
            models.CheckConstraint(name="a_case_has_a_known_aim", condition=Q(aim__in=Aim.values)),
            models.CheckConstraint(
                name="a_case_lies_in_its_county", condition=Q(county=Substr("division_code", 1, 6))
            ),
            models.CheckConstraint(
                name="an_ended_case_has_no_turn",
                condition=Q(state__in=ENDED, ended_on__isnull=False, turn="", due_on__isnull=True)
                | (~Q(state__in=ENDED) & Q(ended_on__isnull=True) & ~Q(turn="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the case may be seen."""
        return lies_in_sight(sight)


class CaseAct(OfCase, models.Model):
    """One thing done in a case: what, by whom, on which day. Rows are only ever added."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="acts")
    number = models.PositiveIntegerField()
    kind = models.TextField(choices=ActKind)
    step = models.TextField(blank=True, default="")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.TextField()
    stands_in_for = models.TextField(blank=True, default="")
    words = models.TextField(blank=True, default="")  # opinion, reason, what was found
    detail = models.JSONField(default=dict)

    objects = SeenWithCases()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(name="acts_of_a_case_are_numbered", fields=["case", "number"]),
            models.CheckConstraint(name="an_act_of_a_case_is_known", condition=Q(kind__in=ActKind.values)),
            models.CheckConstraint(name="an_act_of_a_case_has_a_doer", condition=~Q(by="")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.number} {self.kind}"


class Applicant(OfCase, models.Model):
    """Who applies, where that is not the person: name and telephone are sealed."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="applicant")
    relation = models.TextField()
    name_sealed = models.BinaryField(null=True)
    phone_sealed = models.BinaryField(null=True)

    objects = SeenWithCases()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"applicant of {self.case_id}"


class Paper(OfCase, models.Model):
    """One paper a step asks for: whether it was told to be missing, and when it was brought."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    number = models.PositiveSmallIntegerField()
    name_zh = models.TextField()
    name_en = models.TextField()
    missing_told_on = models.DateField(null=True, blank=True)
    brought_on = models.DateField(null=True, blank=True)
    # Why it need not be brought: the office has it already, or it does not concern this person.
    not_needed = models.TextField(blank=True, default="")

    objects = SeenWithCases()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(name="papers_of_a_case_are_numbered", fields=["case", "number"]),
            models.CheckConstraint(
                name="a_paper_is_brought_after_it_was_missing",
                condition=Q(brought_on__isnull=True)
                | Q(missing_told_on__isnull=True)
                | Q(brought_on__gte=F("missing_told_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.name_zh}"


class Alarm(OfCase, models.Model):
    """What the calendar said about one limit; each is raised once, however late."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="alarms")
    act_number = models.PositiveIntegerField()
    kind = models.TextField()
    due_on = models.DateField()
    for_day = models.DateField()  # the day it should have been raised
    raised_at = models.DateTimeField()

    objects = SeenWithCases()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="an_alarm_is_raised_once", fields=["case", "act_number", "kind", "due_on"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.due_on}"


class Series(models.Model):
    """The last number given in a county and year, for one kind of paper."""

    county = models.TextField()
    kind = models.TextField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_series_per_county_kind_and_year", fields=["county", "kind", "year"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.kind} {self.year}: {self.last}"
