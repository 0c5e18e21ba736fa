"""Approve a roll: what is approved, in short, and which funds pay it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.forms import ApproveForm, name_of
from yingbao.edges.web.money.refusals import REFUSALS, say
from yingbao.edges.web.money.roll_act import frame, roll_or_404, sees_whole, too_late
from yingbao.edges.web.money.roll_show import differences
from yingbao.edges.web.money.roll_verbs import VERBS, may_now
from yingbao.edges.web.money.words import digest_in_short, fund_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.templatetags.written import money
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_officer_names
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.actions.approving import approve
from yingbao.office.payments.models import Roll
from yingbao.office.payments.queries.budgets import Overrun, overrun


@names_nobody
@policy(
    permission=Permission.APPROVE_ROLLS,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
    fresh=True,
)
def roll_approve(request: OfficerRequest, roll_id: int) -> HttpResponse:
    """Show what would be approved, or approve it: by another officer than who prepared it."""
    roll = roll_or_404(request.user, roll_id)
    if not sees_whole(request.user, roll):
        raise Http404
    verb = VERBS["approve"]
    if request.method != "POST" and not may_now(verb, roll, request.user):
        return too_late(request, roll)
    today = timezone.localdate()
    form = ApproveForm(posted(request), total_fen=roll.total_fen, digest=roll.digest, today=today)
    if form.is_valid():
        given = form.cleaned_data
        try:
            approve(
                roll=roll,
                digest=given["digest"],
                funds=given["funds"],
                over_budget_reason=given["over_budget_reason"].strip(),
                on=given["on"],
                at=timezone.now(),
                by=request.user,
            )
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Saved: %(act)s.") % {"act": verb.button})
            return redirect("roll_show", roll.pk)
    page = {
        "form": form,
        "verb": verb,
        **what_is_approved(roll, form, request.user),
        **frame(roll, request.user),
    }
    return render(request, "money/roll_approve.html", page)


def what_is_approved(roll: Roll, form: ApproveForm, officer: Officer) -> dict[str, object]:
    """Return what stands above and beside the form: who submitted it, the funds, where the budget ends."""
    names = get_officer_names([roll.prepared_by])
    asked = form.cleaned_data.get("funds", {}) if form.is_bound else {}
    return {
        "digest": digest_in_short(roll.digest),
        "prepared_by": names.get(roll.prepared_by, roll.prepared_by),
        "funds": [form[name_of(fund)] for fund in Fund],
        "differences": differences(roll, officer),
        "overruns": [overrun_in_words(each) for each in overrun(roll, asked)] if asked else [],
    }


def overrun_in_words(each: Overrun) -> str:
    """Return by how much a roll goes over what is left of a fund."""
    told = gettext("%(fund)s: %(left)s are left of the budget, the roll asks for %(asked)s.")
    return told % {"fund": fund_name(each.fund), "left": money(each.left), "asked": money(each.asked)}
