"""What one programme says about a person, condition by condition: a page, or a part of the file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yingbao.edges.web.determination.lists import month_asked
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.persons.answers import ShownAnswer, show_answers
from yingbao.edges.web.persons.asking import answers_in
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission, may
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries import runs
from yingbao.office.register.actions.numbers import note_viewing
from yingbao.office.register.models import Person
from yingbao.office.register.queries.visible import get_person
from yingbao.values.month import Month


@policy(permission=Permission.VIEW_PERSONS, scope=Scope.DIVISION)
def person_programme(request: OfficerRequest, person_id: int, programme_id: str) -> HttpResponse:
    """Show why a programme says what it says about someone in the officer's division.

    The file fetches the reasons alone into itself; without JavaScript its link opens the whole page.
    """
    person = get_person(request.user, person_id)
    months = runs.list_months(officer=request.user)
    month = month_asked(request, months, today=timezone.localdate())
    answer = find_answer(request, person, programme_id, month) if person else None
    if person is None or answer is None:
        raise Http404
    note_viewing(person=person, by=request.user)
    fetched = bool(getattr(request, "htmx", False))
    page = {
        "person": person,
        "answer": answer,
        "month": month,
        "file_url": f"{reverse('person_show', args=[person.pk])}?month={month}",
        "open": True,
        "fetched": fetched,
    }
    return render(request, "persons/_reasons.html" if fetched else "persons/person_programme.html", page)


def find_answer(request: OfficerRequest, person: Person, programme: str, month: Month) -> ShownAnswer | None:
    """Return what a programme says about a person in a month; None where there is no such programme."""
    found = answers_in(request.user, person, month, only={programme})
    if found is None or not found.answers:
        return None
    pack = pack_of(found.county, found.month)
    may_answer = may(request.user, Permission.STATE_FACTS)
    return show_answers(found, pack, may_answer=may_answer, whole=True)[0]
