"""How the machine stands, for the administrator."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yingbao.edges.web.health.signs import signs
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission


@policy(permission=Permission.MANAGE_JOBS, scope=Scope.DOCUMENT)
def health_show(request: OfficerRequest) -> HttpResponse:
    """Show every sign, good or not."""
    return render(request, "health/health_show.html", {"signs": list(signs(timezone.now()))})
