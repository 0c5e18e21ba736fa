"""The board of a month: what is owed of each programme, what is open of it, and the rolls that pay it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.within import lies_within
from yingbao.office.payments.models import Discharge, PayMonth, Roll
from yingbao.office.payments.queries.rolls import rolls_of
from yingbao.office.provision.models import Due, Freezing, Reckoning
from yingbao.values.month import Month


@dataclass(frozen=True)
class ProgrammeBoard:
    """One programme in a month; amounts are fen, of the officer's division."""

    programme: str
    # What is owed for the month, as known now.
    owed_fen: int
    # What is open up to the month: dues on no roll, and what they come to; of it for earlier months.
    open_dues: int
    open_fen: int
    arrears_fen: int
    # Persons to whom less is owed than was paid: no roll pays them, an officer recovers it.
    below: int
    rolls: list[Roll]


@dataclass(frozen=True)
class Board:
    """A month of payments as an officer sees it."""

    month: Month
    pay_month: PayMonth | None
    reckoning: Reckoning | None
    programmes: list[ProgrammeBoard]


def board_of(officer: Officer, month: Month) -> Board:
    """Return the board of a month; of nobody's money for who may not see any."""
    county = officer.division_id[:6]
    if not may(officer, Permission.VIEW_MONEY):
        return Board(month, None, None, [])
    return Board(
        month,
        PayMonth.objects.filter(county=county, month=month.first_day).first(),
        Reckoning.objects.filter(county=county, month=month.first_day).order_by("-id").first(),
        _programmes(officer, month),
    )


def _programmes(officer: Officer, month: Month) -> list[ProgrammeBoard]:
    frozen = Freezing.objects.filter(
        county=OuterRef("county"),
        programme=OuterRef("programme"),
        period=OuterRef("period"),
        month__lte=month.first_day,
    )
    begun = Q(period__lte=month.first_day) | Exists(frozen)
    dues = Due.objects.filter(begun, lies_within(officer.division_id), unit="fen")
    owed = _summed(dues.filter(period=month.first_day))
    open_dues = dues.filter(~Exists(Discharge.objects.filter(due=OuterRef("pk"), alive=True)))
    earlier = Sum("amount", filter=Q(period__lt=month.first_day), default=0)
    counted = open_dues.order_by().values("programme")
    open_now = {
        row["programme"]: row for row in counted.annotate(n=Count("id"), fen=Sum("amount"), earlier=earlier)
    }
    below = _below(open_dues)
    rolls: dict[str, list[Roll]] = defaultdict(list)
    for roll in rolls_of(officer, month).order_by("id"):
        rolls[roll.programme].append(roll)
    nothing = {"n": 0, "fen": 0, "earlier": 0}
    return [
        ProgrammeBoard(
            programme,
            owed.get(programme, 0),
            (of := open_now.get(programme, nothing))["n"],
            of["fen"],
            of["earlier"],
            below.get(programme, 0),
            rolls[programme],
        )
        for programme in sorted(owed.keys() | open_now.keys() | rolls.keys())
    ]


def _summed(dues: QuerySet[Due]) -> dict[str, int]:
    rows = dues.order_by().values("programme").annotate(fen=Sum("amount"))
    return {row["programme"]: row["fen"] for row in rows}


def _below(open_dues: QuerySet[Due]) -> dict[str, int]:
    """Return of how many persons less is owed than was paid, by programme."""
    persons = open_dues.order_by().values("programme", "person_id").annotate(fen=Sum("amount"))
    found: dict[str, int] = defaultdict(int)
    for row in persons.filter(fen__lt=0).values_list("programme", flat=True):
        found[row] += 1
    return found
