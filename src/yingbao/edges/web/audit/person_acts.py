"""Who saw a person's file and who did something about it (谁看过、谁办过)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from yingbao.edges.web.audit.shown import show_acts
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.paging import paging
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.audit import actions as audit
from yingbao.office.audit.queries.acts import list_acts_about
from yingbao.office.determination.queries.scope import findings_in_scope
from yingbao.office.register.queries.subjects import list_merged, list_subjects
from yingbao.office.register.queries.visible import get_person


@policy(permission=Permission.VIEW_PERSON_ACTS, scope=Scope.DIVISION)
def person_acts(request: OfficerRequest, person_id: int) -> HttpResponse:
    """Show one page of the acts about someone in the officer's division, the newest first.

    Who may not see the person is not helped by the permission: the person is not found.
    """
    person = get_person(request.user, person_id)
    if person is None:
        raise Http404
    persons = list_merged(person)
    findings = findings_in_scope(request.user).filter(person__in=persons).values_list("pk", flat=True)
    subjects = [*list_subjects(persons), *(f"finding:{each}" for each in findings)]
    found = list_acts_about(persons, subjects)
    pages = paging(request, found.count())
    rows = show_acts(request.user, found[pages.slice])
    audit.record("register.person.acts_viewed", by=request.user, subject=f"person:{person.pk}")
    return render(request, "audit/person_acts.html", {"person": person, "rows": rows, "paging": pages})
