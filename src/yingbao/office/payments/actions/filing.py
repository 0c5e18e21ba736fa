"""Making the bank file of an approved roll: a function of its rows, the same bytes each time."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.sight import seeing_all
from yingbao.office.audit.actions import record
from yingbao.office.audit.digests import sm3
from yingbao.office.payments.actions.approving import AnotherRoll
from yingbao.office.payments.actions.checking import take_out
from yingbao.office.payments.actions.holding import held, take_back
from yingbao.office.payments.actions.problems import KNOWN_NOW, find_problems
from yingbao.office.payments.bank_sheet import BankSheet
from yingbao.office.payments.choices import RollState
from yingbao.office.payments.models import Roll
from yingbao.office.payments.queries.digests import read_digest
from yingbao.office.payments.queries.sheets import sheet_of
from yingbao.office.register.compiling import uncompiled

Write = Callable[[BankSheet], bytes]
FILED = frozenset({RollState.FILED, RollState.SENT, RollState.CLOSED})


class NotAllMayBePaid(Exception):
    """It became known that `count` persons on the roll died, moved away or are suspended.

    They are left out, and the roll has to be prepared and approved again.
    """

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class NothingToPay(Exception):
    """No line asks the bank for anything: the roll is marked as sent without a file."""


class AnotherFile(Exception):
    """Made again, the file has other bytes than the first one: rows or the bank's shape were changed."""


@seeing_all(reason="the bank is told the numbers of everyone on the roll, whom nobody is shown")
@uncompiled()
def file_roll(
    *, roll: Roll, write: Write, name: Callable[[BankSheet], str], on: date, at: datetime, by: Officer
) -> bytes:
    """Make the bank file of an approved roll and return its bytes; its name and digest stand in the roll.

    Asked in the same transaction: that nobody on it is known to have died, to have moved away or to be
    suspended, and that the lines are those that were approved. A roll whose file was made is made again.

    Raises:
        NotPermitted, NotOwnCounty: the officer pays no rolls here.
        NotNow: it is not approved.
        NotAllMayBePaid: it is BUILT again, without those who may not be paid.
        AnotherRoll: the lines are not those that were approved.
        NothingToPay: it has no payment.
        AnotherFile: the file was made, and comes out otherwise now.
    """
    with transaction.atomic():
        roll = held(roll, Permission.PAY_ROLLS, by=by, states=FILED | {RollState.APPROVED})
        if roll.state != RollState.APPROVED:
            return _again(roll, write, by)
        out = _take_out_whom_we_know_of(roll, by)
        if not out:
            return _first(roll, write, name, on, by)
    # Outside: that they were left out stands, whatever the caller makes of it.
    raise NotAllMayBePaid(out)


@seeing_all(reason="the bank is told the numbers of everyone on the roll, whom nobody is shown")
@transaction.atomic
def file_again(*, roll: Roll, write: Write, at: datetime, by: Officer) -> bytes:
    """Return the bytes of a bank file once more; they are not kept, but made again of the same rows.

    Raises:
        NotPermitted, NotOwnCounty: the officer pays no rolls here.
        NotNow: it was never made.
        AnotherFile: its bytes are not those of the first time.
    """
    return _again(held(roll, Permission.PAY_ROLLS, by=by, states=FILED), write, by)


def _take_out_whom_we_know_of(roll: Roll, by: Officer) -> int:
    find_problems(roll, *KNOWN_NOW)
    out = take_out(roll)
    if out:
        take_back(roll)
        record(
            "payments.roll.held_up",
            subject=f"roll:{roll.pk}",
            by=by,
            detail={"number": roll.number, "left_out": out},
        )
    return out


def _first(roll: Roll, write: Write, name: Callable[[BankSheet], str], on: date, by: Officer) -> bytes:
    if read_digest(roll) != roll.digest:
        raise AnotherRoll(roll.number)
    if not roll.lines_in:
        raise NothingToPay(roll.number)
    sheet = sheet_of(roll, on)
    made = write(sheet)
    roll.state, roll.filed_on = RollState.FILED, on
    roll.file_name, roll.file_digest = name(sheet), sm3(made).hex()
    roll.save(update_fields=["state", "filed_on", "file_name", "file_digest"])
    _told("payments.roll.filed", roll, by)
    return made


def _again(roll: Roll, write: Write, by: Officer) -> bytes:
    assert roll.filed_on is not None  # noqa: S101 - a roll has its day before it has this state
    made = write(sheet_of(roll, roll.filed_on))
    if sm3(made).hex() != roll.file_digest:
        raise AnotherFile(roll.number)
    _told("payments.roll.filed_again", roll, by)
    return made


def _told(verb: str, roll: Roll, by: Officer) -> None:
    record(
        verb,
        subject=f"roll:{roll.pk}",
        by=by,
        detail={
            "number": roll.number,
            "lines": roll.lines_in,
            "fen": roll.total_fen,
            "digest": roll.file_digest,
        },
    )
