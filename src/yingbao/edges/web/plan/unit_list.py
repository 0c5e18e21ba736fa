"""The units (单位) that carry the plan, and how much each has to do with it."""

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.involved import involved_in
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs.records import records_of
from yingbao.law.packs.words import UNIT_KINDS
from yingbao.office.access.permissions import Permission


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def unit_list(request: OfficerRequest) -> HttpResponse:
    """List the units by their kind."""
    pack = rules_of(request.user)
    involved = involved_in(pack)
    rows = [(unit, involved[unit.id]) for unit in records_of(pack).units]
    kinds = [
        (name, word, own)
        for name, word in UNIT_KINDS.items()
        if (own := [row for row in rows if row[0].kind == name])
    ]
    return render(request, "plan/unit_list.html", {"kinds": kinds, "total": len(rows)})
