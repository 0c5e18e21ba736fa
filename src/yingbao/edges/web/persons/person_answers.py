"""The programmes that say the same about a person: a page, or a part of the file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yingbao.edges.web.determination.lists import month_asked
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.persons.asking import answers_in
from yingbao.edges.web.persons.grouping import HEADINGS, Group, group_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission, may
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries import runs
from yingbao.office.register.actions.numbers import note_viewing
from yingbao.office.register.models import Person
from yingbao.office.register.queries.visible import get_person
from yingbao.values.month import Month


@policy(permission=Permission.VIEW_PERSONS, scope=Scope.DIVISION)
def person_answers(request: OfficerRequest, person_id: int, answer: str) -> HttpResponse:
    """Show the programmes with one answer about someone in the officer's division.

    The file fetches them into itself; without JavaScript its link opens the whole page.
    """
    person = get_person(request.user, person_id)
    months = runs.list_months(officer=request.user)
    month = month_asked(request, months, today=timezone.localdate())
    group = find_group(request, person, answer, month) if person and answer in HEADINGS else None
    if person is None or group is None:
        raise Http404
    note_viewing(person=person, by=request.user)
    fetched = bool(getattr(request, "htmx", False))
    page = {
        "person": person,
        "group": group,
        "month": month,
        "file_url": f"{reverse('person_show', args=[person.pk])}?month={month}",
    }
    return render(request, "persons/_opened.html" if fetched else "persons/person_answers.html", page)


def find_group(request: OfficerRequest, person: Person, answer: str, month: Month) -> Group | None:
    """Return the programmes with one answer about a person; None where the rules say nothing of the month."""
    found = answers_in(request.user, person, month)
    if found is None:
        return None
    pack = pack_of(found.county, found.month)
    return group_of(found, answer, pack, may_answer=may(request.user, Permission.STATE_FACTS))
