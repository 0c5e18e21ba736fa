"""End an amendment that no longer fits the rules: one officer proposes it, another decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rulebook.amendment_page import (
    APPROVE,
    REFUSE,
    EndingDecisionForm,
    EndingForm,
    asked_for,
    shown,
)
from yingbao.edges.web.rulebook.refusals import REFUSALS
from yingbao.office.access.permissions import Permission
from yingbao.office.rulebook import actions
from yingbao.office.rulebook.choices import EndingState
from yingbao.office.rulebook.models import Amendment, Ending
from yingbao.office.rulebook.queries import list_endings

DONE: dict[str, Promise] = {
    APPROVE: _("Ended. Months that were determined by it are told on the page of this month."),
    REFUSE: _("Refused. Nothing was changed."),
}


@policy(permission=Permission.PROPOSE_RULES, scope=Scope.DOCUMENT, writes=True)
def ending_propose(request: OfficerRequest, amendment_id: int) -> HttpResponse:
    """Propose that the amendment be ended."""
    amendment = asked_for(request, amendment_id)
    form = EndingForm(posted(request))
    if not form.is_valid():
        return shown(request, amendment, form)
    try:
        actions.propose_ending(
            amendment=amendment, reason=form.cleaned_data["reason"], at=timezone.now(), by=request.user
        )
    except tuple(REFUSALS) as refused:
        return refusal(request, amendment, refused)
    messages.success(request, str(_("Proposed. It is ended when another officer of the county agrees.")))
    return redirect("amendment_show", amendment_id=amendment.pk)


@policy(permission=Permission.APPROVE_RULES, scope=Scope.DOCUMENT, writes=True, fresh=True)
def ending_decide(request: OfficerRequest, amendment_id: int) -> HttpResponse:
    """Take the second officer's decision about ending the amendment."""
    amendment = asked_for(request, amendment_id)
    form = EndingDecisionForm(posted(request))
    if not form.is_valid():
        return shown(request, amendment, form)
    try:
        told: dict[str, Any] = {"ending": waiting_of(amendment), "at": timezone.now(), "by": request.user}
        if form.cleaned_data["verdict"] == APPROVE:
            actions.approve_ending(**told)
        else:
            actions.refuse_ending(answer=form.cleaned_data["answer"], **told)
    except tuple(REFUSALS) as refused:
        return refusal(request, amendment, refused)
    messages.success(request, str(DONE[form.cleaned_data["verdict"]]))
    return redirect("amendment_show", amendment_id=amendment.pk)


@policy(permission=Permission.PROPOSE_RULES, scope=Scope.DOCUMENT, writes=True)
def ending_withdraw(request: OfficerRequest, amendment_id: int) -> HttpResponse:
    """Take the own wish back."""
    amendment = asked_for(request, amendment_id)
    try:
        actions.withdraw_ending(ending=waiting_of(amendment), at=timezone.now(), by=request.user)
    except tuple(REFUSALS) as refused:
        return refusal(request, amendment, refused)
    messages.success(request, str(_("Taken back. Nothing was changed.")))
    return redirect("amendment_show", amendment_id=amendment.pk)


def waiting_of(amendment: Amendment) -> Ending:
    """Return the wish that waits for a decision.

    Raises:
        AlreadyDecided: none waits any more.
    """
    found = next((each for each in list_endings(amendment) if each.state == EndingState.PROPOSED), None)
    if found is None:
        raise actions.AlreadyDecided(str(amendment.pk))
    return found


def refusal(request: OfficerRequest, amendment: Amendment, refused: Exception) -> HttpResponse:
    """Say why nothing was done, on the page of the amendment."""
    messages.error(request, str(REFUSALS[type(refused)]))
    return redirect("amendment_show", amendment_id=amendment.pk)
