"""One payee list taken over, or proposed to be: who is left out, the second officer's word, how far it is."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.forms import LONG, RADIOS
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.owing_refusals import REFUSALS, say
from yingbao.edges.web.money.takeover_list import may_act, sees_county, shown
from yingbao.edges.web.noted import without_names
from yingbao.edges.web.paging import paging
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.audit import actions as audit
from yingbao.office.payments.actions.taking_over import approve_taking_over, refuse_taking_over
from yingbao.office.payments.choices import ProposalState
from yingbao.office.payments.models import TakeOver
from yingbao.office.payments.queries.takeovers import get_take_over, left_out_of

APPROVE, REFUSE = "approve", "refuse"


class VerdictForm(forms.Form):
    """What the second officer decides."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[(APPROVE, _("Approve")), (REFUSE, _("Refuse"))],
        widget=RADIOS,
        error_messages={"required": _("Choose what you decide")},
    )
    reason = forms.CharField(
        label=_("Reasons"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when it is refused."),
    )

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        given = super().clean() or {}
        if given.get("verdict") == REFUSE and not given.get("reason", "").strip():
            self.add_error("reason", gettext("Say why"))
        return given


@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def takeover_show(request: OfficerRequest, takeover_id: int) -> HttpResponse:
    """Show a taking over, and who of the officer's division is left out; it looks again while written."""
    row = takeover_or_404(request, takeover_id)
    if request.headers.get("HX-Request"):
        return again(request, row)
    return page_of(request, row, VerdictForm(None))


@policy(permission=Permission.FIND_DUES, scope=Scope.DIVISION, writes=True, fresh=True)
def takeover_decide(request: OfficerRequest, takeover_id: int) -> HttpResponse:
    """Take the second officer's decision."""
    row = takeover_or_404(request, takeover_id)
    form = VerdictForm(posted(request))
    if form.is_valid():
        try:
            told = decided(request, row, form.cleaned_data)
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
            row.refresh_from_db()
        else:
            messages.success(request, told)
            return redirect("takeover_show", row.pk)
    return page_of(request, row, form)


def decided(request: OfficerRequest, row: TakeOver, given: dict[str, Any]) -> str:
    """Do what the second officer decided, and return what to tell."""
    who: dict[str, Any] = {"take_over": row, "at": timezone.now(), "by": request.user}
    if given["verdict"] == APPROVE:
        approve_taking_over(on=timezone.localdate(), **who)
        return gettext("Approved. The list is being taken over; it goes on while you do something else.")
    refuse_taking_over(reason=given["reason"], **who)
    return gettext("The decision is written down.")


def again(request: OfficerRequest, row: TakeOver) -> HttpResponse:
    """Answer the page that looks again by itself: how far it is; at the end, to load all of it anew."""
    one = shown(request, [row])[0]
    if one.job is None or not one.job.is_under_way:
        return without_names(HttpResponse(headers={"HX-Refresh": "true"}))
    page = {"row": row, "shown": one, "whole": sees_county(request.user)}
    return without_names(render(request, "money/_takeover_progress.html", page))


def takeover_or_404(request: OfficerRequest, takeover_id: int) -> TakeOver:
    """Return a taking over of the officer's county; anything else is not found."""
    row = get_take_over(request.user, takeover_id)
    if row is None:
        raise Http404
    return row


def page_of(request: OfficerRequest, row: TakeOver, form: VerdictForm) -> HttpResponse:
    """Return the page of a taking over."""
    left_out = left_out_of(request.user, row)
    listed = paging(request, len(left_out))
    audit.record(
        "payments.taking_over.viewed",
        by=request.user,
        subject=f"taking_over:{row.pk}",
        detail={"page": listed.page, "rows": listed.total},
    )
    page = {
        "row": row,
        "shown": shown(request, [row])[0],
        "whole": sees_county(request.user),
        "left_out": left_out[listed.slice],
        "paging": listed,
        "form": form,
        "may_decide": row.state == ProposalState.PROPOSED
        and may_act(request.user)
        and row.proposed_by != request.user.username,
    }
    return render(request, "money/takeover_show.html", page)
