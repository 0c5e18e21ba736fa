"""Rounds of re-verification: whom a round asks, how far it is, and what is open for an officer."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.within import lies_within
from yingbao.office.casework.choices import AwardState, ReviewResult
from yingbao.office.casework.models import Award, ReviewItem, ReviewRound
from yingbao.office.determination.fact_sources import schemes_of_enrolment
from yingbao.office.determination.packs import pack_of
from yingbao.office.register.models import Spell, Standing
from yingbao.values.month import Month


def holders(county: str, programme: str, month: Month) -> dict[int, str]:
    """Return who holds a programme, each with the place: by award; where none was made yet, by payee list."""
    awards = Award.objects.filter(county=county, programme=programme)
    held: QuerySet[Award] | QuerySet[Spell] = (
        awards.exclude(state=AwardState.ENDED) if awards.exists() else _listed(county, programme, month)
    )
    now = Standing.objects.filter(county=county, ended_by__isnull=True, person__in=held.values("person"))
    return dict(now.values_list("person_id", "division_code"))


def _listed(county: str, programme: str, month: Month) -> QuerySet[Spell]:
    rules = pack_of(county, month).for_month(month)
    found = next((each for each in rules.programmes if each.id == programme), None)
    if found is None or found.enrolment is None or found.enrolment.scheme == "none":
        return Spell.objects.none()
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=month.last_day)
    still = Q(valid_to__isnull=True) | Q(valid_to__gte=month.first_day)
    schemes = schemes_of_enrolment(found.enrolment.scheme)
    rows: QuerySet[Spell] = Spell.objects.filter(
        begun, still, lies_within(county), scheme__in=schemes, ended_by__isnull=True
    )
    return rows


def visible_items(officer: Officer) -> QuerySet[ReviewItem]:
    """Return whom rounds ask in the officer's division, by village; a department sees none."""
    if not may(officer, Permission.VIEW_CASES) or officer.role == Role.LEAD_UNIT:
        return ReviewItem.objects.none()
    low, high = officer.scope
    here = ReviewItem.objects.filter(division_code__gte=low, division_code__lt=high)
    return here.select_related("person", "round", "case").order_by("division_code", "id")


def get_item(officer: Officer, item_id: int) -> ReviewItem | None:
    """Return one visible row of a round, or None."""
    return visible_items(officer).filter(pk=item_id).first()


def visible_rounds(officer: Officer) -> QuerySet[ReviewRound]:
    """Return the rounds that ask somebody in the officer's division, with how many (`all`) and how far.

    `seen` were looked at; `differ` of them are changed or were not found.
    """
    mine = visible_items(officer).order_by().values("pk")
    here = Q(items__in=mine)
    other = Q(items__result__in=[ReviewResult.CHANGED, ReviewResult.NOT_FOUND])
    return (
        ReviewRound.objects.filter(here)
        .annotate(
            all=Count("items", filter=here),
            seen=Count("items", filter=here & ~Q(items__result=ReviewResult.OPEN)),
            differ=Count("items", filter=here & other),
        )
        .order_by("-drawn_on", "-id")
    )


def open_items(officer: Officer) -> QuerySet[ReviewItem]:
    """Return whom nobody has looked in on yet."""
    return visible_items(officer).filter(result=ReviewResult.OPEN)


def overdue(items: QuerySet[ReviewItem], on: date) -> QuerySet[ReviewItem]:
    """Return the rows of rounds whose last day is over."""
    return items.filter(result=ReviewResult.OPEN, round__due_on__lt=on)
