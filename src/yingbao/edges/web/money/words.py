"""The words of paying on screen: funds, months, and how states are drawn."""

from django.utils import timezone

from yingbao.edges.exchange.banks.shapes import BankFormat
from yingbao.edges.web.determination.lists import month_asked
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.templatetags.written import in_chinese
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.choices import LineState, MonthState, RollState
from yingbao.values.month import Month

ROLL_LOOKS: dict[str, str] = {
    RollState.DRAWING: "unknown",
    RollState.BUILT: "plain",
    RollState.PREPARED: "unknown",
    RollState.APPROVED: "yes",
    RollState.FILED: "unknown",
    RollState.SENT: "unknown",
    RollState.CLOSED: "yes",
    RollState.CANCELLED: "no",
}
LINE_LOOKS: dict[str, str] = {
    LineState.IN: "plain",
    LineState.OUT: "unknown",
    LineState.SENT: "unknown",
    LineState.SETTLED: "yes",
    LineState.FAILED: "no",
}
MONTH_LOOKS: dict[str, str] = {MonthState.OPEN: "yes", MonthState.CLOSED: "plain"}


def fund_name(fund: str) -> str:
    """Return whose money a fund is; its id where the county names one the product does not know."""
    return str(Fund(fund).label) if fund in Fund.values else fund


def format_name(form: BankFormat) -> str:
    """Return what a bank's columns are called."""
    return form.name.zh if in_chinese() else form.name.en


def month_of(request: OfficerRequest) -> Month:
    """Return the month a page of money is about: the one in the address, or else this one."""
    return month_asked(request, [], today=timezone.localdate())


def digest_in_short(digest: str) -> str:
    """Return the first digits of a digest, in fours: enough to compare two by eye."""
    return " ".join(digest[start : start + 4] for start in range(0, min(len(digest), 16), 4))
