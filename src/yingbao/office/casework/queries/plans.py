"""Support plans (一人一策) an officer sees, and what the next one can promise."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from yingbao.law.facts.problems import Wording
from yingbao.law.packs import NotInForce
from yingbao.law.packs.records import records_of
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.casework.models import SupportPlan
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.persons import get_person_answers
from yingbao.office.register.models import Person
from yingbao.values.month import Month


def visible_plans(officer: Officer) -> QuerySet[SupportPlan]:
    """Return the plans of the officer's division, the newest first; a department sees none."""
    if not may(officer, Permission.VIEW_CASES) or officer.role == Role.LEAD_UNIT:
        return SupportPlan.objects.none()
    low, high = officer.scope
    here = SupportPlan.objects.filter(division_code__gte=low, division_code__lt=high)
    return here.prefetch_related("services").order_by("-version")


def plans_of(officer: Officer, person: Person) -> QuerySet[SupportPlan]:
    """Return the visible plans of a person: the current one first, then those before."""
    return visible_plans(officer).filter(person=person)


def plans_to_review(officer: Officer, on: date) -> QuerySet[SupportPlan]:
    """Return the current plans of the officer's division whose day of review has come."""
    return visible_plans(officer).filter(ended_on__isnull=True, review_on__lte=on)


@dataclass(frozen=True)
class Owed:
    """A programme a person is entitled to: its name, the unit that leads it (None: not said), how often."""

    programme: str
    name: Wording
    lead: Wording | None
    per: str


def owed_to(officer: Officer, person: Person, month: Month) -> list[Owed]:
    """Return what the rules owe a visible person in a month, in their order; nothing before they begin."""
    try:
        answers = get_person_answers(officer=officer, person=person.pk, month=month)
    except NotInForce:
        return []
    if answers is None:
        return []
    pack = pack_of(answers.county, month)
    entitled = {each.programme for each in answers.answers if each.explanation.outcome}
    found = []
    for each in pack.programmes:
        if each.id in entitled:
            lead = records_of(pack).lead_of(each)
            per = each.pays.per if each.pays else ""
            found.append(Owed(each.id, each.name, lead.name if lead else None, per))
    return found
