"""One change of the rules: old and new, why, and what the second officer decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rulebook.amendment_page import APPROVE, REFUSE, DecisionForm, asked_for, shown
from yingbao.edges.web.rulebook.refusals import REFUSALS
from yingbao.office.access.permissions import Permission
from yingbao.office.rulebook import actions

WITHDRAW = "withdraw"
DONE: dict[str, Promise] = {
    APPROVE: _("Approved. Months that were determined by other rules are told on the page of this month."),
    REFUSE: _("Refused. Nothing was changed."),
    WITHDRAW: _("Taken back. Nothing was changed."),
}


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def amendment_show(request: OfficerRequest, amendment_id: int) -> HttpResponse:
    """Show a change of the county's rules."""
    return shown(request, asked_for(request, amendment_id))


@policy(permission=Permission.APPROVE_RULES, scope=Scope.DOCUMENT, writes=True, fresh=True)
def amendment_decide(request: OfficerRequest, amendment_id: int) -> HttpResponse:
    """Take the second officer's decision."""
    amendment = asked_for(request, amendment_id)
    form = DecisionForm(posted(request))
    if form.is_valid():
        told: dict[str, Any] = {"amendment": amendment, "at": timezone.now(), "by": request.user}
        try:
            if form.cleaned_data["verdict"] == APPROVE:
                actions.approve(**told)
            else:
                actions.refuse(answer=form.cleaned_data["answer"], **told)
        except tuple(REFUSALS) as refused:
            form.add_error(None, str(REFUSALS[type(refused)]))
        else:
            messages.success(request, str(DONE[form.cleaned_data["verdict"]]))
            return redirect("amendment_show", amendment_id=amendment.pk)
    return shown(request, amendment, form)


@policy(permission=Permission.PROPOSE_RULES, scope=Scope.DOCUMENT, writes=True)
def amendment_withdraw(request: OfficerRequest, amendment_id: int) -> HttpResponse:
    """Take the own proposal back."""
    try:
        actions.withdraw(amendment=asked_for(request, amendment_id), at=timezone.now(), by=request.user)
    except tuple(REFUSALS) as refused:
        messages.error(request, str(REFUSALS[type(refused)]))
    else:
        messages.success(request, str(DONE[WITHDRAW]))
    return redirect("amendment_show", amendment_id=amendment_id)
