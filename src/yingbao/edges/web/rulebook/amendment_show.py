"""One change of the rules: old and new, why, and what the second officer decides."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rulebook.differences import differences
from yingbao.edges.web.rulebook.proposing import LONG
from yingbao.edges.web.rulebook.trial import tried
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_officer_names
from yingbao.office.determination.packs import pack_of
from yingbao.office.rulebook import actions
from yingbao.office.rulebook.choices import AmendmentState
from yingbao.office.rulebook.models import Amendment
from yingbao.office.rulebook.queries import get_amendment

LOOKS = {
    AmendmentState.PROPOSED: "unknown",
    AmendmentState.APPROVED: "yes",
    AmendmentState.REFUSED: "no",
    AmendmentState.WITHDRAWN: "no",
}
APPROVE, REFUSE, WITHDRAW = "approve", "refuse", "withdraw"
CHOICES = [(APPROVE, _("Approve: in force from its month on")), (REFUSE, _("Refuse"))]
REFUSALS: dict[type[Exception], Promise] = {
    actions.OwnProposal: _("You proposed this yourself. Another officer of the county decides about it."),
    actions.AlreadyDecided: _("Someone has decided this already."),
    actions.SomeoneElses: _("Only who proposed it takes it back."),
    actions.Outdated: _(
        "The rules have changed since this was proposed. "
        "Refuse it, and have it proposed again over the new ones."
    ),
    actions.Faulty: _(
        "It no longer fits the rules as they are. Refuse it, and have it proposed again over the new rules."
    ),
}
DONE: dict[str, Promise] = {
    APPROVE: _("Approved. Months that were determined by other rules are told on the page of this month."),
    REFUSE: _("Refused. Nothing was changed."),
    WITHDRAW: _("Taken back. Nothing was changed."),
}


class DecisionForm(forms.Form):
    """Approve, or refuse and say why."""

    verdict = forms.ChoiceField(
        label=_("Your decision"),
        choices=CHOICES,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios__input"}),
        error_messages={
            "required": _("Choose what you decide"),
            "invalid_choice": _("Choose what you decide"),
        },
    )
    answer = forms.CharField(
        label=_("Why do you refuse?"),
        help_text=_("Only where you refuse; the officer who proposed it reads this."),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        if self.cleaned_data.get("verdict") == REFUSE and not self.cleaned_data.get("answer", "").strip():
            self.add_error("answer", gettext("Say why you refuse"))
        return self.cleaned_data


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def amendment_show(request: OfficerRequest, amendment_id: int) -> HttpResponse:
    """Show a change of the county's rules."""
    amendment = asked_for(request, amendment_id)
    return render(request, "rulebook/amendment_show.html", shown(request, amendment, DecisionForm()))


@policy(permission=Permission.APPROVE_RULES, scope=Scope.DOCUMENT, writes=True)
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
    return render(request, "rulebook/amendment_show.html", shown(request, amendment, form))


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


def asked_for(request: OfficerRequest, amendment_id: int) -> Amendment:
    """Return the amendment of the officer's county; of another county there is none."""
    amendment = get_amendment(officer=request.user, amendment_id=amendment_id)
    if amendment is None:
        raise Http404
    return amendment


def shown(request: OfficerRequest, amendment: Amendment, form: DecisionForm) -> dict[str, Any]:
    """Return the page: the difference, what it would do where that is asked for, and who may decide."""
    officer = request.user
    edits = amendment.written_anew
    waits = amendment.state == AmendmentState.PROPOSED
    own = amendment.proposed_by == officer.username
    asked = waits and "try" in request.GET and may(officer, Permission.APPROVE_RULES)
    return {
        "amendment": amendment,
        "name": amendment.name,
        "look": LOOKS[AmendmentState(amendment.state)],
        "names": get_officer_names([amendment.proposed_by, amendment.decided_by or ""]),
        "differences": differences(edits, pack_of(amendment.county, amendment.month)),
        "form": form,
        "may_decide": waits and not own and may(officer, Permission.APPROVE_RULES),
        "may_try": waits and may(officer, Permission.APPROVE_RULES),
        "may_withdraw": waits and own,
        "tried": tried(officer, edits, amendment.month) if asked else None,
    }
