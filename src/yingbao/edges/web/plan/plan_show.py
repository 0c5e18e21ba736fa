"""The plan (规划) as a document, beside each clause what it became."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.document import chapters_of, narrowed, tally
from yingbao.edges.web.plan.involved import Involved, involved_in
from yingbao.edges.web.plan.tasks import remarks_on, row_of, things_of
from yingbao.edges.web.plan.things import KINDS
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs import Pack
from yingbao.law.packs.coverage import Coverage, coverage_of
from yingbao.law.packs.records import records_of
from yingbao.office.access.permissions import Permission

OTHER_KINDS: dict[str, Promise] = {
    "guidance": _("guidance, nothing to carry out"),
    "remark": _("with a remark"),
}


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def plan_show(request: OfficerRequest) -> HttpResponse:
    """Show the county's plan; one that was not read yet says how to read it."""
    pack = rules_of(request.user)
    coverage = coverage_of(pack)
    if coverage is None:
        return render(request, "plan/plan_missing.html")
    kind, unit = request.GET.get("kind", ""), request.GET.get("unit", "")
    chapters = narrowed(chapters_of(pack), kind, unit, pack)
    page = {
        "plan": coverage.plan,
        "tally": tally(coverage.clauses),
        "chapters": chapters,
        "contents": [chapter for chapter in chapters_of(pack) if chapter.heading],
        "kinds": kinds(coverage),
        "kind": kind,
        "units": units(pack),
        "unit": unit,
        "filtered": bool(kind or unit),
        "shown": sum(not line.level for chapter in chapters for line in chapter.lines),
        "indicators": indicator_rows(coverage, pack),
        "tasks": [row_of(task, pack) for task in coverage.plan.tasks],
    }
    return render(request, "plan/plan_show.html", page)


def kinds(coverage: Coverage) -> list[tuple[str, str]]:
    """Return what clauses became, in words, to choose from."""
    present = {thing.particular or thing.kind for placed in coverage.clauses for thing in placed.things}
    named = [(name, label(word)) for name, word in KINDS.items() if name in present]
    return [*named, *((name, str(word)) for name, word in OTHER_KINDS.items())]


def units(pack: Pack) -> list[tuple[str, str]]:
    """Return the units that have something to do with the plan, to choose from."""
    involved = involved_in(pack)
    return [(unit.id, label(unit.name)) for unit in records_of(pack).units if weight(involved[unit.id])]


def weight(involved: Involved) -> int:
    """Return with how many programmes a unit has to do."""
    return len(involved.leads) + len(involved.takes_part)


def indicator_rows(coverage: Coverage, pack: Pack) -> list[dict[str, object]]:
    """Return the rows of the plan's table of indicators with what each became."""
    return [
        {"row": row, "things": things_of(row.id, coverage), "remarks": remarks_on(row.id, pack)}
        for row in coverage.plan.indicators
    ]
