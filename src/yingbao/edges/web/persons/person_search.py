"""Look someone up: by name, pinyin, citizen number or certificate number."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.noted import without_names
from yingbao.edges.web.paging import paging
from yingbao.edges.web.place import place_in_words
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.searching import looks_like_a_number
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_names
from yingbao.office.register.actions.numbers import note_search
from yingbao.office.register.models import Person
from yingbao.office.register.queries.search import search_persons

LONGEST = 60
PROBLEM = _("This is not a valid citizen or certificate number: digits are missing, too many or mistyped.")
NOBODY = _("No one with this number is known in the divisions you act in.")


@policy(permission=Permission.VIEW_PERSONS, scope=Scope.DIVISION)
def person_search(request: OfficerRequest) -> HttpResponse:
    """Show the search box, and who has the name or pinyin in the address."""
    sought = request.GET.get("name", "").strip()[:LONGEST]
    if looks_like_a_number(sought):
        messages.warning(request, gettext("Enter citizen and certificate numbers in the search box below."))
        return redirect("person_search")
    if not sought:
        return without_names(render(request, "persons/person_search.html", {"sought": "", "persons": None}))
    return render(request, "persons/person_search.html", page(request, sought))


def page(request: OfficerRequest, sought: str) -> dict[str, Any]:
    """Return what the page shows; whom it shows is written down."""
    found = search_persons(request.user, sought).persons.only("id", "name", "sex", "birth_on")
    pages = paging(request, found.count())
    shown = list(found[pages.slice])
    persons = [person.pk for person in shown]
    note_search(by=request.user, understood_as="words", found=pages.total, persons=persons)
    return {"sought": sought, "persons": with_places(shown), "paging": pages}


def with_places(persons: list[Person]) -> list[dict[str, Any]]:
    """Return persons with the name of the place where they stand."""
    codes = {person.pk: str(vars(person)["division_code"]) for person in persons}
    names = get_names({part for code in codes.values() for part in (code, code[:9])})
    return [{"person": person, "place": place_in_words(codes[person.pk], names)} for person in persons]


@policy(permission=Permission.VIEW_PERSONS, scope=Scope.DIVISION, methods=("POST",))
def person_find(request: OfficerRequest) -> HttpResponse:
    """Take what was typed: a number is looked up here and never stands in an address; words go there."""
    sought = request.POST.get("sought", "").strip()[:LONGEST]
    if not looks_like_a_number(sought):
        return redirect(
            f"{reverse('person_search')}?{urlencode({'name': sought})}" if sought else "person_search"
        )
    found = search_persons(request.user, sought)
    only = found.persons.first()
    persons = [only.pk] if only else []
    note_search(by=request.user, understood_as=found.by.value, found=len(persons), persons=persons)
    if only:
        return redirect("person_show", person_id=only.pk)
    messages.warning(request, PROBLEM if found.problem else NOBODY)
    return redirect("person_search")
