"""Take a scenario off the list."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.scenarios.actions import NotTheirs, end_scenario
from yingbao.office.scenarios.queries import get_scenario


@policy(permission=Permission.TRY_RULES, scope=Scope.DIVISION, writes=True)
def scenario_end(request: OfficerRequest, scenario_id: int) -> HttpResponse:
    """Take it off; it stays written in the book of acts and in the table."""
    scenario = get_scenario(officer=request.user, scenario_id=scenario_id)
    if scenario is None:
        raise Http404
    try:
        end_scenario(scenario=scenario, by=request.user, at=timezone.now())
    except NotTheirs:
        messages.error(request, gettext("Only who kept it or the county office can take it off the list."))
        return redirect("scenario_show", scenario_id)
    messages.success(request, gettext("The scenario is off the list."))
    return redirect("scenario_list")
