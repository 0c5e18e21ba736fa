"""Rolls as far as an officer sees them: which there are, what they come to, what stands against lines."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Substr

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.within import lies_within
from yingbao.office.payments.choices import LineState, RollState
from yingbao.office.payments.models import Line, LineProblem, PayMonth, Roll
from yingbao.values.month import Month

TOWNSHIP = 9  # digits of a township's code


@dataclass(frozen=True)
class StateTotal:
    """How many lines of a roll are in a state, and what they come to in fen."""

    state: str
    count: int
    fen: int


@dataclass(frozen=True)
class TownshipTotal:
    """How many lines of a programme are of a township, and what they come to in fen."""

    programme: str
    code: str
    count: int
    fen: int


@dataclass(frozen=True)
class ProblemCount:
    """Against how many lines something stands; `settled` of them are accepted, or left out for it."""

    kind: str
    count: int
    settled: int


def rolls_of(officer: Officer, month: Month | None = None) -> QuerySet[Roll]:
    """Return the rolls of an officer, of one month or of all, the newest first.

    Whoever sees the county sees all of its rolls; below it, those with a line that may be seen.
    """
    if not may(officer, Permission.VIEW_MONEY):
        return Roll.objects.none()
    here = Line.objects.filter(lies_within(officer.division_id), roll=OuterRef("pk"))
    rolls = Roll.objects.filter(lies_within(officer.division_id, "county") | Exists(here)).select_related(
        "month"
    )
    if month is not None:
        rolls = rolls.filter(month__month=month.first_day)
    return rolls.order_by("-id")


def get_roll(officer: Officer, roll_id: int) -> Roll | None:
    """Return a roll the officer sees anything of, or None."""
    return rolls_of(officer).filter(pk=roll_id).first()


def totals_of(officer: Officer, roll: Roll) -> list[StateTotal]:
    """Return what the lines in sight come to, state by state, in the order a line goes through them."""
    counted = _lines(officer, roll).order_by("state").values("state").annotate(n=Count("id"), fen=Sum("fen"))
    found = {row["state"]: StateTotal(row["state"], row["n"], row["fen"]) for row in counted}
    return [found[state] for state in LineState.values if state in found]


def by_township(officer: Officer, *rolls: Roll) -> list[TownshipTotal]:
    """Return what the lines of rolls in sight come to, by programme and township, without lines left out."""
    lines = Line.objects.filter(lies_within(officer.division_id), roll__in=rolls)
    return _by_township(lines.exclude(state=LineState.OUT))


def paid_by_township(officer: Officer, pay_month: PayMonth) -> list[TownshipTotal]:
    """Return what the bank paid out of the closed rolls of a month, by programme and township."""
    closed = Line.objects.filter(
        lies_within(officer.division_id), roll__month=pay_month, roll__state=RollState.CLOSED
    )
    return _by_township(closed.filter(state=LineState.SETTLED, fen__gt=0))


def _by_township(lines: QuerySet[Any]) -> list[TownshipTotal]:
    place = {"programme": F("roll__programme"), "place": Substr("division_code", 1, TOWNSHIP)}
    counted = lines.annotate(**place).order_by("programme", "place").values("programme", "place")
    rows = counted.annotate(n=Count("id"), total=Sum("fen"))
    return [TownshipTotal(row["programme"], row["place"], row["n"], row["total"]) for row in rows]


def problem_counts(officer: Officer, roll: Roll) -> list[ProblemCount]:
    """Return how many lines in sight each kind of problem stands against."""
    here = lies_within(officer.division_id, "line__division_code")
    problems = LineProblem.objects.filter(here, line__roll=roll)
    settled = Count("id", filter=~Q(accepted_by="") | Q(line__state=LineState.OUT))
    counted = problems.order_by("kind").values("kind").annotate(n=Count("id"), settled=settled)
    return [ProblemCount(row["kind"], row["n"], row["settled"]) for row in counted]


def _lines(officer: Officer, roll: Roll) -> QuerySet[Line]:
    return Line.objects.filter(lies_within(officer.division_id), roll=roll)
