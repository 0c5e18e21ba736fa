"""Take the list of names that goes to an organisation with one payment for many persons."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from yingbao.edges.exchange.banks.formats import NAMES
from yingbao.edges.exchange.banks.writing import file_name, write
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.refusals import REFUSALS, say
from yingbao.edges.web.money.roll_act import roll_or_404, sees_whole
from yingbao.edges.web.money.roll_file import attached
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.payments.actions.listing_names import list_names
from yingbao.office.payments.bank_sheet import BankSheet


@names_nobody
@policy(permission=Permission.PAY_ROLLS, scope=Scope.DIVISION, writes=True, fresh=True)
def roll_names(request: OfficerRequest, roll_id: int) -> HttpResponse:
    """Give the list of names out to who pays; it holds every number in clear and is kept nowhere here."""
    roll = roll_or_404(request.user, roll_id)
    if not sees_whole(request.user, roll):
        raise Http404
    try:
        name, made = list_names(roll=roll, write=named, at=timezone.now(), by=request.user)
    except REFUSALS as refusal:
        messages.error(request, say(refusal))
        return redirect("roll_show", roll.pk)
    return attached(made, name)


def named(sheet: BankSheet) -> tuple[str, bytes]:
    """Return what the list is called, and the list."""
    return file_name(NAMES, sheet), write(NAMES, sheet)
