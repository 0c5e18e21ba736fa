"""A scenario that was kept, worked out again for the officer's own division."""

from django.http import HttpResponse

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.scenarios.asked import asked_of
from yingbao.edges.web.scenarios.result import show
from yingbao.office.access.permissions import Permission


@policy(permission=Permission.TRY_RULES, scope=Scope.DIVISION)
def scenario_show(request: OfficerRequest, scenario_id: int) -> HttpResponse:
    """Show a scenario with what was known when it was kept, and say so if the rules changed since."""
    return show(request, asked_of(request, scenario_id))
