"""Go to the province's portal to sign in or to tie one's own account, and come back."""

from allauth.core.internal import ratelimit
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from requests import RequestException

from yingbao.edges.web.access.portal_adapter import refused
from yingbao.edges.web.access.portal_client import Conversation, portal_of
from yingbao.edges.web.http import OfficerRequest, way_back
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.actions import unlink_portal
from yingbao.office.access.portal import PORTAL
from yingbao.office.audit import actions as audit

BAD_GATEWAY, TOO_MANY_REQUESTS = 502, 429


@policy(scope=Scope.PUBLIC, writes=True)
def portal_sign_in(request: HttpRequest) -> HttpResponse:
    """Send someone to the portal to sign in there."""
    return leave(request, AuthProcess.LOGIN, after=way_back(request))


@policy(scope=Scope.OFFICER, writes=True, fresh=True)
def portal_link(request: OfficerRequest) -> HttpResponse:
    """Send an officer, who has just shown who it is, to the portal to tie the account there to this one."""
    return leave(request, AuthProcess.CONNECT, officer=request.user.pk)


@policy(scope=Scope.OFFICER, writes=True, fresh=True)
def portal_unlink(request: OfficerRequest) -> HttpResponse:
    """Let the portal no longer open one's own account."""
    if unlink_portal(officer=request.user, by=request.user):
        messages.success(request, gettext("The portal no longer opens your account."))
    return redirect("session_list")


@policy(scope=Scope.PUBLIC)
def portal_back(request: HttpRequest) -> HttpResponse:
    """Come back from the portal, with an answer to the question this browser asked and no other."""
    answer: HttpResponse = OAuth2CallbackView.adapter_view(Conversation(request, PORTAL))(request)
    return answer


def leave(
    request: HttpRequest, process: str, *, after: str = "/", officer: int | None = None
) -> HttpResponse:
    """Answer with a page that goes on to the portal by itself.

    A redirect would be held to `form-action`, and portals pass a browser on through hosts nobody can list.
    """
    if not ratelimit.consume(request, app="allauth.account", action="portal"):
        return refused(request, "busy", status=TOO_MANY_REQUESTS)
    try:
        to = portal_of(request).redirect(request, process, next_url=after, data=officer)
    except (RequestException, KeyError) as why:
        detail = {"why": type(why).__name__}
        audit.record("access.portal.unreachable", by="sign-in", subject="portal:address", detail=detail)
        return refused(request, "unreachable", status=BAD_GATEWAY)
    return render(request, "access/portal_leave.html", {"to": to.headers["Location"]})
