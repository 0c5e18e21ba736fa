"""Sign out."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yingbao.edges.web.http import officer_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.audit import actions as audit


@policy(scope=Scope.PUBLIC, methods=("POST",))
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; harmless for someone who has none, or has come halfway in."""
    if request.user.is_authenticated:
        officer = officer_of(request)
        audit.record("access.officer.signed_out", by=officer, subject=f"officer:{officer.pk}")
    logout(request)
    return redirect("account_login")
