"""Open and close a month of payments; ask what is owed for it. An officer does it, never the clock."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.casework.forms import DayForm
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.refusals import REFUSALS, say
from yingbao.edges.web.money.words import month_of
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import county_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.payments.actions.months import MonthBlocked, close_month, open_month
from yingbao.office.payments.choices import MonthState
from yingbao.office.payments.models import PayMonth
from yingbao.office.payments.queries.months import blocks_of, months_of
from yingbao.office.provision.actions.reckoning import ask_for_reckoning
from yingbao.values.month import Month


@policy(permission=Permission.TURN_MONTHS, scope=Scope.DIVISION, writes=True)
def month_open(request: OfficerRequest) -> HttpResponseRedirect:
    """Open a month: from now on rolls are drawn up under it."""
    month = month_of(request)
    try:
        open_month(county=county_of(request.user), month=month, at=timezone.now(), by=request.user)
    except REFUSALS as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, gettext("The month is open."))
    return redirect(board_url(month))


@policy(permission=Permission.FIND_DUES, scope=Scope.DIVISION, writes=True)
def month_reckon(request: OfficerRequest) -> HttpResponseRedirect:
    """Note the wish to find what is owed; the worker carries it out, and the board says when it is done."""
    month, today = month_of(request), timezone.localdate()
    try:
        ask_for_reckoning(
            county=county_of(request.user), month=month, on=today, at=timezone.now(), by=request.user
        )
    except REFUSALS as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(
            request, gettext("What is owed is being found. It goes on while you do something else.")
        )
    return redirect(board_url(month))


@names_nobody
@policy(permission=Permission.TURN_MONTHS, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST"))
def month_close(request: OfficerRequest) -> HttpResponse:
    """Show what stands in the way of closing a month, or close it for good."""
    month = month_of(request)
    pay_month = pay_month_or_404(request.user, month)
    form = DayForm(posted(request), today=timezone.localdate())
    if form.is_valid():
        try:
            close_month(pay_month=pay_month, on=form.cleaned_data["on"], at=timezone.now(), by=request.user)
        except MonthBlocked:
            form.add_error(None, gettext("The month cannot be closed yet: see what stands in the way."))
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("The month is closed. Print its sheet for the file."))
            return redirect(board_url(month))
    blocks = blocks_of(pay_month) if pay_month.state == MonthState.OPEN else []
    page = {"form": form, "month": month, "pay_month": pay_month, "blocks": blocks}
    return render(request, "money/month_close.html", page)


def pay_month_or_404(officer: Officer, month: Month) -> PayMonth:
    """Return a month of the officer's county that was opened; any other is not found."""
    found = months_of(officer).filter(month=month.first_day).first()
    if found is None:
        raise Http404
    return found


def board_url(month: Month) -> str:
    """Return the address of a month's board."""
    return f"{reverse('month_board')}?month={month}"
