"""Give up what cannot be recovered (核销): proposed by one officer, decided by two others."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.owing_forms import GiveUpForm
from yingbao.edges.web.money.owing_refusals import REFUSALS, say
from yingbao.edges.web.money.receivable_show import receivable_or_404
from yingbao.edges.web.money.recovery_list import shown
from yingbao.edges.web.money.takeover_show import APPROVE, VerdictForm
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_officer_names
from yingbao.office.payments.actions.writing_off import approve_write_off, propose_write_off, refuse_write_off
from yingbao.office.payments.queries.recoveries import get_write_off


@policy(
    permission=Permission.RECOVER_MONEY, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def write_off_propose(request: OfficerRequest, receivable_id: int) -> HttpResponse:
    """Show the form, or propose to give up what is left."""
    row = receivable_or_404(request.user, receivable_id)
    form = GiveUpForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            propose_write_off(receivable=row, reason=reason, at=timezone.now(), by=request.user)
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Proposed. Two other officers decide about it."))
            return redirect("receivable_show", row.pk)
    page = {"form": form, "row": row, "shown": shown(request, [row])[0]}
    return render(request, "money/write_off_propose.html", page)


@policy(
    permission=Permission.APPROVE_WRITE_OFFS,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
    fresh=True,
)
def write_off_decide(request: OfficerRequest, write_off_id: int) -> HttpResponse:
    """Show what is proposed, or take the decision of one of the two officers."""
    proposed = get_write_off(request.user, write_off_id)
    if proposed is None:
        raise Http404
    form = VerdictForm(posted(request))
    if form.is_valid():
        who: dict[str, Any] = {"write_off": proposed, "at": timezone.now(), "by": request.user}
        try:
            if form.cleaned_data["verdict"] == APPROVE:
                approve_write_off(on=timezone.localdate(), **who)
            else:
                refuse_write_off(reason=form.cleaned_data["reason"], **who)
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("The decision is written down."))
            return redirect("receivable_show", proposed.receivable_id)
    row = receivable_or_404(request.user, proposed.receivable_id)
    names = get_officer_names({proposed.proposed_by, proposed.first_by} - {""})
    page = {
        "form": form,
        "row": row,
        "shown": shown(request, [row])[0],
        "proposed": proposed,
        "proposed_by": names.get(proposed.proposed_by, proposed.proposed_by),
        "first_by": names.get(proposed.first_by, proposed.first_by),
    }
    return render(request, "money/write_off_decide.html", page)
