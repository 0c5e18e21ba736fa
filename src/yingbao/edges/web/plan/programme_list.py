"""The programmes (方案): what is given to whom, and to how many it is owed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission, may
from yingbao.office.determination.queries import figures, runs


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def programme_list(request: OfficerRequest) -> HttpResponse:
    """List the county's programmes, with counts for those who may see lists."""
    pack = rules_of(request.user)
    month = runs.get_latest_month(officer=request.user, on=timezone.localdate())
    counts = (
        figures.count_programmes(officer=request.user, month=month)
        if month and may(request.user, Permission.VIEW_LISTS)
        else {}
    )
    rows = [{"programme": each, "figure": counts.get(each.id)} for each in pack.programmes]
    return render(request, "plan/programme_list.html", {"rows": rows, "month": month, "pack": pack})
