"""All changes of the district's rules: what waits, what is in force, what was refused."""

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.paging import paging
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rulebook.amendment_page import Told, misfits_by_number
from yingbao.office.access.permissions import Permission
from yingbao.office.rulebook.choices import AmendmentState
from yingbao.office.rulebook.models import Amendment
from yingbao.office.rulebook.queries import list_amendments


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def amendment_list(request: OfficerRequest) -> HttpResponse:
    """List the changes of one state; without one, those that wait."""
    asked = request.GET.get("state", "")
    state = AmendmentState(asked) if asked in AmendmentState.values else AmendmentState.PROPOSED
    found = list_amendments(officer=request.user, state=state)
    pages = paging(request, found.count())
    page = {
        "state": state,
        "states": AmendmentState,
        "paging": pages,
        "rows": list(found[pages.slice]),
        "misfits": misfitting(request),
    }
    return render(request, "rulebook/amendment_list.html", page)


def misfitting(request: OfficerRequest) -> list[tuple[Amendment, list[Told]]]:
    """Return the amendments in force that no longer fit the rules, with what does not."""
    misfits = misfits_by_number(request.user)
    if not misfits:
        return []
    approved = list_amendments(officer=request.user, state=AmendmentState.APPROVED)
    return [(each, misfits[each.number]) for each in approved.filter(number__in=misfits) if each.number]
