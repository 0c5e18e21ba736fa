"""One payee list taken over, or proposed to be: who is left out, and the second officer's word."""

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
    """Show a taking over, and who of the officer's division is left out."""
    return page_of(request, takeover_or_404(request, takeover_id), VerdictForm(None))


@policy(permission=Permission.FIND_DUES, scope=Scope.DIVISION, writes=True, fresh=True)
def takeover_decide(request: OfficerRequest, takeover_id: int) -> HttpResponse:
    """Take the second officer's decision."""
    row = takeover_or_404(request, takeover_id)
    form = VerdictForm(posted(request))
    if form.is_valid():
        who: dict[str, Any] = {"take_over": row, "at": timezone.now(), "by": request.user}
        try:
            if form.cleaned_data["verdict"] == APPROVE:
                approve_taking_over(on=timezone.localdate(), **who)
            else:
                refuse_taking_over(reason=form.cleaned_data["reason"], **who)
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
            row.refresh_from_db()
        else:
            messages.success(request, gettext("The decision is written down."))
            return redirect("takeover_show", row.pk)
    return page_of(request, row, form)


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
