"""Households of a small register, and what makes someone entitled to 低保 with an amount of a household."""

from datetime import date
from typing import Any

from tests.office.determination.register_of import holder, stated
from tests.people import WULINGYUAN, make_source
from yingbao.office.register.models import Household, Membership, Person, Source

DIBAO = "dibao"
# Two in a rural household without income, where 515 yuan a head is the standard.
TWO_IN_NEED = 103000


def in_need(name: str, *, members: int | None = 2, income: int = 0, **more: Any) -> Person:
    """Someone entitled to 低保: so many members of so much income a head; how many may be unknown."""
    person = holder(name, **more)
    facts = {
        "hukou_area": "rural",
        "household_income_per_head_fen": income,
        "employment_cost_per_head_fen": 0,
        "property_within_limit": "true",
        "on_tekun": "false",
    }
    if members is not None:
        facts["household_members"] = members
    for fact, value in facts.items():
        stated(person, fact, str(value), source=person.source)
    return person


def house(code: str, *persons: Person, source: Source | None = None, **more: Any) -> Household:
    """A household of these persons, as a 低保 list tells it."""
    listed = source or make_source("dibao")
    made, _ = Household.objects.get_or_create(
        county=more.pop("county", WULINGYUAN), code=code, defaults={"source": listed}
    )
    for person in persons:
        Membership.objects.create(
            person=person, household=made, source=listed, **{"valid_from": date(2026, 1, 1), **more}
        )
    return made
