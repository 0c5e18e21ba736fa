"""One roll: how far it is, what it pays, what stands against its lines, what differs from last month."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yingbao.edges.exchange.banks.formats import formats
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.roll_act import frame, roll_or_404, sees_whole
from yingbao.edges.web.money.roll_verbs import Verb, open_verbs
from yingbao.edges.web.money.words import LINE_LOOKS, ROLL_LOOKS, digest_in_short, format_name, fund_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.templatetags.written import day, moment, money
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_names, get_officer_names, is_in_scope
from yingbao.office.payments.actions.filing import FILED
from yingbao.office.payments.choices import BLOCKING, DifferenceKind, LineState, ProblemKind, RollState
from yingbao.office.payments.models import BankReturn, Roll
from yingbao.office.payments.queries.differences import compared_with_last_month
from yingbao.office.payments.queries.payees import shown_account
from yingbao.office.payments.queries.rolls import by_township, problem_counts, totals_of

# The states of a roll that goes its way, in their order.
COURSE = [
    RollState.BUILT,
    RollState.PREPARED,
    RollState.APPROVED,
    RollState.FILED,
    RollState.SENT,
    RollState.CLOSED,
]
STEPS: dict[str, Promise] = {
    RollState.BUILT: _("Draw up and check"),
    RollState.PREPARED: pgettext_lazy("roll", "Approve"),
    RollState.APPROVED: _("Make the bank file"),
    RollState.FILED: _("Send to the bank"),
    RollState.SENT: _("Read the return"),
    RollState.CLOSED: _("Every line answered"),
}
WHO: dict[str, Promise] = {
    RollState.BUILT: _("who prepares"),
    RollState.PREPARED: _("another officer"),
    RollState.APPROVED: _("finance"),
    RollState.FILED: _("finance"),
    RollState.SENT: _("finance"),
}


@dataclass(frozen=True)
class ShownStep:
    """One step of a roll: done, current, or still to come."""

    name: Promise
    who: Promise | str
    look: str


@dataclass(frozen=True)
class ShownState:
    """How many lines are in a state, and what they come to."""

    state: str
    words: str
    look: str
    count: int
    fen: int


@dataclass(frozen=True)
class ShownCheck:
    """How many lines one kind of problem stands against."""

    kind: str
    words: str
    count: int
    settled: int
    blocks: bool

    @property
    def left(self) -> int:
        return self.count - self.settled

    @property
    def look(self) -> str:
        return "no" if self.blocks else "unknown" if self.left else "yes"


@dataclass(frozen=True)
class RollPage:
    """Everything the page shows."""

    look: str
    steps: list[ShownStep]
    # What the officer can do now, and where.
    verbs: list[tuple[Verb, str]]
    facts: list[tuple[str, str]]
    states: list[ShownState]
    townships: list[tuple[str, str, int, int]]
    checks: list[ShownCheck]
    returns: list[BankReturn]
    # How many are new, no longer paid, paid otherwise; nothing for a roll that is not compared.
    differences: list[tuple[DifferenceKind, int]]
    # What came back can be put on a roll of its own.
    failed: int
    may_reissue: bool
    # The list that goes to the organisation that is paid for all.
    may_list_names: bool


@names_nobody
@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def roll_show(request: OfficerRequest, roll_id: int) -> HttpResponse:
    """Show a roll; its sums only to those who see all of its lines."""
    roll = roll_or_404(request.user, roll_id)
    page = {"page": load(roll, request.user), **frame(roll, request.user)}
    return render(request, "money/roll_show.html", page)


def load(roll: Roll, officer: Officer) -> RollPage:
    """Load the page."""
    whole = sees_whole(officer, roll)
    counted = totals_of(officer, roll)
    failed = sum(each.count for each in counted if each.state == LineState.FAILED)
    return RollPage(
        look=ROLL_LOOKS.get(roll.state, "plain"),
        steps=steps(roll),
        verbs=[(verb, verb.url(roll)) for verb in open_verbs(roll, officer)],
        facts=facts(roll) if whole else [],
        states=[
            ShownState(
                each.state,
                str(LineState(each.state).label),
                LINE_LOOKS.get(each.state, "plain"),
                each.count,
                each.fen,
            )
            for each in counted
        ],
        townships=townships(roll, officer),
        checks=checks(roll, officer),
        returns=list(roll.returns.order_by("-id")) if whole else [],
        differences=differences(roll, officer),
        failed=failed,
        may_reissue=bool(failed) and may(officer, Permission.PREPARE_ROLLS),
        may_list_names=whole and may_list_names(roll, officer),
    )


def steps(roll: Roll) -> list[ShownStep]:
    """Return the way of a roll with how far it is; of a cancelled one nothing is current."""
    state = RollState.BUILT if roll.state == RollState.DRAWING else RollState(roll.state)
    at = COURSE.index(state) if state in COURSE else -1
    over = roll.state == RollState.CLOSED
    return [
        ShownStep(
            STEPS[each],
            WHO.get(each, ""),
            "done" if number < at or over else "current" if number == at else "ahead",
        )
        for number, each in enumerate(COURSE)
    ]


def facts(roll: Roll) -> list[tuple[str, str]]:
    """Return what is known of the roll as a whole, each with its name."""
    names = get_officer_names(filter(None, (roll.made_by, roll.prepared_by, roll.approved_by)))
    form = formats().get(roll.bank_format)
    funds = [f"{fund_name(each.fund)} {money(each.fen)}" for each in roll.funds.order_by("fund")]
    said = {
        pgettext("count", "Lines"): f"{roll.lines_in:,}",
        gettext("To be paid"): money(roll.total_fen),
        gettext("Paid from"): gettext("; ").join(funds),
        gettext("Why over the budget"): roll.over_budget_reason,
        gettext("Paid to"): paid_to(roll),
        gettext("Bank file"): format_name(form) if form else roll.bank_format,
        gettext("In the passbook"): roll.memo,
        gettext("Drawn up"): by_at(names, roll.made_by, roll.made_at),
        gettext("Submitted"): by_at(names, roll.prepared_by, roll.prepared_at),
        gettext("Approved by"): by_at(names, roll.approved_by, roll.approved_at),
        gettext("File made on"): day(roll.filed_on) if roll.filed_on else "",
        gettext("File"): roll.file_name,
        gettext("Mark of the file"): digest_in_short(roll.file_digest),
        gettext("Sent on"): day(roll.sent_on) if roll.sent_on else "",
        gettext("Mark of its content"): digest_in_short(roll.digest),
    }
    return [(name, words) for name, words in said.items() if words]


def paid_to(roll: Roll) -> str:
    """Return which organisation is paid for everyone, and where; nothing where the persons are paid."""
    account = roll.payee_account
    return f"{account.payee.name} · {account.bank} {shown_account(account)}" if account else ""


def may_list_names(roll: Roll, officer: Officer) -> bool:
    """Return whether an officer may take the list of names that goes with the payment now."""
    made = roll.payee_account_id is not None and roll.state in FILED
    return made and may(officer, Permission.PAY_ROLLS) and is_in_scope(officer, roll.county)


def by_at(names: dict[str, str], account: str, at: datetime | None) -> str:
    """Return who did something and when, by the clock on the wall; nothing where nobody has."""
    return f"{names.get(account, account)} · {moment(localtime(at))}" if account and at else ""


def differences(roll: Roll, officer: Officer) -> list[tuple[DifferenceKind, int]]:
    """Return how many persons a monthly roll pays otherwise than the month before, in each way."""
    compared = compared_with_last_month(officer, roll)
    return list(compared.count().items()) if compared else []


def checks(roll: Roll, officer: Officer) -> list[ShownCheck]:
    """Return what stands against lines, by kind, what blocks first."""
    found = [
        ShownCheck(
            each.kind,
            str(ProblemKind(each.kind).label),
            each.count,
            each.settled,
            each.kind in BLOCKING,
        )
        for each in problem_counts(officer, roll)
    ]
    return sorted(found, key=lambda each: not each.blocks)


def townships(roll: Roll, officer: Officer) -> list[tuple[str, str, int, int]]:
    """Return each township with how many lines it has on the roll and what they come to."""
    found = by_township(officer, roll)
    names = get_names(each.code for each in found)
    return [(each.code, names.get(each.code, each.code), each.count, each.fen) for each in found]
