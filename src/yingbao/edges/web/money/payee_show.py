"""One organisation money is paid to: where it was and is paid, by which paper; the second officer's word."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.payee_list import may_propose
from yingbao.edges.web.money.payee_refusals import REFUSALS, tell
from yingbao.edges.web.money.takeover_list import LOOKS
from yingbao.edges.web.money.takeover_show import APPROVE, VerdictForm
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.models import Officer
from yingbao.office.access.own_county import COUNTY
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_officer_names
from yingbao.office.payments.actions.payees import approve_account, refuse_account
from yingbao.office.payments.choices import ProposalState
from yingbao.office.payments.models import Payee, PayeeAccount
from yingbao.office.payments.queries.payees import get_payee, shown_account


@dataclass(frozen=True)
class ShownAccount:
    """One account, in force, waiting, refused or followed by another; the number is masked."""

    row: PayeeAccount
    number: str
    look: str
    in_force: bool
    proposed_by: str
    decided_by: str


@names_nobody
@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def payee_show(request: OfficerRequest, payee_id: int) -> HttpResponse:
    """Show an organisation and all its accounts, the newest first."""
    return page_of(request, payee_or_404(request, payee_id), VerdictForm(None))


@names_nobody
@policy(permission=Permission.APPROVE_ROLLS, scope=Scope.DIVISION, writes=True, fresh=True)
def payee_decide(request: OfficerRequest, payee_id: int) -> HttpResponse:
    """Take the second officer's decision about the account that waits."""
    payee = payee_or_404(request, payee_id)
    waiting = waiting_of(payee)
    if waiting is None:
        messages.warning(request, gettext("It was decided meanwhile. Look at it again."))
        return redirect("payee_show", payee.pk)
    form = VerdictForm(posted(request))
    if form.is_valid():
        who: dict[str, Any] = {"account": waiting, "at": timezone.now(), "by": request.user}
        try:
            if form.cleaned_data["verdict"] == APPROVE:
                approve_account(**who)
            else:
                refuse_account(reason=form.cleaned_data["reason"], **who)
        except REFUSALS as refusal:
            tell(form, refusal)
        else:
            messages.success(request, gettext("The decision is written down."))
            return redirect("payee_show", payee.pk)
    return page_of(request, payee, form)


def payee_or_404(request: OfficerRequest, payee_id: int) -> Payee:
    """Return an organisation of a county the officer sees whole; anything else is not found."""
    payee = get_payee(request.user, payee_id)
    if payee is None:
        raise Http404
    return payee


def waiting_of(payee: Payee) -> PayeeAccount | None:
    """Return the account that waits for a second officer, if there is one."""
    found: PayeeAccount | None = payee.accounts.filter(state=ProposalState.PROPOSED).first()
    return found


def page_of(request: OfficerRequest, payee: Payee, form: VerdictForm) -> HttpResponse:
    """Return the page of an organisation."""
    accounts = shown(payee)
    waits = next((each.row for each in accounts if each.row.state == ProposalState.PROPOSED), None)
    page = {
        "payee": payee,
        "accounts": accounts,
        "form": form,
        "may_propose": may_propose(request.user) and waits is None,
        "may_decide": waits is not None
        and may_decide(request.user)
        and waits.proposed_by != request.user.username,
    }
    return render(request, "money/payee_show.html", page)


def shown(payee: Payee) -> list[ShownAccount]:
    """Return the accounts of an organisation in words, the newest first."""
    rows = list(payee.accounts.order_by("-id"))
    names = get_officer_names({name for each in rows for name in (each.proposed_by, each.decided_by) if name})
    in_force = next((each.pk for each in rows if each.state == ProposalState.APPROVED), None)
    return [
        ShownAccount(
            each,
            shown_account(each),
            LOOKS[each.state] if each.pk == in_force or each.state != ProposalState.APPROVED else "plain",
            each.pk == in_force,
            names.get(each.proposed_by, each.proposed_by),
            names.get(each.decided_by, each.decided_by),
        )
        for each in rows
    ]


def may_decide(officer: Officer) -> bool:
    """Return whether an officer decides about accounts, for the whole county."""
    return may(officer, Permission.APPROVE_ROLLS) and len(officer.acting_division_id) == COUNTY
