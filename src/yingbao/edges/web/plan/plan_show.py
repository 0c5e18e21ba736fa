"""The plan (规划) as a document, beside each clause what it became."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.document import Binding, BoundPlan, plan_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.plans.document import Clause, Kind
from yingbao.office.access.permissions import Permission

HEADINGS = {Kind.CHAPTER: 2, Kind.SECTION: 3, Kind.ANNEX: 2, Kind.BOX: 3}


@dataclass(frozen=True)
class Line:
    """One clause as the page shows it: a heading, or a text with what it is bound to."""

    clause: Clause
    level: int
    bindings: tuple[Binding, ...]
    in_box: bool


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def plan_show(request: OfficerRequest) -> HttpResponse:
    """Show the county's plan; one that was not read yet says how to read it."""
    bound = plan_of(rules_of(request.user))
    if bound is None:
        return render(request, "plan/plan_missing.html")
    page = {
        "plan": bound.plan,
        "coverage": bound.coverage,
        "lines": lines(bound),
        "chapters": [c for c in bound.plan.clauses if c.kind in {Kind.CHAPTER, Kind.ANNEX}],
    }
    return render(request, "plan/plan_show.html", page)


def lines(bound: BoundPlan) -> list[Line]:
    """Return the clauses with text in order; rows of tables stand in tables of their own below."""
    return [
        Line(
            clause=clause,
            level=HEADINGS.get(clause.kind, 0),
            bindings=bound.bindings.get(clause.id, ()),
            in_box=any(each.kind is Kind.BOX for each in bound.above(clause)),
        )
        for clause in bound.plan.clauses
        if clause.kind not in {Kind.INDICATOR, Kind.TASK, Kind.TABLE_HEAD}
        and (clause.text or clause.id in bound.bindings)
    ]
