"""Change the language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yingbao.edges.web.http import way_back
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.preferences import ONE_YEAR


@policy(scope=Scope.PUBLIC, methods=("POST",))
def language_change(request: HttpRequest) -> HttpResponse:
    """Remember the language, and go back to the page it was changed on."""
    response = redirect(way_back(request))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=ONE_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
