"""Drawing up a roll: one line for each person to whom more is owed than was paid.

Five thousand lines a transaction, the state turned in the last one. Who goes on with a roll, after a kill or
beside another worker, finds which dues are taken and draws up the rest.
"""
# ruff: noqa: S608 - only our own names stand in these statements.

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from yingbao.office.access.models import Officer
from yingbao.office.access.own_county import must_be_own_county
from yingbao.office.access.permissions import Permission
from yingbao.office.access.sight import seeing_all
from yingbao.office.casework.actions.numbering import next_number
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.tables import fetch
from yingbao.office.payments.actions.drawing import Drawing, TakenMeanwhile
from yingbao.office.payments.choices import MonthState, RollKind, RollState
from yingbao.office.payments.models import Payee, PayeeAccount, PayMonth, Roll
from yingbao.office.payments.open_dues_sql import open_dues
from yingbao.office.payments.queries.payees import account_in_force
from yingbao.office.payments.queries.takeovers import is_half_taken_over
from yingbao.office.provision.programmes import list_premiums
from yingbao.office.register.compiling import uncompiled
from yingbao.values.month import Month

# A roll that is still one's own to change: drawn up again, it is this one.
UNDECIDED = frozenset({RollState.DRAWING, RollState.BUILT, RollState.PREPARED})

# Plans in a row that came to nothing.
MOST_PLANS = 3


class MonthIsClosed(Exception):
    """Nothing is paid under a month that was closed."""


class NothingOpen(Exception):
    """Nothing is owed that does not stand on a roll already, or is to be recovered."""


class PayeeNeeded(Exception):
    """A premium is paid to whoever insures the persons; it was not said who."""


class PaidToPersons(Exception):
    """The programme is paid to the persons themselves, not to an organisation."""


class NoAccountInForce(Exception):
    """The organisation is not of this county, or no second officer approved an account of it."""


class AnotherIsDrawnUp(Exception):
    """Another roll of the programme is being drawn up of the same dues."""


class HalfTakenOver(Exception):
    """Not everybody of the programme's payee list is taken over yet: some would not be on the roll."""


@seeing_all(reason="a roll is drawn up of all a county owes under a programme, wherever its people stand now")
@uncompiled()
def draw_up(  # noqa: PLR0913 - all that is written on the head of a roll
    *,
    pay_month: PayMonth,
    programme: str,
    kind: RollKind,
    bank_format: str,
    memo: str,
    at: datetime,
    by: Officer,
    payee: Payee | None = None,
) -> Roll:
    """Draw up a roll of all that is open of a programme up to a month, and return it.

    One line for each person, the sum of the open dues at least nought; whom less is owed than was paid is
    left for an officer to recover. A re-issue takes what the bank sent back, and what is owed less since.
    What may not be paid is left out; what asks for a second look stands as a problem of its line. A roll of
    the kind that nobody has approved yet is gone on with and returned, not drawn up twice; of a month there
    is one monthly roll. A premium goes to an organisation, in one sum for all, and nothing else does.

    Raises:
        NotPermitted, NotOwnCounty: the officer draws up no rolls here.
        PayeeNeeded, PaidToPersons, NoAccountInForce: it does not go to this organisation.
        MonthIsClosed, NothingOpen, AnotherIsDrawnUp, HalfTakenOver: there is nothing to draw up, or not now.
        PackProblems: the rules of the county cannot be read.
    """
    must_be_own_county(pay_month.county, by, Permission.PREPARE_ROLLS)
    account = _account_of(pay_month, programme, payee)
    asked = _Asked(programme, RollKind(kind), bank_format, memo.strip(), account)
    roll = _begin(pay_month, asked, at, by)
    _go_on(roll, at, by)
    return roll


@dataclass(frozen=True)
class _Asked:
    """What kind of roll is asked for."""

    programme: str
    kind: RollKind
    bank_format: str
    memo: str
    payee_account: PayeeAccount | None


def _account_of(pay_month: PayMonth, programme: str, payee: Payee | None) -> PayeeAccount | None:
    month = Month.of(pay_month.month)
    if programme not in list_premiums(pack_of(pay_month.county, month)):
        if payee is not None:
            raise PaidToPersons(programme)
        return None
    if payee is None:
        raise PayeeNeeded(programme)
    account = account_in_force(payee)
    if account is None or payee.county != pay_month.county:
        raise NoAccountInForce(str(payee))
    return account


@transaction.atomic
def _begin(pay_month: PayMonth, asked: _Asked, at: datetime, by: Officer) -> Roll:
    # Whoever begins another roll of the county waits here.
    months = {each.pk: each for each in PayMonth.objects.select_for_update().filter(county=pay_month.county)}
    pay_month = months[pay_month.pk]
    if pay_month.state != MonthState.OPEN:
        raise MonthIsClosed(str(pay_month))
    of_kind = Roll.objects.filter(month=pay_month, programme=asked.programme, kind=asked.kind)
    last: Roll | None = of_kind.exclude(state=RollState.CANCELLED).order_by("-sequence").first()
    if last is not None and (last.state in UNDECIDED or asked.kind is RollKind.REGULAR):
        return last
    another = Roll.objects.filter(
        county=pay_month.county, programme=asked.programme, state=RollState.DRAWING
    ).first()
    if another is not None:
        raise AnotherIsDrawnUp(another.number)
    if is_half_taken_over(pay_month.county, asked.programme):
        raise HalfTakenOver(asked.programme)
    if not _is_anything_open(pay_month, asked):
        raise NothingOpen(asked.programme)
    sequence = of_kind.aggregate(last=Max("sequence"))["last"] or 0
    return Roll.objects.create(
        number=next_number(county=pay_month.county, kind="roll", year=pay_month.month.year),
        county=pay_month.county,
        programme=asked.programme,
        month=pay_month,
        kind=asked.kind,
        sequence=sequence + 1,
        state=RollState.DRAWING,
        bank_format=asked.bank_format,
        memo=asked.memo,
        payee_account=asked.payee_account,
        made_by=by.username,
        made_at=at,
    )


def _go_on(roll: Roll, at: datetime, by: Officer) -> None:
    stuck, reached = 0, 0
    while roll.state == RollState.DRAWING:
        try:
            Drawing(roll, at, by).draw()
        except TakenMeanwhile as taken:
            # What was taken is not in the next plan. Where nothing moves, something else is wrong.
            now = roll.lines.aggregate(last=Max("number"))["last"] or 0
            stuck, reached = (0, now) if now > reached else (stuck + 1, reached)
            if stuck > MOST_PLANS:
                raise AnotherIsDrawnUp(roll.number) from taken
        roll.refresh_from_db()


def _is_anything_open(pay_month: PayMonth, asked: _Asked) -> bool:
    dues = open_dues(
        county=pay_month.county,
        programme=asked.programme,
        upto=pay_month.month,
        kind=asked.kind,
        to_payee=asked.payee_account is not None,
    )
    some = f"SELECT 1 FROM ({dues.sql}) owed GROUP BY person_id HAVING SUM(amount) >= 0 LIMIT 1"
    return bool(fetch(some, *dues.params))
