"""Set a roster aside that was not applied."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.register.actions.rosters.receiving import NotWaiting, cancel_roster
from yingbao.office.register.queries.visible import get_source


@policy(permission=Permission.IMPORT_ROSTERS, scope=Scope.DIVISION, writes=True)
def roster_cancel(request: OfficerRequest, source_id: int) -> HttpResponse:
    """Set it aside; nothing of it was applied."""
    source = get_source(request.user, source_id)
    if source is None:
        raise Http404
    try:
        cancel_roster(source=source, by=request.user)
        messages.success(request, gettext("Given up. No data were changed."))
    except NotWaiting:
        messages.warning(
            request, gettext("This roster was agreed to or given up before: nothing is left to decide.")
        )
    return redirect("roster_show", source_id=source_id)
