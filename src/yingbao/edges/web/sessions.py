"""How long a session lasts: half an hour without use, one working day in all."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from yingbao.edges.web.http import officer_of
from yingbao.edges.web.proof import mark_proved
from yingbao.office.access.actions import end_oldest_sessions
from yingbao.office.access.sessions import BEGAN, DEVICE, SEEN
from yingbao.office.audit import actions as audit

# The first that fits: newer browsers also name the older ones they are like.
BROWSERS = [
    ("MicroMessenger", "WeChat"),
    ("Edg/", "Edge"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]
# The time of the last use is written down once a minute, not at every page.
EVERY = 60


class SessionMiddleware:
    """Begin an officer's session with the first request after signing in, and end one that is over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            if BEGAN not in request.session:
                begin(request, now)
                make_room(request)
            why = over(request, now)
            if why:
                return end(request, why)
            if now - request.session[SEEN] >= EVERY:
                request.session[SEEN] = now
        return self.get_response(request)


def begin(request: HttpRequest, now: float) -> None:
    """Begin the session; whoever has just come in has just shown who it is."""
    request.session[BEGAN] = request.session[SEEN] = now
    request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))
    mark_proved(request)


def make_room(request: HttpRequest) -> None:
    """End the officer's oldest session if this one is one too many, and say which."""
    ended = end_oldest_sessions(
        officer=officer_of(request),
        here=request.session.session_key or "",
        most=settings.SESSION_MOST,
        at=timezone.now(),
    )
    for each in ended:
        began = date_format(timezone.localtime(each.began_at), "H:i")
        messages.warning(
            request,
            gettext(
                "You may be signed in in three places. The oldest, %(device)s since %(began)s, has ended."
            )
            % {"device": each.device or gettext("another browser"), "began": began},
        )


def device_of(agent: str) -> str:
    """Return the kind of browser in a word or two; empty when it is none we know."""
    found = [name for mark, name in BROWSERS if mark in agent][:1] + [
        name for mark, name in SYSTEMS if mark in agent
    ][:1]
    return " · ".join(found)


def over(request: HttpRequest, now: float) -> str:
    """Return why the session is over; empty while it lasts."""
    if now - request.session[SEEN] > settings.SESSION_IDLE.total_seconds():
        return gettext("You were signed out because nothing was done for half an hour. Sign in again.")
    if now - request.session[BEGAN] > settings.SESSION_COOKIE_AGE:
        return gettext("You were signed out because a session lasts eight hours at most. Sign in again.")
    return ""


def end(request: HttpRequest, why: str) -> HttpResponseBase:
    """End the session and say why."""
    officer = officer_of(request)
    audit.record("access.session.over", by=officer, subject=f"officer:{officer.pk}")
    logout(request)
    messages.warning(request, why)
    return redirect(settings.LOGIN_URL)
