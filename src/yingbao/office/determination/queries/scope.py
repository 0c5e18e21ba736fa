"""What an officer may see: rows about persons who stand in the officer's division."""

from typing import TypeVar

from django.db.models import F, Model, Q, QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.determination.models import Finding
from yingbao.values.division import DivisionCode

M = TypeVar("M", bound=Model)


def counties_of(officer: Officer) -> Q:
    """Return the condition that a row's county is the officer's, or lies in the officer's division."""
    if len(officer.division_id) >= 6:
        return Q(county=officer.division_id[:6])
    low, high = officer.scope
    return Q(county__gte=low, county__lt=high)


def in_scope(rows: QuerySet[M], officer: Officer, *, within: str = "") -> QuerySet[M]:
    """Return the rows whose person stands in the officer's division, each with its `place`.

    The rows have a person and a county. `within` narrows to a division; one
    that lies outside the officer's own finds nothing.

    Raises:
        NotADivision: `within` is not a code of a division.
    """
    low, high = officer.scope
    if within:
        first, last = DivisionCode(within).range
        low, high = max(low, first), min(high, last)
    found: QuerySet[M] = rows.filter(
        counties_of(officer),
        person__standings__county=F("county"),
        person__standings__ended_by=None,
        person__standings__division_code__gte=low,
        person__standings__division_code__lt=high,
    ).annotate(place=F("person__standings__division_code"))
    return found


def findings_in_scope(officer: Officer, *, within: str = "") -> QuerySet[Finding]:
    """Return the findings that stand now, about persons in the officer's division."""
    return in_scope(Finding.objects.filter(run_to=None), officer, within=within)
