"""Change how pages are shown: text size, contrast, spacing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yingbao.edges.web.http import way_back
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.preferences import CHOICES, COOKIE, ONE_YEAR, preferences_of


@policy(scope=Scope.PUBLIC, methods=("POST",))
def reading_change(request: HttpRequest) -> HttpResponse:
    """Keep the one choice that was pressed, and go back to the page it was pressed on."""
    chosen = preferences_of(request)
    for name in CHOICES:
        chosen = chosen.changed(name, request.POST.get(name, ""))
    response = redirect(way_back(request))
    response.set_cookie(
        COOKIE,
        chosen.cookie,
        max_age=ONE_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
