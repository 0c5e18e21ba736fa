"""Try reforms and values on a month; nothing is kept."""

from django.http import HttpResponse
from django.shortcuts import redirect

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.scenarios.asked import asked
from yingbao.edges.web.scenarios.result import show
from yingbao.office.access.permissions import Permission


@policy(permission=Permission.TRY_RULES, scope=Scope.DIVISION)
def scenario_try(request: OfficerRequest) -> HttpResponse:
    """Show what the reforms and values in the address would change; without any, the form."""
    what = asked(request)
    return show(request, what) if what.tried else redirect("scenario_new")
