"""This month in figures: the four lists, what is at stake, where, and what changed since last month."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, Substr

from yingbao.office.access.models import Division, Officer
from yingbao.office.determination.choices import Outcome, WorkList
from yingbao.office.determination.models import Decision, Finding, Run
from yingbao.office.determination.queries.households import Households, count_households
from yingbao.office.determination.queries.runs import list_runs
from yingbao.office.determination.queries.scope import findings_in_scope, in_scope
from yingbao.values.money import Money
from yingbao.values.month import Month

TOWNSHIP = 9  # digits of a township's code


@dataclass(frozen=True)
class ListFigure:
    """One list of the month: how many rows, how much money, and how many rows the month before had."""

    list: WorkList
    count: int
    at_stake: Money
    # None when the month before has no lists of its own.
    before: int | None
    # What money is at stake for: programmes, each with the reason of its rows.
    staked: frozenset[tuple[str, str]] = frozenset()

    @property
    def difference(self) -> int | None:
        return None if self.before is None else self.count - self.before


@dataclass(frozen=True)
class TownshipFigure:
    """One township: rows per list and money at stake in all."""

    code: str
    name: str
    counts: Mapping[str, int]
    at_stake: Money

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class HomeFigures:
    """What an officer sees first: the month, its four lists in the order of work, its townships."""

    month: Month
    lists: tuple[ListFigure, ...]
    townships: tuple[TownshipFigure, ...]
    latest_run: Run | None


@dataclass
class _Sums:
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    fen: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    staked: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))


def get_home_figures(*, officer: Officer, month: Month) -> HomeFigures:
    """Return the figures of a month; all are nothing where it was not determined."""
    latest_run = list_runs(officer=officer).first()
    now, before = _Sums(), _Sums()
    places: dict[str, _Sums] = defaultdict(_Sums)
    for row in _sums_by_township(officer, month):
        sums = now if row["month"] == month.first_day else before
        sums.counts[row["list"]] += row["count"]
        sums.fen[row["list"]] += row["fen"]
        if row["fen"]:
            sums.staked[row["list"]].add((row["programme"], row["reason"]))
        if sums is now:
            places[row["township"]].counts[row["list"]] += row["count"]
            places[row["township"]].fen[row["list"]] += row["fen"]
    has_before = bool(before.counts)
    lists = tuple(
        ListFigure(
            kind,
            now.counts[kind],
            Money(now.fen[kind]),
            before.counts[kind] if has_before else None,
            frozenset(now.staked[kind]),
        )
        for kind in WorkList
    )
    return HomeFigures(month, lists, _townships(officer, places), latest_run)


def _sums_by_township(officer: Officer, month: Month) -> Iterable[dict[str, Any]]:
    months = [month.first_day, (month - 1).first_day]
    rows = findings_in_scope(officer).filter(month__in=months)
    return (
        rows.annotate(township=Substr("place", 1, TOWNSHIP))
        .values("month", "list", "township", "programme", "reason")
        .annotate(count=Count("id"), fen=Coalesce(Sum("at_stake_fen"), 0))
        .order_by()
    )


def _townships(officer: Officer, places: Mapping[str, _Sums]) -> tuple[TownshipFigure, ...]:
    """Every township of the officer's division, also those without a finding, and places without one."""
    low, high = officer.scope
    names = dict(
        Division.objects.filter(
            Q(level="township", code__gte=low, code__lt=high) | Q(code__in=list(places))
        ).values_list("code", "name")
    )
    return tuple(
        TownshipFigure(
            code, names.get(code, code), dict(places[code].counts), Money(sum(places[code].fen.values()))
        )
        if code in places
        else TownshipFigure(code, names[code], {}, Money(0))
        for code in sorted({*names, *places})
    )


@dataclass(frozen=True)
class ProgrammeFigure:
    """One programme in a month: how many are entitled, how many must be asked, what a period of it costs."""

    programme: str
    entitled: int
    to_ask: int
    owed: Money
    # Entitled persons whose amount is not known; the sum leaves them out.
    without_amount: int
    # How the sum came about where it is owed per household; no person is left out by amount then.
    households: Households | None = None


def count_programmes(
    *, officer: Officer, month: Month, per_household: Collection[str], only: Collection[str] | None = None
) -> dict[str, ProgrammeFigure]:
    """Return the figures of every programme someone in the officer's division is entitled to, or may be.

    Or of `only` some: a district of twelve thousand has a million answers. What those `per_household` owe is
    summed once per household.
    """
    day = month.first_day
    standing = Decision.objects.filter(
        Q(month_to=None) | Q(month_to__gte=day), run_to=None, month_from__lte=day
    )
    believed = in_scope(standing, officer)
    yes = Q(grants__outcome=Outcome.YES)
    counted = Q(grants__isnull=False) if only is None else Q(grants__programme__in=sorted(only))
    rows = (
        believed.filter(counted)
        .values(programme=F("grants__programme"))
        .annotate(
            entitled=Count("grants", filter=yes),
            to_ask=Count("grants", filter=Q(grants__outcome=Outcome.ASK)),
            fen=Coalesce(Sum("grants__amount_fen", filter=yes), 0),
            without_amount=Count("grants", filter=yes & Q(grants__amount_fen=None)),
        )
        .order_by("grants__programme")
    )
    once = count_households(believed, month=month, programmes=per_household)
    return {row["programme"]: _figure(row, once.get(row["programme"])) for row in rows}


def _figure(row: Mapping[str, Any], households: Households | None) -> ProgrammeFigure:
    name, entitled, to_ask = row["programme"], row["entitled"], row["to_ask"]
    if households is None:
        return ProgrammeFigure(name, entitled, to_ask, Money(row["fen"]), row["without_amount"])
    return ProgrammeFigure(name, entitled, to_ask, households.owed_fen, 0, households)


def count_lists(*, county: str, month: Month) -> dict[WorkList, tuple[int, Money]]:
    """Return how many rows every list of a whole county has, and the money at stake; for those who run it."""
    rows = (
        Finding.objects.filter(county=county, month=month.first_day, run_to=None)
        .values("list")
        .annotate(count=Count("id"), fen=Coalesce(Sum("at_stake_fen"), 0))
        .order_by()
    )
    found = {row["list"]: (row["count"], Money(row["fen"])) for row in rows}
    return {kind: found.get(kind, (0, Money(0))) for kind in WorkList}
