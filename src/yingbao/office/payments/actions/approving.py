"""Approving a roll: another officer says that exactly these lines are paid, and from which funds."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import is_same_person
from yingbao.office.audit.actions import record
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.actions.holding import held, stated, take_back
from yingbao.office.payments.choices import RollState
from yingbao.office.payments.models import LineProblem, Roll, RollFund
from yingbao.office.payments.queries.budgets import overrun
from yingbao.office.payments.queries.digests import read_digest


class TwoOfficersNeeded(Exception):
    """Who prepared the roll, or accepted what stands against a line, does not approve it."""


class AnotherRoll(Exception):
    """The lines are not those that were shown, or not those that were prepared."""


class FundsDoNotAddUp(Exception):
    """What is drawn from the funds is not the sum of the roll."""


class OverBudget(Exception):
    """The roll costs more than is budgeted, and nothing says why it is paid all the same."""


@transaction.atomic
def approve(  # noqa: PLR0913 - all an approval says
    *,
    roll: Roll,
    digest: str,
    funds: Mapping[Fund, int],
    over_budget_reason: str = "",
    on: date,
    at: datetime,
    by: Officer,
) -> Roll:
    """Approve the lines of which this is the digest, paid from these funds (fen each), and return the roll.

    Done twice with the same digest, it is done once.

    Raises:
        NotPermitted, NotOwnCounty: the officer approves no rolls here.
        NotNow: it is not waiting for approval.
        TwoOfficersNeeded: the officer had a hand in it.
        AnotherRoll: the lines are others.
        FundsDoNotAddUp, OverBudget: the money is not there like this.
    """
    states = {RollState.PREPARED, RollState.APPROVED}
    roll = held(roll, Permission.APPROVE_ROLLS, by=by, states=states)
    if digest != roll.digest or read_digest(roll) != digest:
        raise AnotherRoll(roll.number)
    if roll.state == RollState.APPROVED:
        return roll
    _must_be_a_second_one(roll, by)
    drawn = {Fund(fund): fen for fund, fen in funds.items() if fen}
    if sum(drawn.values()) != roll.total_fen or any(fen < 0 for fen in drawn.values()):
        raise FundsDoNotAddUp(roll.number)
    over_budget_reason = over_budget_reason.strip()
    over = overrun(roll, drawn)
    if over and not over_budget_reason:
        raise OverBudget(roll.number)
    RollFund.objects.bulk_create(
        [RollFund(roll=roll, fund=fund, fen=fen) for fund, fen in sorted(drawn.items())]
    )
    roll.state, roll.approved_by, roll.approved_at = RollState.APPROVED, by.username, at
    roll.over_budget_reason = over_budget_reason if over else ""
    roll.save()
    record(
        "payments.roll.approved",
        subject=f"roll:{roll.pk}",
        by=by,
        reason=roll.over_budget_reason,
        detail={
            "number": roll.number,
            "on": str(on),
            "lines": roll.lines_in,
            "fen": roll.total_fen,
            "funds": {str(fund): fen for fund, fen in sorted(drawn.items())},
            "digest": digest,
        },
    )
    return roll


@transaction.atomic
def send_back(*, roll: Roll, why: str, at: datetime, by: Officer) -> Roll:
    """Give a roll back to whoever drew it up, for a reason, and return it, BUILT.

    Raises:
        NotPermitted, NotOwnCounty: the officer approves no rolls here.
        NoReason: nothing says why.
        NotNow: it was not prepared, or its bank file was made.
    """
    why = stated(why)
    roll = held(roll, Permission.APPROVE_ROLLS, by=by, states={RollState.PREPARED, RollState.APPROVED})
    take_back(roll)
    record(
        "payments.roll.sent_back",
        subject=f"roll:{roll.pk}",
        by=by,
        reason=why,
        detail={"number": roll.number},
    )
    return roll


def _must_be_a_second_one(roll: Roll, by: Officer) -> None:
    prepared = [(roll.prepared_by, timezone.localdate(roll.prepared_at))] if roll.prepared_at else []
    accepted = LineProblem.objects.filter(line__roll=roll).exclude(accepted_by="")
    hands = set(accepted.values_list("accepted_by", flat=True).distinct())
    for who, day in [*prepared, *((who, prepared[0][1]) for who in sorted(hands))]:
        if is_same_person(by, who, day):
            raise TwoOfficersNeeded(roll.number)
