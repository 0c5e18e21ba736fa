"""Reading what the bank answered: a file of answers is taken whole or not at all."""
# ruff: noqa: S608 - only our own names stand in these statements.

from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from yingbao.office.access.models import Officer
from yingbao.office.access.own_county import must_be_own_county
from yingbao.office.access.permissions import Permission
from yingbao.office.access.sight import seeing_all
from yingbao.office.audit.actions import record
from yingbao.office.determination.tables import execute
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.actions.moving import move, move_all
from yingbao.office.ledger.choices import AccountKind, Entry, Fund
from yingbao.office.payments.actions.deducting import set_off
from yingbao.office.payments.actions.holding import AT_ONCE, held
from yingbao.office.payments.actions.releasing import release
from yingbao.office.payments.actions.spreading import spread
from yingbao.office.payments.answers_sql import (
    ANSWERS,
    Counted,
    contradictions,
    counted,
    reasons_against,
    staged,
)
from yingbao.office.payments.bank_answers import BankAnswers, Reason, ReturnRefused
from yingbao.office.payments.choices import LineState, RollState
from yingbao.office.payments.models import BankReturn, Roll
from yingbao.office.register.compiling import uncompiled

ANSWERABLE = frozenset({RollState.SENT, RollState.CLOSED})
_FRESH = (
    f"FROM {ANSWERS} s JOIN payments_line l ON l.roll_id = %s AND l.number = s.number"
    " AND l.state = 'sent' AND l.number BETWEEN %s AND %s"
)


@seeing_all(reason="a bank answers for everyone a roll was sent for, wherever they stand now")
@uncompiled()
def read_return(  # noqa: PLR0913 - a file, what it says, and who brings it when
    *, roll: Roll, answers: BankAnswers, name: str, digest: str, on: date, at: datetime, by: Officer
) -> BankReturn:
    """Take a bank's file of answers, and return what is kept of it.

    Each line becomes paid, or sent back: then what it paid is owed again and waits for a re-issue. A roll
    whose every line was answered is closed, and what came back goes to the funds it was drawn from. The
    same file again changes nothing. Five thousand lines a transaction: interrupted, the file is read again
    and goes on.

    Raises:
        NotPermitted, NotOwnCounty: the officer pays no rolls here.
        NotNow: the roll was not sent to the bank.
        ReturnRefused: something in the file cannot be right, or an earlier answer was another; nothing
            changed.
    """
    must_be_own_county(roll.county, by, Permission.PAY_ROLLS)
    known = _known(roll, digest)
    if known is not None:
        return known
    answers = spread(roll, answers)
    with staged(answers.answers, on):
        _check(roll, answers, digest, on, by)
        come = counted()
        for first in range(1, come.last + 1, AT_ONCE):
            _take(roll, first, first + AT_ONCE - 1, on, by)
    return _finish(roll, come, name, digest, on, at, by)


def _known(roll: Roll, digest: str) -> BankReturn | None:
    return BankReturn.objects.filter(roll=roll, digest=digest).first()


@transaction.atomic
def _check(roll: Roll, answers: BankAnswers, digest: str, on: date, by: Officer) -> None:
    roll = held(roll, Permission.PAY_ROLLS, by=by, states=ANSWERABLE)
    other = BankReturn.objects.filter(digest=digest).exclude(roll=roll).select_related("roll").first()
    if other is not None:
        raise ReturnRefused([Reason(0, "answers_another_roll", None, {"roll": other.roll.number})])
    if reasons := reasons_against(roll, answers, on):
        raise ReturnRefused(reasons)


@transaction.atomic
def _take(roll: Roll, first: int, last: int, on: date, by: Officer) -> None:
    """Settle some lines, or send them back: lines and book of money in one transaction."""
    roll = held(roll, Permission.PAY_ROLLS, by=by, states=ANSWERABLE)
    # Another file may have been read since this one was checked.
    if reasons := contradictions(roll, first, last):
        raise ReturnRefused(reasons)
    _move(roll, Entry.SETTLED, "s.ok", first, last, on)
    _move(roll, Entry.FAILED, "NOT s.ok", first, last, on)
    execute(
        "UPDATE payments_line SET failure = s.failure, answered_on = s.answered_on,"
        " state = CASE WHEN s.ok THEN 'settled' ELSE 'failed' END"
        f" FROM {ANSWERS} s WHERE payments_line.roll_id = %s AND payments_line.number = s.number"
        " AND payments_line.state = 'sent' AND payments_line.number BETWEEN %s AND %s",
        *(roll.pk, first, last),
    )
    set_off(roll=roll, first=first, last=last, on=on)
    release(roll=roll, state=LineState.FAILED, first=first, last=last)


def _move(roll: Roll, entry: Entry, which: str, first: int, last: int, on: date) -> None:
    year = roll.month.month.year
    paid = entry == Entry.SETTLED
    drawn = Which(AccountKind.DRAWN, programme=roll.programme, year=year)
    move_all(
        county=roll.county,
        on=on,
        entry=entry,
        debit=Which(AccountKind.IN_TRANSIT, programme=roll.programme, year=year),
        credit=drawn if paid else Which(AccountKind.PAYABLE, programme=roll.programme),
        select=f"SELECT 'line:' || l.id || ':{entry.value}' AS key, l.fen AS fen {_FRESH} WHERE {which}",
        params=(roll.pk, first, last),
    )


@transaction.atomic
def _finish(  # noqa: PLR0913 - see read_return
    roll: Roll, come: Counted, name: str, digest: str, on: date, at: datetime, by: Officer
) -> BankReturn:
    roll = held(roll, Permission.PAY_ROLLS, by=by, states=ANSWERABLE)
    known = _known(roll, digest)
    if known is not None:
        return known
    read = BankReturn.objects.create(
        roll=roll,
        name=name,
        digest=digest,
        settled=come.paid,
        failed=come.refused,
        settled_fen=come.paid_fen,
        failed_fen=come.refused_fen,
        on=on,
        read_by=by.username,
        read_at=at,
    )
    closed = roll.state == RollState.SENT and not roll.lines.filter(state=LineState.SENT).exists()
    if closed:
        _give_back(roll, on)
        roll.state = RollState.CLOSED
        roll.save(update_fields=["state"])
    _told(read, roll, closed=closed, by=by)
    return read


def _give_back(roll: Roll, on: date) -> None:
    """Return what the bank sent back to the funds: to the last named first, as they are drawn in order."""
    left = roll.lines.filter(state=LineState.FAILED).aggregate(fen=Sum("fen"))["fen"] or 0
    order = list(Fund.values)
    year = roll.month.month.year
    for drawn in sorted(roll.funds.all(), key=lambda each: order.index(each.fund), reverse=True):
        fen = min(left, drawn.fen)
        if fen:
            move(
                key=f"roll:{roll.pk}:given-back:{drawn.fund}",
                county=roll.county,
                on=on,
                entry=Entry.GIVEN_BACK,
                debit=Which(AccountKind.FUND, fund=drawn.fund, year=year),
                credit=Which(AccountKind.DRAWN, programme=roll.programme, year=year),
                fen=fen,
            )
        left -= fen


def _told(read: BankReturn, roll: Roll, *, closed: bool, by: Officer) -> None:
    record(
        "payments.return.read",
        subject=f"roll:{roll.pk}",
        by=by,
        detail={
            "number": roll.number,
            "name": read.name,
            "digest": read.digest,
            "settled": read.settled,
            "failed": read.failed,
            "settled_fen": read.settled_fen,
            "failed_fen": read.failed_fen,
            "closed": closed,
        },
    )
