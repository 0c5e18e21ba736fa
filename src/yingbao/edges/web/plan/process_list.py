"""The processes (流程): how an application, a petition, a declaration goes."""

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs.records import records_of
from yingbao.office.access.permissions import Permission


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def process_list(request: OfficerRequest) -> HttpResponse:
    """List the processes with their source and how many steps they have."""
    processes = records_of(rules_of(request.user)).processes.values()
    return render(request, "plan/process_list.html", {"processes": list(processes)})
