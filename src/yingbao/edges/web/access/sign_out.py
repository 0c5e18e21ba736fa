"""Sign out."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yingbao.edges.web.policy import Scope, policy


@policy(scope=Scope.PUBLIC, methods=("POST",))
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; harmless for someone who has none."""
    logout(request)
    return redirect("sign_in")
