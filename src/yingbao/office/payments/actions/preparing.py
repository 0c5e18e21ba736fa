"""Preparing a roll: whoever drew it up is done, and another officer may approve it."""

from datetime import datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.audit.actions import record
from yingbao.office.payments.actions.holding import count, has_lines, held
from yingbao.office.payments.choices import LineState, RollState
from yingbao.office.payments.models import LineProblem, Roll
from yingbao.office.payments.queries.digests import read_digest


class ProblemsOpen(Exception):
    """Something stands against lines that nobody has accepted: `count` of them."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class NobodyOnIt(Exception):
    """Every line was left out; the roll is cancelled, not prepared."""


@transaction.atomic
def prepare(*, roll: Roll, at: datetime, by: Officer) -> Roll:
    """Pass a roll on for approval, under the digest of its lines, and return it. Done twice, it is done once.

    Raises:
        NotPermitted, NotOwnCounty: the officer draws up no rolls here.
        NotNow: it is further, cancelled, or still being drawn up.
        NobodyOnIt: every line was left out.
        ProblemsOpen: something that asks for a second look was not accepted.
    """
    roll = held(roll, Permission.PREPARE_ROLLS, by=by, states={RollState.BUILT, RollState.PREPARED})
    if roll.state == RollState.PREPARED:
        return roll
    if not has_lines(roll):
        raise NobodyOnIt(roll.number)
    unseen = LineProblem.objects.filter(line__roll=roll, line__state=LineState.IN, accepted_by="")
    if waiting := unseen.count():
        raise ProblemsOpen(waiting)
    count(roll)
    roll.state, roll.digest = RollState.PREPARED, read_digest(roll)
    roll.prepared_by, roll.prepared_at = by.username, at
    roll.save()
    record(
        "payments.roll.prepared",
        subject=f"roll:{roll.pk}",
        by=by,
        detail={"number": roll.number, "lines": roll.lines_in, "fen": roll.total_fen, "digest": roll.digest},
    )
    return roll
