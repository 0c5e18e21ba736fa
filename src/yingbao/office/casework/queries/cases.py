"""Cases an officer sees, and the lists of what is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.casework.choices import ObjectionState
from yingbao.office.casework.models import Case, CaseAct, NoticeLine
from yingbao.office.casework.turns import unit_of
from yingbao.office.register.models import Person


def visible_cases(officer: Officer) -> QuerySet[Case]:
    """Return the cases an officer sees: those of the division, of its own turn for a department, or none."""
    if not may(officer, Permission.VIEW_CASES):
        return Case.objects.none()
    low, high = officer.scope
    here = Case.objects.filter(division_code__gte=low, division_code__lt=high)
    if officer.role != Role.LEAD_UNIT:
        return here
    # A department sees the cases in which its turn is, or in which it acted itself.
    acted = CaseAct.objects.filter(by=officer.username).values("case")
    return here.filter(Q(turn=officer.unit) & ~Q(turn="") | Q(pk__in=acted))


def get_case(officer: Officer, case_id: int) -> Case | None:
    """Return one visible case, or None."""
    return visible_cases(officer).select_related("person").filter(pk=case_id).first()


def cases_of(officer: Officer, person: Person) -> QuerySet[Case]:
    """Return the visible cases of a person, the newest first."""
    return visible_cases(officer).filter(person=person).order_by("-id")


def my_turn(officer: Officer) -> QuerySet[Case]:
    """Return the open cases in which this officer's unit acts next; what is due first comes first.

    A case without a limit comes after those with one: it is never left out.
    """
    low, high = officer.acting_scope
    unit = unit_of(officer)
    if not unit:
        return Case.objects.none()
    waiting = visible_cases(officer).filter(
        turn=unit, ended_on__isnull=True, division_code__gte=low, division_code__lt=high
    )
    return waiting.order_by(F("due_on").asc(nulls_last=True), "id")


@dataclass(frozen=True)
class Counts:
    """How much waits: each open case of the officer's turn is in exactly one of these."""

    overdue: int
    today: int
    week: int
    later: int
    unlimited: int

    @property
    def all(self) -> int:
        return self.overdue + self.today + self.week + self.later + self.unlimited


def count_my_turn(officer: Officer, on: date) -> Counts:
    """Return how many of the officer's cases are overdue, due today, in a week, later, or without limit."""
    counted: Mapping[str, int] = (
        my_turn(officer)
        .order_by()
        .aggregate(
            overdue=Count("id", filter=Q(due_on__lt=on)),
            today=Count("id", filter=Q(due_on=on)),
            week=Count("id", filter=Q(due_on__gt=on, due_on__lte=on + timedelta(days=7))),
            later=Count("id", filter=Q(due_on__gt=on + timedelta(days=7))),
            unlimited=Count("id", filter=Q(due_on__isnull=True)),
        )
    )
    return Counts(**counted)


def cases_with_notice_over(county: str, on: date) -> QuerySet[Case]:
    """Return the cases of a county on a public notice whose last day is before a day, and not objected to."""
    over = NoticeLine.objects.filter(
        notice__county=county, taken_off_on__isnull=True, notice__last_day__lt=on
    )
    held = over.filter(objections__state=ObjectionState.OPEN).values("pk")
    return Case.objects.filter(pk__in=over.exclude(pk__in=held).values("case"))
