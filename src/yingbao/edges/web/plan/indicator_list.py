"""The indicators of the plan: what is to be reached, how it is counted, and where it stands."""

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.counted import shown_indicators
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs.records import records_of
from yingbao.office.access.permissions import Permission


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def indicator_list(request: OfficerRequest) -> HttpResponse:
    """List all indicators; those the register can tell have their value, the others say why not."""
    pack = rules_of(request.user)
    found = shown_indicators(request.user, pack, records_of(pack).indicators.values())
    page = {
        "indicators": found,
        "month": next((each.month for each in found if each.month), None),
        "borrowed": any(each.indicator.borrowed for each in found),
    }
    return render(request, "plan/indicator_list.html", page)
