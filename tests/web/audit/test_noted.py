"""Who saw whom is written down: every page that shows a person, and every try at one who is not visible."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, path

from tests.people import Cast
from tests.web.addresses import body, requests
from tests.web.canaries import Canary, make_canaries
from tests.web.reading import text_of
from tests.web.test_policy import patterns
from tests.web.test_translations import said
from yingbao.edges.web.policy import Scope, policy, policy_of
from yingbao.edges.web.urls import urlpatterns
from yingbao.office.access.permissions import Permission
from yingbao.office.audit.models import Act

DIVISION = {
    str(p.name)
    for p in patterns(get_resolver().url_patterns)
    if (declared := policy_of(p.callback)) and declared.scope is Scope.DIVISION
}
NAMELESS = {
    str(p.name) for p in patterns(get_resolver().url_patterns) if getattr(p.callback, "names_nobody", False)
}
# What someone typed is said back on these pages.
ECHOING = {"person_find", "roster_receive", "scenario_save"}


def names_in(text: str, canaries: list[Canary]) -> set[str]:
    return {canary.name for canary in canaries if canary.name in text}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_page_that_shows_a_person_leaves_an_act(cast: Cast, method: str, settings: Any) -> None:
    settings.TAKEN_MOST_TIMES = 1000  # every list is taken away here, once for each canary
    browser = Client()
    browser.force_login(cast.zhou_min)
    canaries = make_canaries()
    showed, silent, named = set(), set(), set()
    for name, address, canary in requests(method, canaries):
        if name not in DIVISION:
            continue
        before = Act.objects.filter(by="zhou_min").count()
        answer = browser.post(address, body(canary)) if method == "POST" else browser.get(address)
        seen = names_in(text_of(answer), canaries) - ({canary.name} if name in ECHOING else set())
        if answer.status_code != 200 or not seen:
            continue
        showed.add(name)
        silent |= {name} if Act.objects.filter(by="zhou_min").count() == before else set()
        named |= {name} & NAMELESS

    assert silent == set()
    assert named == set(), "declared to name nobody"
    must = {"person_show", "finding_list", "conflict_show", "question_answer", "number_reveal", "roster_show"}
    assert showed >= (must if method == "GET" else {"finding_export", "scenario_workbook"})


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_try_at_a_person_elsewhere_leaves_an_act(cast: Cast, method: str) -> None:
    browser = Client()
    browser.force_login(cast.ran_jing)
    of_persons = {"person_show", "death_take_back", "number_reveal", "question_answer", "conflict_show"}
    denied = set()
    for name, address, canary in requests(method, make_canaries()[:1]):
        if name not in of_persons or (method == "POST" and name == "person_show"):
            continue
        before = Act.objects.count()
        answer = browser.post(address, body(canary)) if method == "POST" else browser.get(address)
        assert answer.status_code == 404, address
        assert Act.objects.count() == before + 1, address
        act = Act.objects.latest("id")
        assert (act.verb, act.by) == ("register.person.denied", "ran_jing"), address
        denied.add((name, act.subject.partition(":")[0]))

    assert denied >= {
        ("number_reveal", "person.number"),
        ("question_answer", "finding"),
        ("conflict_show", "conflict"),
    }


def test_a_try_at_nobody_is_answered_and_written_alike(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.ran_jing)
    elsewhere, nobody = (browser.get(f"/persons/{n}") for n in (make_canaries()[0].person.pk, 10**9))

    assert elsewhere.status_code == nobody.status_code == 404
    assert said(elsewhere.content.decode()) == said(nobody.content.decode())
    assert Act.objects.filter(verb="register.person.denied").count() == 2


def test_a_number_typed_into_an_address_is_not_written(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.zhou_min)

    assert browser.get("/numbers/11010519491231002X/7").status_code == 404
    assert Act.objects.get(verb="register.person.denied").subject == "page:number_reveal"


def test_a_search_writes_whom_it_showed_and_never_what_was_typed(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.zhou_min)
    canary = make_canaries()[0]
    browser.get("/persons/", {"name": "卯金"})
    browser.post("/persons/find", {"sought": canary.number})

    by_name, by_number = Act.objects.filter(verb="register.persons.searched").order_by("id")
    assert by_name.detail == {"by": "words", "found": 1, "persons": [canary.person.pk]}
    assert by_number.detail == {"by": "resident_id", "found": 1, "persons": [canary.person.pk]}


@policy(permission=Permission.VIEW_PERSONS, scope=Scope.DIVISION)
def forgetful(request: HttpRequest, person_id: int) -> HttpResponse:
    return HttpResponse("a person")


class Forgetful:
    urlpatterns = [*urlpatterns, path("forgetful/<int:person_id>", forgetful, name="forgetful")]


def test_a_view_that_forgot_is_written_down_all_the_same(cast: Cast, settings: Any) -> None:
    settings.ROOT_URLCONF = Forgetful
    browser = Client()
    browser.force_login(cast.zhou_min)

    assert browser.get("/forgetful/7").status_code == 200
    act = Act.objects.get()
    assert (act.verb, act.subject, act.by) == ("access.page.viewed", "person:7", "zhou_min")
    assert (act.role, act.division, act.stands_in_for) == ("federation_county", "430811", "")
