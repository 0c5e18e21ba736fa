"""Months of payments: which there are, what stands in the way of closing one, and what it came to."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.payments.choices import BlockKind, LineState, RollState
from yingbao.office.payments.models import Line, PayMonth, Roll, RollFund
from yingbao.office.provision.choices import ReckoningState
from yingbao.office.provision.models import Reckoning

DONE = frozenset({RollState.CLOSED, RollState.CANCELLED})


@dataclass(frozen=True)
class Block:
    """One thing that stands in the way; `roll` where it is a roll, `count` how many things are wrong."""

    kind: BlockKind
    roll: Roll | None = None
    count: int = 1


def months_of(officer: Officer) -> QuerySet[PayMonth]:
    """Return the months of the officer's county, the newest first."""
    if not may(officer, Permission.VIEW_MONEY):
        return PayMonth.objects.none()
    return PayMonth.objects.filter(county=officer.division_id[:6]).order_by("-month")


def blocks_of(pay_month: PayMonth) -> list[Block]:
    """Return what stands in the way of closing a month; the whole book of the county is read for it.

    What is owed and could not be paid does not: it stays open for a roll of a later month.
    """
    rolls = Roll.objects.filter(month=pay_month).exclude(state__in=DONE).order_by("number")
    blocks = [Block(BlockKind.ROLL_ON_ITS_WAY, roll) for roll in rolls]
    if not _is_reckoned(pay_month):
        blocks.append(Block(BlockKind.NOT_RECKONED))
    if faults := check_ledger(pay_month.county).faults:
        blocks.append(Block(BlockKind.BOOK_DOES_NOT_FIT, count=faults))
    return blocks


def _is_reckoned(pay_month: PayMonth) -> bool:
    """Return whether it was found what is owed for the month, and nobody is finding it anew."""
    reckonings = Reckoning.objects.filter(county=pay_month.county, month=pay_month.month)
    newest = reckonings.order_by("-id").values_list("state", flat=True).first()
    return bool(newest == ReckoningState.FINISHED)


def totals_of_month(pay_month: PayMonth) -> dict[str, dict[str, Any]]:
    """Return what a month came to: programme → rolls, lines and fen by what became of them, funds."""
    rolls = Roll.objects.filter(month=pay_month, state=RollState.CLOSED)
    lines = Line.objects.filter(roll__in=rolls).values("roll__programme")
    totals: dict[str, dict[str, Any]] = defaultdict(dict)
    for state in (LineState.SETTLED, LineState.FAILED, LineState.OUT):
        of_state = Q(state=state) & (Q(fen__gt=0) if state == LineState.SETTLED else Q())
        for row in lines.filter(of_state).annotate(n=Count("id"), sum=Sum("fen")):
            totals[row["roll__programme"]][str(state)] = {"lines": row["n"], "fen": row["sum"]}
    for programme, count in rolls.values_list("programme").annotate(n=Count("id")):
        totals[programme]["rolls"] = count
    drawn = RollFund.objects.filter(roll__in=rolls).values_list("roll__programme", "fund")
    for programme, fund, fen in drawn.annotate(sum=Sum("fen")):
        totals[programme].setdefault("funds", {})[fund] = fen
    return dict(sorted(totals.items()))
