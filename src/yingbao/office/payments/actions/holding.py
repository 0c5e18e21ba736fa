"""Holding a roll while it is changed, and what a change makes of its approval."""

from collections.abc import Collection

from django.db.models import Count, Q, Sum

from yingbao.office.access.models import Officer
from yingbao.office.access.own_county import must_be_own_county
from yingbao.office.access.permissions import Permission
from yingbao.office.payments.choices import LineState, RollState
from yingbao.office.payments.models import Roll

# Whatever changes a line of these brings the roll back to BUILT; from FILED on the bank may have the file.
CHANGEABLE = frozenset({RollState.BUILT, RollState.PREPARED, RollState.APPROVED})
AT_ONCE = 5_000


class NotNow(Exception):
    """In the state the roll is in, this is not done."""


class NoReason(Exception):
    """It is done only for a reason, in words."""


def held(roll: Roll, permission: Permission, *, by: Officer, states: Collection[RollState]) -> Roll:
    """Return the roll as it is now, held until the transaction ends.

    Raises:
        NotPermitted, NotOwnCounty: the officer may not do this, or not in this county.
        NotNow: the roll is in another state than one of these.
    """
    must_be_own_county(roll.county, by, permission)
    roll = Roll.objects.select_for_update().get(pk=roll.pk)
    must_be_in(roll, states)
    return roll


def must_be_in(roll: Roll, states: Collection[RollState]) -> None:
    """Go on only in one of these states.

    Raises:
        NotNow: the roll is in another.
    """
    if roll.state not in states:
        raise NotNow(f"{roll.number}: {roll.state}")


def stated(why: str) -> str:
    """Return a reason without the blanks around it.

    Raises:
        NoReason: nothing is left.
    """
    if not why.strip():
        raise NoReason
    return why.strip()


def count(roll: Roll) -> None:
    """Write down how many payments the roll asks the bank for, and their sum. The caller holds the roll."""
    paid = roll.lines.exclude(state=LineState.OUT).filter(fen__gt=0)
    counted = paid.aggregate(lines=Count("id"), fen=Sum("fen"))
    roll.lines_in, roll.total_fen = counted["lines"], counted["fen"] or 0


def take_back(roll: Roll) -> None:
    """Bring a roll back to BUILT and count it anew: who prepared and who approved saw another one.

    The caller holds the roll.
    """
    roll.state, roll.digest = RollState.BUILT, ""
    roll.prepared_by, roll.prepared_at = "", None
    roll.approved_by, roll.approved_at = "", None
    roll.over_budget_reason = ""
    roll.funds.all().delete()
    count(roll)
    roll.save()


def has_lines(roll: Roll) -> bool:
    """Return whether anything on the roll is still to be paid or set against each other."""
    return bool(roll.lines.filter(~Q(state=LineState.OUT)).exists())
