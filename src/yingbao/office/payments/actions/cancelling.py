"""Giving a roll up before its bank file is made."""

from datetime import datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.audit.actions import record
from yingbao.office.payments.actions.holding import CHANGEABLE, held, stated, take_back
from yingbao.office.payments.actions.releasing import release
from yingbao.office.payments.choices import LineState, RollState
from yingbao.office.payments.models import Roll


@transaction.atomic
def cancel(*, roll: Roll, why: str, at: datetime, by: Officer) -> Roll:
    """Give a roll up, for a reason, and return it; all its lines are left out, and its dues are open again.

    Raises:
        NotPermitted, NotOwnCounty: the officer draws up no rolls here.
        NoReason: nothing says why.
        NotNow: the bank file was made: the bank may have it, and whoever is on it may be paid.
    """
    why = stated(why)
    states = CHANGEABLE | {RollState.DRAWING, RollState.CANCELLED}
    roll = held(roll, Permission.PREPARE_ROLLS, by=by, states=states)
    if roll.state == RollState.CANCELLED:
        return roll
    lines, fen = roll.lines_in, roll.total_fen
    roll.lines.filter(state=LineState.IN).update(state=LineState.OUT)
    release(roll=roll, state=LineState.OUT)
    take_back(roll)
    roll.state = RollState.CANCELLED
    roll.save(update_fields=["state"])
    record(
        "payments.roll.cancelled",
        subject=f"roll:{roll.pk}",
        by=by,
        reason=why,
        detail={"number": roll.number, "lines": lines, "fen": fen},
    )
    return roll
