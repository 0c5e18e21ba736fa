"""One unit: its names, what it is for, what it leads and takes part in."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.involved import involved_in
from yingbao.edges.web.plan.rates import rates
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs.coverage import coverage_of
from yingbao.law.packs.records import records_of
from yingbao.law.packs.words import PROGRAMME_KINDS, UNIT_KINDS
from yingbao.office.access.permissions import Permission
from yingbao.values.month import Month


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def unit_show(request: OfficerRequest, unit_id: str) -> HttpResponse:
    """Show a unit; one that no longer exists says who came after it."""
    pack = rules_of(request.user)
    units = records_of(pack).units
    unit = units.by_id.get(unit_id)
    if unit is None:
        raise Http404
    coverage = coverage_of(pack)
    in_charge = units.in_charge(unit, Month.of(timezone.localdate()))
    page = {
        "unit": unit,
        "kind": UNIT_KINDS[unit.kind],
        "kinds": PROGRAMME_KINDS,
        "successor": units.by_id.get(unit.successor) if unit.successor else None,
        "in_charge": in_charge if in_charge is not unit else None,
        "involved": involved_in(pack)[unit.id],
        "goes_by": [(pack.parameters[n], rates(pack.parameters[n])) for n in unit.goes_by],
        "clauses": [coverage.plan.by_id[n] for n in coverage.clauses_of.get(unit.id, ())] if coverage else [],
    }
    return render(request, "plan/unit_show.html", page)
