"""Sending a roll to the bank: its money is with the bank from then on, line by line."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.audit.actions import record
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.actions.moving import move, move_all
from yingbao.office.ledger.choices import AccountKind, Entry
from yingbao.office.payments.actions.deducting import set_off
from yingbao.office.payments.actions.holding import AT_ONCE, NotNow, held
from yingbao.office.payments.choices import LineState, RollState
from yingbao.office.payments.models import Roll
from yingbao.office.register.compiling import uncompiled

DONE = frozenset({RollState.SENT, RollState.CLOSED})


@uncompiled()
def mark_sent(*, roll: Roll, on: date, at: datetime, by: Officer) -> Roll:
    """Write down that the bank has the file, and return the roll.

    What was approved is drawn from its funds, and each line is with the bank; lines of nothing are settled
    at once. Five thousand lines a transaction, the state turned in the last one: done again, it goes on where
    it was interrupted, under the first day that was said. A roll that asks the bank for nothing has no file,
    and is closed.

    Raises:
        NotPermitted, NotOwnCounty: the officer pays no rolls here.
        NotNow: its file was not made, or it is cancelled.
    """
    roll = _begin(roll, on, by)
    if roll.state in DONE:
        return roll
    last = roll.lines.aggregate(last=Max("number"))["last"] or 0
    for first in range(1, last + 1, AT_ONCE):
        _send(roll, first, first + AT_ONCE - 1, by)
    return _finish(roll, by)


@transaction.atomic
def _begin(roll: Roll, on: date, by: Officer) -> Roll:
    roll = _hold(roll, by)
    if roll.state in DONE or roll.sent_on is not None:
        return roll
    year = roll.month.month.year
    for fund, fen in roll.funds.order_by("fund").values_list("fund", "fen"):
        move(
            key=f"roll:{roll.pk}:drawn:{fund}",
            county=roll.county,
            on=on,
            entry=Entry.DRAWN,
            debit=Which(AccountKind.DRAWN, programme=roll.programme, year=year),
            credit=Which(AccountKind.FUND, fund=fund, year=year),
            fen=fen,
        )
    roll.sent_on = on
    roll.save(update_fields=["sent_on"])
    return roll


def _hold(roll: Roll, by: Officer) -> Roll:
    roll = held(roll, Permission.PAY_ROLLS, by=by, states=DONE | {RollState.FILED, RollState.APPROVED})
    if roll.state == RollState.APPROVED and roll.lines_in:
        raise NotNow(f"{roll.number}: {roll.state}")
    return roll


@transaction.atomic
def _send(roll: Roll, first: int, last: int, by: Officer) -> None:
    roll = _hold(roll, by)
    if roll.state in DONE:
        return
    assert roll.sent_on is not None  # noqa: S101 - said in the first transaction
    here = roll.lines.filter(number__range=(first, last), state=LineState.IN)
    here.filter(fen__gt=0).update(state=LineState.SENT)
    here.filter(fen=0).update(state=LineState.SETTLED, answered_on=roll.sent_on)
    year = roll.month.month.year
    move_all(
        county=roll.county,
        on=roll.sent_on,
        entry=Entry.SENT,
        debit=Which(AccountKind.PAYABLE, programme=roll.programme),
        credit=Which(AccountKind.IN_TRANSIT, programme=roll.programme, year=year),
        select="SELECT 'line:' || id || ':sent' AS key, fen FROM payments_line"
        " WHERE roll_id = %s AND number BETWEEN %s AND %s AND state = 'sent'",
        params=(roll.pk, first, last),
    )
    set_off(roll=roll, first=first, last=last, on=roll.sent_on)


@transaction.atomic
def _finish(roll: Roll, by: Officer) -> Roll:
    roll = _hold(roll, by)
    if roll.state in DONE:
        return roll
    roll.state = RollState.SENT if roll.lines.filter(state=LineState.SENT).exists() else RollState.CLOSED
    roll.save(update_fields=["state"])
    record(
        "payments.roll.sent",
        subject=f"roll:{roll.pk}",
        by=by,
        detail={
            "number": roll.number,
            "on": str(roll.sent_on),
            "lines": roll.lines_in,
            "fen": roll.total_fen,
        },
    )
    return roll
