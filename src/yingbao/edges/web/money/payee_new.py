"""Enter an organisation money is paid to, or propose another account of it; another officer decides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.payee_forms import AccountForm, PayeeForm
from yingbao.edges.web.money.payee_refusals import REFUSALS, tell
from yingbao.edges.web.money.payee_show import payee_or_404
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import county_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.payments.actions.payees import propose_account, propose_payee
from yingbao.office.payments.choices import PayeeKind
from yingbao.office.payments.models import Payee


@names_nobody
@policy(
    permission=Permission.PREPARE_ROLLS, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def payee_new(request: OfficerRequest) -> HttpResponse:
    """Show the form of an organisation, or take the proposal."""
    form = PayeeForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            payee = propose_payee(
                county=county_of(request.user),
                kind=PayeeKind(given["kind"]),
                name=given["name"],
                credit_code=given["credit_code"],
                account=form.account(),
                at=timezone.now(),
                by=request.user,
            )
        except REFUSALS as refusal:
            tell(form, refusal)
        else:
            return proposed(request, payee)
    return render(request, "money/payee_new.html", {"form": form})


@names_nobody
@policy(
    permission=Permission.PREPARE_ROLLS, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def payee_account(request: OfficerRequest, payee_id: int) -> HttpResponse:
    """Show the form of another account of an organisation, or take the proposal."""
    payee = payee_or_404(request, payee_id)
    form = AccountForm(posted(request))
    if form.is_valid():
        try:
            propose_account(payee=payee, account=form.account(), at=timezone.now(), by=request.user)
        except REFUSALS as refusal:
            tell(form, refusal)
        else:
            return proposed(request, payee)
    return render(request, "money/payee_new.html", {"form": form, "payee": payee})


def proposed(request: OfficerRequest, payee: Payee) -> HttpResponse:
    """Go to the organisation, and say that a second officer decides."""
    messages.success(request, gettext("Proposed. A second officer decides about it."))
    return redirect("payee_show", payee.pk)
