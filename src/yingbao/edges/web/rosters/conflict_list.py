"""The open questions about who is who (疑点)."""

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.paging import paging
from yingbao.edges.web.place import county_of, place_in_words
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rosters.kinds import kind_name, kinds_of
from yingbao.edges.web.templatetags.written import month
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_names
from yingbao.office.register.actions.numbers import note_search
from yingbao.office.register.choices import ConflictState
from yingbao.office.register.models import Conflict, Source
from yingbao.office.register.queries.visible import visible_conflicts, visible_persons


@policy(permission=Permission.RESOLVE_CONFLICTS, scope=Scope.DIVISION)
def conflict_list(request: OfficerRequest) -> HttpResponse:
    """List the open ones of the officer's division, the oldest first; or the decided, the newest first."""
    decided = request.GET.get("show") == "decided"
    found = visible_conflicts(request.user)
    if decided:
        found = found.filter(state=ConflictState.RESOLVED).order_by("-resolved_at", "-id")
    else:
        found = found.filter(state=ConflictState.OPEN)
    pages = paging(request, found.count())
    shown = list(found[pages.slice])
    places = get_names({part for each in shown for part in (each.division_code, each.division_code[:9])})
    note_search(by=request.user, understood_as="conflicts", found=pages.total)
    names = names_seen(request.user, shown)
    rows = [
        {
            "conflict": each,
            "name": names[each.pk],
            "place": place_in_words(each.division_code, places),
            "source": said_by(each.source, county_of(request.user)),
        }
        for each in shown
    ]
    return render(request, "rosters/conflict_list.html", {"rows": rows, "paging": pages, "decided": decided})


def names_seen(officer: Officer, conflicts: list[Conflict]) -> dict[int, str]:
    """Return whom each conflict is about; of someone the officer may not see, only what the roster wrote."""
    about = {each.pk: each.person.merged_into_id or each.person.pk for each in conflicts}
    seen = dict(visible_persons(officer).filter(pk__in=set(about.values())).values_list("pk", "name"))
    return {each.pk: seen.get(about[each.pk]) or str(each.detail.get("name", "")) for each in conflicts}


def said_by(source: Source, county: str) -> str:
    """Return the roster in which a conflict was found."""
    return f"{kind_name(source.kind, kinds_of(county))} {month(source.month)}"
