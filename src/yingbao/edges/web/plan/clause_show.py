"""One clause: its words, where it stands, what it became, and what that means for people."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.counted import ShownIndicator, shown_indicators
from yingbao.edges.web.plan.document import above, line_of
from yingbao.edges.web.plan.involved import TaskUnits, units_of
from yingbao.edges.web.plan.owed import EVERY
from yingbao.edges.web.plan.people import figures_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs import Pack
from yingbao.law.packs.coverage import Coverage, PlacedClause, Thing, coverage_of
from yingbao.law.packs.records import records_of
from yingbao.law.packs.words import PROGRAMME_KINDS, SUBJECTS
from yingbao.law.plans.document import Clause, Task
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.office.access.permissions import Permission


@dataclass(frozen=True)
class Became:
    """What a clause and its parts became, sorted by kind."""

    programmes: list[WrittenProgramme]
    indicators: list[ShownIndicator]
    units: list[Any]
    processes: list[Any]

    @property
    def something(self) -> bool:
        """Whether there is anything."""
        return bool(self.programmes or self.indicators or self.units or self.processes)


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def clause_show(request: OfficerRequest, clause_id: str) -> HttpResponse:
    """Show a clause of the county's plan; one of several parts shows what all of them became."""
    pack = rules_of(request.user)
    coverage = coverage_of(pack)
    clause = coverage.plan.by_id.get(clause_id) if coverage else None
    if coverage is None or clause is None:
        raise Http404
    placed = list(parts_of(clause, coverage))
    became = became_of(request, placed, pack)
    page = {
        "clause": clause,
        "text": coverage.plan.text_of(clause_id),
        "line": line_of(clause, coverage.by_id.get(clause_id), coverage, pack),
        "entry": records_of(pack).clauses.get(clause_id),
        "above": [each for each in reversed(above(clause, coverage.plan)) if each.text],
        "became": became,
        **programme_rows(request, became.programmes, pack),
        "tasks": [task_of(each, pack) for each in coverage.plan.tasks if each.id == clause_id],
        "parts": [each for each in coverage.plan.under(clause_id) if each.id != clause_id and each.text],
        **neighbours(clause, coverage),
    }
    return render(request, "plan/clause_show.html", page)


def parts_of(clause: Clause, coverage: Coverage) -> list[PlacedClause]:
    """Return the clause and all beneath it that have a place."""
    return [coverage.by_id[each.id] for each in coverage.plan.under(clause.id) if each.id in coverage.by_id]


def became_of(request: OfficerRequest, placed: list[PlacedClause], pack: Pack) -> Became:
    """Return what clauses became, each thing once."""
    things = list(dict.fromkeys(thing for each in placed for thing in each.things))
    records = records_of(pack)
    indicators = [records.indicators[name] for name in named(things, "indicator")]
    by_id = {each.id: each for each in pack.programmes}
    return Became(
        programmes=[by_id[name] for name in named(things, "programme")],
        indicators=shown_indicators(request.user, pack, indicators),
        units=[records.units.by_id[name] for name in named(things, "unit")],
        processes=[records.processes[name] for name in named(things, "process")],
    )


def named(things: list[Thing], kind: str) -> list[str]:
    """Return the ids of the things of a kind."""
    return [thing.id for thing in things if thing.kind == kind]


def programme_rows(request: OfficerRequest, programmes: list[WrittenProgramme], pack: Pack) -> dict[str, Any]:
    """Return the programmes as rows, with their figures for those who may see lists."""
    figures = figures_of(request.user, pack, programmes) if programmes else None
    rows = [
        {
            "programme": each,
            "kind": PROGRAMME_KINDS[each.kind],
            "subject": SUBJECTS[each.subject],
            "figure": figures.of.get(each.id) if figures else None,
            "every": EVERY[each.pays.per] if each.pays else "",
        }
        for each in programmes
    ]
    return {"rows": rows, "figures": figures}


def task_of(task: Task, pack: Pack) -> tuple[Task, TaskUnits]:
    """Return a task with its units."""
    return task, units_of(task, records_of(pack))


def neighbours(clause: Clause, coverage: Coverage) -> dict[str, Clause | None]:
    """Return the clauses with text before and after, for reading on."""
    told = [each for each in coverage.plan.clauses if each.text]
    here = next((n for n, each in enumerate(told) if each.id == clause.id), None)
    if here is None:
        return {"before": None, "after": None}
    return {
        "before": told[here - 1] if here else None,
        "after": told[here + 1] if here + 1 < len(told) else None,
    }
