"""Counts of the register by township."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Substr

from yingbao.office.access.models import Officer
from yingbao.office.access.queries import list_townships
from yingbao.office.register.models import Certificate
from yingbao.office.register.queries.visible import standings_in

TOWNSHIP_DIGITS = 9


@dataclass(frozen=True)
class TownshipCount:
    """How many persons a township knows, and how many of them have a certificate on record."""

    code: str
    name: str
    persons: int
    holders: int


def count_by_township(officer: Officer) -> list[TownshipCount]:
    """Return a count for each township the officer sees, in the order of codes, those with nobody too.

    Persons of whom only the county is known stand in the last line, under the county's own code.
    """
    # The open certificate of record: answered by its own partial index, without reading the table.
    held = Certificate.objects.filter(person=OuterRef("person"), ended_by__isnull=True, valid_to__isnull=True)
    rows = (
        standings_in(*officer.scope)
        .values(township=Substr("division_code", 1, TOWNSHIP_DIGITS))
        .annotate(persons=Count("id"), holders=Count("id", filter=Q(Exists(held))))
    )
    counted = {row["township"]: (row["persons"], row["holders"]) for row in rows}
    names = dict(list_townships(officer).values_list("code", "name"))
    codes = [*names, *sorted(set(counted) - set(names))]
    return [TownshipCount(code, names.get(code, ""), *counted.get(code, (0, 0))) for code in codes]
