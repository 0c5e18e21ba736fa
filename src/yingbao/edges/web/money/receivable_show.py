"""One amount to be recovered: of which months, how it comes back, what is overdue, and what can be done."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.recovery_list import ShownReceivable, may_recover, shown
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_officer_names
from yingbao.office.casework.models import Letter
from yingbao.office.payments.choices import ProposalState, ReceivableState
from yingbao.office.payments.models import Instalment, Receivable, Recovery, WriteOff
from yingbao.office.payments.queries.recoveries import get_receivable
from yingbao.office.provision.models import Due
from yingbao.office.register.actions.numbers import note_viewing
from yingbao.office.register.queries.visible import get_person

# What the key of a repayment begins with, before the number of its receipt.
RECEIPT = "receipt:"


@dataclass(frozen=True)
class ShownRecovery:
    """So much that came back, by which receipt, written down by whom."""

    row: Recovery
    receipt: str
    by: str


@dataclass(frozen=True)
class ShownInstalment:
    """One instalment, how much of it came, and whether its day has passed."""

    row: Instalment
    came: int
    overdue: bool


@dataclass(frozen=True)
class ShownWriteOff:
    """One proposal to give up what is left, and what this officer may do about it."""

    row: WriteOff
    proposed_by: str
    first_by: str
    decided_by: str
    may_decide: bool


@dataclass(frozen=True)
class ReceivablePage:
    """Everything the page shows."""

    shown: ShownReceivable
    decided_by: str
    dues: list[Due]
    recoveries: list[ShownRecovery]
    instalments: list[ShownInstalment]
    write_offs: list[ShownWriteOff]
    letters: list[Letter]
    may_note: bool
    may_write: bool
    may_give_up: bool


@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def receivable_show(request: OfficerRequest, receivable_id: int) -> HttpResponse:
    """Show one receivable of the officer's division."""
    row = receivable_or_404(request.user, receivable_id)
    person = get_person(request.user, row.person_id)
    if person is not None:
        note_viewing(person=person, by=request.user)
    return render(request, "money/receivable_show.html", {"page": load(request, row), "row": row})


def receivable_or_404(officer: Officer, receivable_id: int) -> Receivable:
    """Return a visible receivable; anything else is not found."""
    row = get_receivable(officer, receivable_id)
    if row is None:
        raise Http404
    return row


def load(request: OfficerRequest, row: Receivable) -> ReceivablePage:
    """Load the page."""
    recoveries = list(Recovery.objects.filter(receivable=row, alive=True).order_by("on", "id"))
    write_offs = list(WriteOff.objects.filter(receivable=row).order_by("-id"))
    acted = {row.decided_by, *(each.by for each in recoveries)}
    for each in write_offs:
        acted |= {each.proposed_by, each.first_by, each.decided_by}
    names = get_officer_names({each for each in acted if each})
    is_open, recovers = row.state == ReceivableState.OPEN, may_recover(request.user)
    letters = list(Letter.objects.filter(person=row.person_id, about=f"receivable:{row.pk}").order_by("-id"))
    waiting = any(each.state == ProposalState.PROPOSED for each in write_offs)
    return ReceivablePage(
        shown=shown(request, [row])[0],
        decided_by=names.get(row.decided_by, row.decided_by),
        dues=list(
            Due.objects.filter(discharges__receivable=row, discharges__alive=True).order_by(
                "period", "sequence"
            )
        ),
        recoveries=[
            ShownRecovery(each, each.key.removeprefix(RECEIPT), names.get(each.by, each.by))
            for each in recoveries
        ],
        instalments=instalments_of(row, sum(each.fen for each in recoveries), timezone.localdate()),
        write_offs=[given_up(each, names, request.user) for each in write_offs],
        letters=letters,
        may_note=is_open and recovers,
        may_write=is_open and recovers and not letters,
        may_give_up=is_open and recovers and not waiting,
    )


def instalments_of(row: Receivable, came: int, today: date) -> list[ShownInstalment]:
    """Return the instalments, the earliest first; what came back fills the earlier ones first."""
    found = []
    for each in Instalment.objects.filter(receivable=row).order_by("number"):
        part = min(came, each.fen)
        came -= part
        overdue = row.state == ReceivableState.OPEN and part < each.fen and each.due_on < today
        found.append(ShownInstalment(each, part, overdue))
    return found


def given_up(each: WriteOff, names: dict[str, str], officer: Officer) -> ShownWriteOff:
    """Return a proposal to give up what is left, with the names of who acted."""
    acted = {each.proposed_by, each.first_by}
    return ShownWriteOff(
        each,
        names.get(each.proposed_by, each.proposed_by),
        names.get(each.first_by, each.first_by),
        names.get(each.decided_by, each.decided_by),
        each.state == ProposalState.PROPOSED
        and may(officer, Permission.APPROVE_WRITE_OFFS)
        and officer.username not in acted,
    )
