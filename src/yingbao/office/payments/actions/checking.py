"""Checking a roll again: what is known now may stand against lines that were good when it was drawn up."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.sight import seeing_all
from yingbao.office.audit.actions import record
from yingbao.office.payments.actions.holding import CHANGEABLE, count, held, take_back
from yingbao.office.payments.actions.problems import (
    find_problems,
    forget_problems,
    renew_accounts,
    take_out_blocked,
)
from yingbao.office.payments.actions.releasing import release
from yingbao.office.payments.choices import LineState, ProblemKind, RollState
from yingbao.office.payments.models import Roll
from yingbao.office.register.compiling import uncompiled


@seeing_all(reason="whether somebody on a roll died or moved away is asked wherever it is known")
@uncompiled()
@transaction.atomic
def check_again(*, roll: Roll, at: datetime, by: Officer) -> Roll:
    """Look at every line of a roll with what is known now, and return the roll.

    The newest accounts are taken. Who may not be paid any more is left out, and the dues are free again. If
    anything changed on a roll that was prepared or approved, it is BUILT again: another one was seen then.

    Raises:
        NotPermitted, NotOwnCounty: the officer draws up no rolls here.
        NotNow: the bank file was made, or the roll is cancelled or still being drawn up.
    """
    roll = held(roll, Permission.PREPARE_ROLLS, by=by, states=CHANGEABLE)
    renewed = renew_accounts(roll, timezone.localdate(at).isoformat())
    forget_problems(roll, *ProblemKind)
    found = find_problems(roll, *ProblemKind)
    out = take_out(roll)
    # Who is left out shares an account with nobody any more.
    forget_problems(roll, ProblemKind.SHARED_ACCOUNT)
    if renewed or found:
        take_back(roll)
    record(
        "payments.roll.checked",
        subject=f"roll:{roll.pk}",
        by=by,
        detail={"number": roll.number, "accounts": renewed, "found": found, "left_out": out},
    )
    return roll


def take_out(roll: Roll) -> int:
    """Leave out every line of a roll that may not be paid, and return how many. The caller holds the roll."""
    out = take_out_blocked(roll)
    if out:
        release(roll=roll, state=LineState.OUT)
        if roll.state == RollState.BUILT:
            count(roll)
            roll.save(update_fields=["lines_in", "total_fen"])
    return out
