"""What happens with whom the portal names: comes in, is tied, or is told what to do."""

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext

from yingbao.edges.web.access.lockout import resting
from yingbao.edges.web.access.portal_client import Portal, portal_of
from yingbao.edges.web.access.post_words import refusal
from yingbao.office.access.actions import PortalTaken, SwitchedOff, link_portal
from yingbao.office.access.lockout import rests_until
from yingbao.office.access.models import Officer
from yingbao.office.audit import actions as audit

UNAUTHORIZED, FORBIDDEN = 401, 403


def refused(request: HttpRequest, why: str, *, subject: str = "", status: int = FORBIDDEN) -> HttpResponse:
    """Say why the portal did not bring anyone in, and what to do."""
    answer = render(request, "access/portal_refused.html", {"why": why, "subject": subject}, status=status)
    add_never_cache_headers(answer)
    return answer


class PortalAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Nobody gets an account from the portal, and nobody's account is found by e-mail or name."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Portal:
        return portal_of(request)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Officer:
        officer: Officer = sociallogin.user
        return officer

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send none: an officer's account has no address."""

    def on_authentication_error(
        self, request: HttpRequest, provider: Portal, error: str = AuthError.UNKNOWN, **kwargs: Any
    ) -> NoReturn:
        audit.record("access.portal.refused", by="sign-in", subject="portal:answer", detail={"why": error})
        why = "cancelled" if error == AuthError.CANCELLED else "failed"
        raise ImmediateHttpResponse(refused(request, why, status=UNAUTHORIZED))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie the portal's account, or look whether it opens one that may be used now."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(self.tie(request, sociallogin))
        officer = sociallogin.user
        if not sociallogin.is_existing or not officer.is_active:
            # One page for both: a stranger does not learn that an account was closed.
            subject = f"officer:{officer.pk}" if sociallogin.is_existing else "portal:unknown"
            audit.record("access.portal.unknown", by="sign-in", subject=subject)
            named = sociallogin.provider.subject
            raise ImmediateHttpResponse(refused(request, "unknown", subject=named))
        if rests_until(officer.username, timezone.now()):
            audit.record("access.portal.resting", by="sign-in", subject=f"officer:{officer.pk}")
            raise ImmediateHttpResponse(resting(request, None, {"username": officer.username}))

    def tie(self, request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
        """Tie the portal's account to the officer who asked for it, if that officer still sits there."""
        officer = request.user
        if not isinstance(officer, Officer) or sociallogin.state.get("data") != officer.pk:
            audit.record("access.portal.refused", by="sign-in", subject="portal:other_session")
            return refused(request, "failed")
        try:
            link_portal(officer=officer, mark=sociallogin.account.uid, by=officer)
        except (PortalTaken, SwitchedOff) as why:
            audit.record("access.portal.refused", by=officer, subject="portal:taken")
            messages.error(request, refusal(why))
        else:
            messages.success(request, gettext("You can now sign in through the portal."))
        return redirect("session_list")
