"""A year's money month by month: what is owed for a month, and what was sent under it and became of it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from yingbao.office.access.within import lies_within
from yingbao.office.payments.choices import LineState
from yingbao.office.payments.models import Line
from yingbao.office.provision.models import Due
from yingbao.values.month import Month

MONTHS = 12
SENT = (LineState.SENT, LineState.SETTLED, LineState.FAILED)


@dataclass(frozen=True)
class MonthOfMoney:
    """One month, in fen: owed for it, sent in its rolls, paid by the bank of that, sent back, unanswered."""

    month: Month
    owed: int
    sent: int
    settled: int
    failed: int

    @property
    def unanswered(self) -> int:
        """What the bank has not answered."""
        return self.sent - self.settled - self.failed


def months_of(county: str, year: int, programme: str = "") -> list[MonthOfMoney]:
    """Return the twelve months of a year, of one programme or of all.

    They rest on dues and lines, and so on those who may be seen: ask where the whole county may be.
    """
    dues = Due.objects.filter(lies_within(county), unit="fen", period__year=year)
    lines = Line.objects.filter(
        lies_within(county), county=county, roll__month__month__year=year, state__in=SENT
    )
    if programme:
        dues, lines = dues.filter(programme=programme), lines.filter(roll__programme=programme)
    owed = dict(dues.order_by().values_list("period").annotate(fen=Sum("amount")))
    states: defaultdict[tuple[object, str], int] = defaultdict(int)
    counted = lines.order_by().values_list("roll__month__month", "state").annotate(sum=Sum("fen"))
    for month, state, fen in counted:
        states[month, state] += fen
    return [_of(Month(year, number + 1), owed, states) for number in range(MONTHS)]


def _of(month: Month, owed: dict[object, int], states: dict[tuple[object, str], int]) -> MonthOfMoney:
    first = month.first_day
    return MonthOfMoney(
        month,
        owed.get(first, 0),
        sum(states[first, state] for state in SENT),
        states[first, LineState.SETTLED],
        states[first, LineState.FAILED],
    )
