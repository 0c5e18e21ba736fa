"""One clause: its words, where it stands, and what it became."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.document import plan_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def clause_show(request: OfficerRequest, clause_id: str) -> HttpResponse:
    """Show a clause of the county's plan."""
    bound = plan_of(rules_of(request.user))
    clause = bound.plan.by_id.get(clause_id) if bound else None
    if bound is None or clause is None:
        raise Http404
    page = {
        "clause": clause,
        "text": bound.plan.text_of(clause_id),
        "above": [each for each in reversed(bound.above(clause)[1:]) if each.text],
        "bindings": bound.bindings.get(clause_id, ()),
        "parts": [each for each in bound.plan.under(clause_id) if each.id != clause_id and each.text],
    }
    return render(request, "plan/clause_show.html", page)
