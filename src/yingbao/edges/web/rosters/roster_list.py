"""What was received (数据): every file, how far it is, and what came of it."""

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.paging import paging
from yingbao.edges.web.place import county_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rosters.kinds import kind_name, kinds_of
from yingbao.edges.web.rosters.progress import STATE_LOOKS
from yingbao.office.access.permissions import Permission, may
from yingbao.office.register.choices import ConflictState
from yingbao.office.register.models import Source
from yingbao.office.register.queries.visible import visible_conflicts, visible_sources


@policy(permission=Permission.IMPORT_ROSTERS, scope=Scope.DIVISION)
def roster_list(request: OfficerRequest) -> HttpResponse:
    """List what was received for the officer's division, the newest first."""
    kinds = kinds_of(county_of(request.user))
    found = visible_sources(request.user).exclude(kind=Source.OFFICER_ENTRY)
    pages = paging(request, found.count())
    rows = [
        {"source": each, "kind": kind_name(each.kind, kinds), "look": STATE_LOOKS.get(each.state, "")}
        for each in found[pages.slice]
    ]
    conflicts = visible_conflicts(request.user).filter(state=ConflictState.OPEN).count()
    page = {
        "rows": rows,
        "paging": pages,
        "conflicts": conflicts,
        "may_resolve": may(request.user, Permission.RESOLVE_CONFLICTS),
    }
    return render(request, "rosters/roster_list.html", page)
