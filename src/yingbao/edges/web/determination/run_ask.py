"""Ask for everyone to be determined again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.determination.lists import month_asked
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import county_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.determination.actions.asking import TooFarAhead, ask_for_run


@policy(permission=Permission.DETERMINE, scope=Scope.DIVISION, writes=True)
def run_ask(request: OfficerRequest) -> HttpResponse:
    """Note the wish; the worker carries it out, and the home page says when it is done."""
    now = timezone.now()
    month = month_asked(request, [], today=timezone.localdate())
    try:
        ask_for_run(county=county_of(request.user), month=month, at=now, by=request.user)
    except TooFarAhead:
        messages.error(
            request, gettext("A month can be determined from the month before it on, not earlier.")
        )
    else:
        messages.success(
            request, gettext("Everyone is being determined. The figures change when it is finished.")
        )
    return redirect("home")
