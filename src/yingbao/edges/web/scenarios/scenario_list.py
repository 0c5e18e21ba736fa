"""The scenarios that were kept."""

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.paging import paging
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.scenarios.queries import list_scenarios, sees_summary


@policy(permission=Permission.TRY_RULES, scope=Scope.DIVISION)
def scenario_list(request: OfficerRequest) -> HttpResponse:
    """Show the scenarios of the officer's county and division, the newest first."""
    kept = list_scenarios(officer=request.user)
    turn = paging(request, kept.count())
    rows = [
        {"scenario": scenario, "summary": scenario.summary if sees_summary(request.user, scenario) else None}
        for scenario in kept[turn.slice]
    ]
    return render(request, "scenarios/scenario_list.html", {"rows": rows, "paging": turn})
