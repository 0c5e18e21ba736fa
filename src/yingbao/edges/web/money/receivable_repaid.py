"""Write down that money came back, by its receipt."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.owing_forms import RepaidForm
from yingbao.edges.web.money.owing_refusals import REFUSALS, say
from yingbao.edges.web.money.receivable_show import receivable_or_404
from yingbao.edges.web.money.recovery_list import shown
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.actions.recovering import note_repayment


@policy(
    permission=Permission.RECOVER_MONEY, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def receivable_repaid(request: OfficerRequest, receivable_id: int) -> HttpResponse:
    """Show the form, or write the repayment down; the same receipt twice is one repayment."""
    row = receivable_or_404(request.user, receivable_id)
    form = RepaidForm(posted(request), today=timezone.localdate())
    if form.is_valid():
        given = form.cleaned_data
        try:
            note_repayment(
                receivable=row,
                fen=given["fen"],
                receipt=given["receipt"],
                fund=Fund(given["fund"]),
                on=given["on"],
                at=timezone.now(),
                by=request.user,
            )
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Written down."))
            return redirect("receivable_show", row.pk)
    page = {"form": form, "row": row, "shown": shown(request, [row])[0]}
    return render(request, "money/receivable_repaid.html", page)
