"""Whom a programme is owed to in a month, inside the officer's division: how many, and who."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from yingbao.office.access.models import Division, Officer
from yingbao.office.determination.choices import Outcome
from yingbao.office.determination.models import Decision
from yingbao.office.determination.queries.households import NO_HOUSEHOLDS, Households, count_households
from yingbao.office.determination.queries.scope import in_scope
from yingbao.office.register.models import Spell
from yingbao.values.money import Money
from yingbao.values.month import Month

PER_PAGE = 50
TOWNSHIP = 9


@dataclass(frozen=True)
class EntitledRow:
    """One person a programme says yes to, or cannot decide about."""

    person_id: int
    name: str
    township: str
    village: str
    # Per period of the programme, of the whole household where it is owed so; None: not money, or not known.
    amount: Money | None
    since: Month


@dataclass(frozen=True)
class EntitledPage:
    """One page of them, the total of all, and what they are owed together in a period."""

    rows: tuple[EntitledRow, ...]
    total: int
    owed: Money
    page: int
    pages: int
    # How the sum came about where it is owed per household.
    households: Households | None


def list_entitled(
    *,
    officer: Officer,
    month: Month,
    programme: str,
    outcome: Outcome,
    per_household: bool,
    page: int = 1,
) -> EntitledPage:
    """Return the persons of the officer's division with this answer. A page beyond the last is the last.

    What is owed `per_household` is summed once per household; someone who might be owed it is in no sum.
    """
    believed = _believed(officer, month)
    whole = believed.filter(grants__programme=programme, grants__outcome=outcome)
    households = None
    if per_household and outcome is Outcome.YES:
        counted = count_households(believed, month=month, programmes=[programme])
        households = counted.get(programme, NO_HOUSEHOLDS)
    totals = whole.aggregate(total=Count("id"), fen=Coalesce(Sum("grants__amount_fen"), 0))
    pages = max(1, -(-totals["total"] // PER_PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * PER_PAGE
    fields = ("person_id", "person__name", "place", "grants__amount_fen", "month_from")
    rows = list(whole.order_by("place", "person_id").values_list(*fields)[start : start + PER_PAGE])
    codes = {part for row in rows for part in (row[2], row[2][:TOWNSHIP])}
    names = dict(Division.objects.filter(code__in=codes).values_list("code", "name"))
    return EntitledPage(
        tuple(
            EntitledRow(
                person_id=person,
                name=name,
                township=names.get(place[:TOWNSHIP], ""),
                village=names.get(place, "") if len(place) > TOWNSHIP else "",
                amount=None if fen is None else Money(fen),
                since=Month.of(start_day),
            )
            for person, name, place, fen, start_day in rows
        ),
        totals["total"],
        households.owed_fen if households else Money(totals["fen"]),
        page,
        pages,
        households,
    )


def count_persons(*, officer: Officer, month: Month, programmes: Collection[str]) -> int:
    """Return how many persons of the officer's division are entitled to at least one programme."""
    if not programmes:
        return 0
    entitled = Q(grants__outcome=Outcome.YES, grants__programme__in=list(programmes))
    return _believed(officer, month).filter(entitled).values("person").distinct().count()


def count_in_county(*, county: str, month: Month, programmes: Collection[str]) -> dict[str, int]:
    """Return how many persons of a whole county are entitled to each programme; for those who run it."""
    day = month.first_day
    stands = Q(month_to=None) | Q(month_to__gte=day)
    rows = (
        Decision.objects.filter(stands, county=county, run_to=None, month_from__lte=day)
        .filter(grants__outcome=Outcome.YES, grants__programme__in=list(programmes))
        .values(programme=F("grants__programme"))
        .annotate(count=Count("person", distinct=True))
        .order_by("programme")
    )
    counted = {row["programme"]: row["count"] for row in rows}
    return {name: counted.get(name, 0) for name in programmes}


def count_enrolled(*, officer: Officer, month: Month, schemes: Collection[str]) -> dict[str, int]:
    """Return how many persons of the officer's division were on each scheme on a day of the month."""
    if not schemes:
        return {}
    low, high = officer.scope
    on_a_day = Q(valid_from=None) | Q(valid_from__lte=month.last_day)
    on_a_day &= Q(valid_to=None) | Q(valid_to__gte=month.first_day)
    here = Q(
        person__standings__county=officer.division_id[:6],
        person__standings__ended_by=None,
        person__standings__division_code__gte=low,
        person__standings__division_code__lt=high,
    )
    rows = (
        Spell.objects.filter(on_a_day, here, scheme__in=list(schemes), ended_by=None)
        .values("scheme")
        .annotate(count=Count("person", distinct=True))
        .order_by("scheme")
    )
    return {row["scheme"]: row["count"] for row in rows}


def _believed(officer: Officer, month: Month) -> QuerySet[Decision]:
    """The decisions about persons of the officer's division that stand for the month."""
    day = month.first_day
    stands = Q(month_to=None) | Q(month_to__gte=day)
    return in_scope(Decision.objects.filter(stands, run_to=None, month_from__lte=day), officer)
