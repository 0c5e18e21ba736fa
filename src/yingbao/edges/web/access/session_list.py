"""One's own account: password, second factor, and where one is signed in."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.actions import end_other_sessions, end_session
from yingbao.office.access.portal import linked_since
from yingbao.office.access.sessions import list_sessions, mark_of


@policy(scope=Scope.OFFICER, early=True)
def session_list(request: OfficerRequest) -> HttpResponse:
    """Show the account, and where the officer is signed in."""
    here = request.session.session_key
    shown = [
        {"session": each, "mark": mark_of(each.pk), "here": each.pk == here}
        for each in list_sessions(request.user, timezone.now())
    ]
    page = {"sessions": shown, "portal_since": linked_since(request.user) if settings.PORTAL_ISSUER else None}
    return render(request, "access/session_list.html", page)


@policy(scope=Scope.OFFICER, writes=True, early=True)
def session_end(request: OfficerRequest) -> HttpResponse:
    """End one of the officer's own sessions."""
    mark = request.POST.get("which", "")
    if not end_session(officer=request.user, mark=mark, at=timezone.now()):
        raise Http404
    messages.success(request, gettext("The other session has ended."))
    return redirect("session_list")


@policy(scope=Scope.OFFICER, writes=True, early=True)
def session_end_others(request: OfficerRequest) -> HttpResponse:
    """End every session but this one."""
    end_other_sessions(officer=request.user, here=request.session.session_key or "")
    messages.success(request, gettext("All other sessions have ended."))
    return redirect("session_list")
