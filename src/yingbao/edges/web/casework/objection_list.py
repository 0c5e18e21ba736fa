"""Objections the officer handles: those to be answered first, what is due first before what is due later."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yingbao.edges.web.casework.words import in_time, time_look
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.paging import paging
from yingbao.edges.web.place import place_in_words, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_names
from yingbao.office.casework.choices import ObjectionState
from yingbao.office.casework.models import Objection
from yingbao.office.casework.queries.notices import objections_to_answer, visible_objections


@names_nobody
@policy(permission=Permission.HANDLE_OBJECTIONS, scope=Scope.DIVISION)
def objection_list(request: OfficerRequest) -> HttpResponse:
    """List objections; which ones stands in the address. Nobody is named, on neither side."""
    answered = request.GET.get("which") == "answered"
    found = (
        visible_objections(request.user).exclude(state=ObjectionState.OPEN).order_by("-answered_on", "-id")
        if answered
        else objections_to_answer(request.user)
    )
    listed = paging(request, found.count())
    rows = shown(request, list(found[listed.slice]))
    page = {"answered": answered, "rows": rows, "paging": listed}
    return render(request, "casework/objection_list.html", page)


def shown(request: OfficerRequest, objections: list[Objection]) -> list[dict[str, object]]:
    """Return the rows of one page; names of divisions are asked once."""
    today, pack = timezone.localdate(), rules_of(request.user)
    names = get_names(code for each in objections for code in (each.division_code[:9], each.division_code))
    return [
        {
            "objection": each,
            "programme": programme_name(pack, each.case.programme),
            "place": place_in_words(each.division_code, names),
            "time_left": in_time((each.due_on - today).days) if each.due_on else "",
            "time_look": time_look((each.due_on - today).days) if each.due_on else "",
        }
        for each in objections
    ]
