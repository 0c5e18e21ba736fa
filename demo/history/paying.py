"""One month as officers pay it: found, drawn up, approved by another, sent, answered, closed."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from demo.history.bank import Bank
from yingbao.edges.exchange.banks.writing import file_name, write
from yingbao.office.access.models import Officer
from yingbao.office.determination.actions import determine
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.actions.approving import approve
from yingbao.office.payments.actions.drawing_up import NothingOpen, draw_up
from yingbao.office.payments.actions.filing import file_roll
from yingbao.office.payments.actions.lines import accept_problem
from yingbao.office.payments.actions.months import close_month, open_month
from yingbao.office.payments.actions.preparing import prepare
from yingbao.office.payments.actions.returning import read_return
from yingbao.office.payments.actions.sending import mark_sent
from yingbao.office.payments.bank_sheet import BankSheet
from yingbao.office.payments.choices import BLOCKING, LineState, RollKind
from yingbao.office.payments.models import LineProblem, PayMonth, Roll
from yingbao.office.provision.actions.reckoning import reckon
from yingbao.values.month import Month

FORMAT = "bank-transfer"
NOT_BUDGETED = "演示：未编制预算"


@dataclass(frozen=True)
class Office:
    """Who pays in a county: who draws up, who approves, who brings it to the bank."""

    county: str
    preparer: Officer
    approver: Officer
    finance: Officer


@dataclass(frozen=True)
class Day:
    """The twentieth of a month, a day of the office like any other."""

    month: Month

    @property
    def on(self) -> date:
        return self.month.first_day.replace(day=20)

    @property
    def at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.on, time(10)))


def pay_month(office: Office, bank: Bank, month: Month, programmes: tuple[str, ...]) -> PayMonth:
    """Pay a month and close it: every programme's roll, and one more of what the bank sent back."""
    day = Day(month)
    determine(county=office.county, month=month, at=day.at, by="demo")
    reckon(county=office.county, month=month, on=day.on, at=day.at, by=office.preparer)
    opened = open_month(county=office.county, month=month, at=day.at, by=office.preparer)
    for programme in programmes:
        roll = pay_roll(office, bank, opened, programme, RollKind.REGULAR)
        if roll is not None and roll.lines.filter(state=LineState.FAILED).exists():
            pay_roll(office, bank, opened, programme, RollKind.REISSUE)
    return close_month(pay_month=opened, on=day.on, at=day.at, by=office.approver)


def pay_roll(office: Office, bank: Bank, opened: PayMonth, programme: str, kind: RollKind) -> Roll | None:
    """Draw up a roll, have it approved and paid; None where nothing is open."""
    day = Day(Month.of(opened.month))
    asked: dict[str, Any] = {"at": day.at, "by": office.preparer}
    try:
        roll = draw_up(
            pay_month=opened, programme=programme, kind=kind, bank_format=FORMAT, memo="残疾补贴", **asked
        )
    except NothingOpen:
        return None
    for problem in LineProblem.objects.filter(line__roll=roll).exclude(kind__in=BLOCKING):
        accept_problem(problem=problem, why="已核对本人银行卡", **asked)
    roll = prepare(roll=roll, **asked)
    roll = approve(
        roll=roll,
        digest=roll.digest,
        funds={Fund.COUNTY: roll.total_fen} if roll.total_fen else {},
        over_budget_reason=NOT_BUDGETED,
        on=day.on,
        at=day.at,
        by=office.approver,
    )
    return _through_the_bank(office, bank, roll, day, again=kind is RollKind.REISSUE)


def _through_the_bank(office: Office, bank: Bank, roll: Roll, day: Day, *, again: bool) -> Roll:
    by: dict[str, Any] = {"on": day.on, "at": day.at, "by": office.finance}
    sheets: list[BankSheet] = []

    def written(sheet: BankSheet) -> bytes:
        sheets.append(sheet)
        return write(FORMAT, sheet)

    if roll.total_fen:
        file_roll(roll=roll, write=written, name=lambda sheet: file_name(FORMAT, sheet), **by)
    roll = mark_sent(roll=roll, **by)
    if sheets:
        answers = bank.answer(sheets[0], again=again)
        digest = hashlib.sha256(repr(answers).encode()).hexdigest()
        read_return(roll=roll, answers=answers, name=f"{roll.number}.xlsx", digest=digest, **by)
        roll.refresh_from_db()
    return roll
