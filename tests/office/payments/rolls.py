"""A roll taken from hand to hand, in a few words."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from tests.money import Treasury
from tests.money_people import JUNE, NURSING
from tests.people import WULINGYUAN, make_source
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.actions.approving import approve
from yingbao.office.payments.actions.drawing_up import draw_up
from yingbao.office.payments.actions.filing import file_roll
from yingbao.office.payments.actions.lines import accept_problem
from yingbao.office.payments.actions.months import open_month
from yingbao.office.payments.actions.preparing import prepare
from yingbao.office.payments.actions.sending import mark_sent
from yingbao.office.payments.bank_sheet import BankSheet
from yingbao.office.payments.choices import BLOCKING, LineState, RollKind
from yingbao.office.payments.models import LineProblem, PayMonth, Roll, TakeOver
from yingbao.values.month import Month

ON = date(2026, 6, 24)
AT = datetime(2026, 6, 24, 2, tzinfo=UTC)


def written(sheet: BankSheet) -> bytes:
    """A bank file of our own: a line for each payment."""
    lines = [f"{sheet.number} {sheet.count} {sheet.total_fen} {sheet.on}"]
    lines += [
        f"{each.number},{each.holder},{each.account},{each.id_number},{each.fen}" for each in sheet.lines
    ]
    return "\n".join(lines).encode()


def named(sheet: BankSheet) -> str:
    return f"{sheet.number}.txt"


def opened(treasury: Treasury, month: Month = JUNE) -> PayMonth:
    return open_month(county=WULINGYUAN, month=month, at=AT, by=treasury.preparer)


def drawn_up(treasury: Treasury, kind: RollKind = RollKind.REGULAR, month: Month = JUNE, **more: Any) -> Roll:
    values = {"programme": NURSING, "bank_format": "bank-transfer", "memo": "护理补贴", **more}
    return draw_up(pay_month=opened(treasury, month), kind=kind, at=AT, by=treasury.preparer, **values)


def prepared(treasury: Treasury, roll: Roll) -> Roll:
    """Accept whatever may be accepted, and pass the roll on."""
    problems = LineProblem.objects.filter(line__roll=roll, line__state=LineState.IN, accepted_by="")
    for problem in problems.exclude(kind__in=BLOCKING).order_by("id"):
        accept_problem(problem=problem, why="看过存折", at=AT, by=treasury.preparer)
    return prepare(roll=roll, at=AT, by=treasury.preparer)


def approved(treasury: Treasury, roll: Roll, funds: Mapping[Fund, int] | None = None) -> Roll:
    roll = prepared(treasury, roll)
    return approve(
        roll=roll,
        digest=roll.digest,
        funds={Fund.COUNTY: roll.total_fen} if funds is None else funds,
        over_budget_reason="年初预算未下达",
        on=ON,
        at=AT,
        by=treasury.approver,
    )


def filed(treasury: Treasury, roll: Roll) -> bytes:
    return file_roll(roll=roll, write=written, name=named, on=ON, at=AT, by=treasury.finance)


def sent(treasury: Treasury, roll: Roll) -> Roll:
    """The whole way to the bank."""
    approved(treasury, roll)
    filed(treasury, roll)
    return mark_sent(roll=roll, on=ON, at=AT, by=treasury.finance)


def taken() -> TakeOver:
    """That a list was taken over, up to May."""
    return TakeOver.objects.create(
        county=WULINGYUAN,
        programme=NURSING,
        source=make_source("two-allowances-payees"),
        since=JUNE.previous.first_day,
        first_month=JUNE.first_day,
        proposed_by="xiang_dong",
        proposed_at=AT,
    )
