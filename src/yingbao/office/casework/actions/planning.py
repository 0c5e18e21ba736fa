"""Writing the support plan of one person (一人一策): each version is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.casework.actions.acting import NotYourTurn, NoWords
from yingbao.office.casework.actions.opening import NoSuchProgramme
from yingbao.office.casework.models import PlannedService, SupportPlan
from yingbao.office.determination.packs import pack_of
from yingbao.office.register.models import Person, Standing
from yingbao.office.register.queries.visible import get_person
from yingbao.values.month import Month


class ReviewTooEarly(Exception):
    """A plan is looked at again on a day after it was made."""


@dataclass(frozen=True)
class Service:
    """One service agreed on: what, by whom, how often; its programme where it belongs to one."""

    what: str
    who: str
    how_often: str
    programme: str = ""


@dataclass(frozen=True)
class Agreed:
    """What was agreed, with whom (a relation, no name), and when it is looked at again."""

    needs: str
    goals: str
    agreed_with: str
    review_on: date
    services: Sequence[Service] = ()


@transaction.atomic
def write_plan(*, person: int, agreed: Agreed, on: date, at: datetime, by: Officer) -> SupportPlan:
    """Write the next version of a person's plan; it ends the one before on the same day.

    Raises:
        NotPermitted, NotYourTurn: the post writes no plans, or the person lives elsewhere.
        NoWords: needs, goals, or with whom it was agreed are missing.
        ReviewTooEarly: the day of review is not after the day of the plan.
        NoSuchProgramme: a service names a programme the rules of the county do not know.
    """
    require(by, Permission.WRITE_SUPPORT_PLANS)
    if not all(each.strip() for each in (agreed.needs, agreed.goals, agreed.agreed_with)):
        raise NoWords
    if agreed.review_on <= on:
        raise ReviewTooEarly(str(agreed.review_on))
    place = _place(person, by)
    _must_be_known({each.programme for each in agreed.services} - {""}, place.county, on)
    # Two who write at once take turns at the person.
    held = Person.objects.select_for_update().get(pk=place.person_id)
    before = SupportPlan.objects.filter(person=held, county=place.county)
    before.filter(ended_on__isnull=True).update(ended_on=on)
    plan = SupportPlan.objects.create(
        person=held,
        county=place.county,
        division_code=place.division_code,
        version=before.count() + 1,
        made_on=on,
        made_by=by.username,
        made_at=at,
        needs=agreed.needs.strip(),
        goals=agreed.goals.strip(),
        agreed_with=agreed.agreed_with.strip(),
        review_on=agreed.review_on,
    )
    PlannedService.objects.bulk_create(
        PlannedService(
            plan=plan,
            number=number,
            programme=each.programme,
            what=each.what.strip(),
            who=each.who.strip(),
            how_often=each.how_often.strip(),
        )
        for number, each in enumerate(agreed.services, 1)
    )
    detail = {"version": plan.version, "services": len(agreed.services)}
    record("casework.plan.written", subject=f"person:{held.pk}", by=by, detail=detail)
    return plan  # type: ignore[no-any-return]  # a manager cut to sight


def _must_be_known(programmes: set[str], county: str, on: date) -> None:
    unknown = programmes - {each.id for each in pack_of(county, Month.of(on)).programmes}
    if unknown:
        raise NoSuchProgramme(min(unknown))


def _place(person_id: int, by: Officer) -> Standing:
    person = get_person(by, person_id)
    low, high = by.acting_scope
    places = Standing.objects.filter(
        person=person, ended_by__isnull=True, division_code__gte=low, division_code__lt=high
    )
    place = places.order_by("id").first() if person else None
    if place is None:
        raise NotYourTurn(str(person_id))
    found: Standing = place
    return found
