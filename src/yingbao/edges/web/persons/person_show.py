"""A person's file (一人一档): who, what is known, what each programme says and why, what happened when."""

import datetime
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yingbao.edges.web.awarded import ShownAward, awards_in_words
from yingbao.edges.web.determination.lists import month_asked
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.persons.grouping import Group, groups_of
from yingbao.edges.web.persons.known import Known, Words, known_rows, places_in, what_happened
from yingbao.edges.web.persons.timeline import Event, timeline
from yingbao.edges.web.place import county_of, place_in_words, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rosters.kinds import kinds_of
from yingbao.law.packs import NotInForce
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_names
from yingbao.office.casework.models import Case
from yingbao.office.casework.queries.awards import awards_of
from yingbao.office.casework.queries.cases import cases_of
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries import runs
from yingbao.office.determination.queries.persons import get_person_answers
from yingbao.office.register.actions.numbers import note_viewing
from yingbao.office.register.models import Person
from yingbao.office.register.queries.person_file import PersonFile, get_person_file
from yingbao.office.register.queries.visible import get_person
from yingbao.values.month import Month


@dataclass(frozen=True)
class PersonPage:
    """Everything the page shows."""

    file: PersonFile
    places: list[str]
    rows: list[Known]
    events: list[Event]
    died_on: datetime.date | None
    month: Month | None
    # None: the policy rules of the month are not included.
    programmes: list[Group] | None
    may_reveal: bool
    sees_cases: bool
    sees_money: bool
    may_hand_in: bool
    cases: list[tuple[Case, str]]
    awards: list[ShownAward]
    may_see_acts: bool
    may_take_back_death: bool


@policy(permission=Permission.VIEW_PERSONS, scope=Scope.DIVISION)
def person_show(request: OfficerRequest, person_id: int) -> HttpResponse:
    """Show the file of someone in the officer's division; others are not found."""
    person = get_person(request.user, person_id)
    if person is None:
        raise Http404
    note_viewing(person=person, by=request.user)
    months = runs.list_months(officer=request.user)
    month = month_asked(request, months, today=timezone.localdate()) if months else None
    return render(request, "persons/person_show.html", {"page": load(request.user, person, month)})


def load(officer: Officer, person: Person, month: Month | None) -> PersonPage:
    """Load the page."""
    county = county_of(officer)
    file = get_person_file(officer, person)
    words = Words(county, kinds_of(county), get_names(places_in(file)), rules_of(officer))
    rows = known_rows(file, words)
    here = [s.division_code for s in file.standings if s.county == county]
    return PersonPage(
        file=file,
        places=[place_in_words(code, words.places) or code for code in here],
        rows=rows,
        events=timeline(what_happened(file, words)),
        died_on=file.deaths[0].row.died_on if file.deaths else None,
        month=month,
        programmes=answers(officer, person, month),
        may_reveal=may(officer, Permission.REVEAL_NUMBERS),
        sees_cases=may(officer, Permission.VIEW_CASES),
        sees_money=may(officer, Permission.VIEW_MONEY),
        may_hand_in=may(officer, Permission.HAND_IN_CASES),
        cases=[(case, programme_name(words.pack, case.programme)) for case in cases_of(officer, person)],
        awards=awards_in_words(awards_of(officer, person), words.pack, words.places),
        may_see_acts=may(officer, Permission.VIEW_PERSON_ACTS),
        may_take_back_death=may(officer, Permission.RESOLVE_CONFLICTS),
    )


def answers(officer: Officer, person: Person, month: Month | None) -> list[Group] | None:
    """Return what every programme says in a month; nothing before any month was determined.

    None where the pack says nothing about the month.
    """
    try:
        found = get_person_answers(officer=officer, person=person, month=month) if month else None
    except NotInForce:
        return None
    if found is None:
        return []
    pack = pack_of(found.county, found.month)
    return groups_of(found, pack, may_answer=may(officer, Permission.STATE_FACTS))
