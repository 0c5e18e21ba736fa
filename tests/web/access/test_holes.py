"""Views that forgot the scope, on purpose: what an officer does not see is not in the answer nevertheless."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from tests.people import XIEHE_VILLAGE, Cast, make_certificate, make_number, make_person
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.urls import urlpatterns
from yingbao.office.access.sight import ScopeForgotten
from yingbao.office.register.models import Certificate, Person

HERE, THERE = "430811001001", XIEHE_VILLAGE


@policy(scope=Scope.DIVISION)
def every_name(request: HttpRequest) -> HttpResponse:
    return HttpResponse(" ".join(Person.objects.values_list("name", flat=True)))


@policy(scope=Scope.DIVISION)
def behind_a_key(request: HttpRequest) -> HttpResponse:
    return HttpResponse(" ".join(each.person.name for each in Certificate.objects.all()))


@policy(scope=Scope.DIVISION, writes=True)
def rename_everyone(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Person.objects.update(name="改")))


@policy(scope=Scope.PUBLIC)
def for_anyone(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Person.objects.count()))


class Holes:
    urlpatterns = [
        *urlpatterns,
        path("hole/list", every_name),
        path("hole/key", behind_a_key),
        path("hole/rename", rename_everyone),
        path("hole/anyone", for_anyone),
    ]


@pytest.fixture
def browser(cast: Cast, settings: Any) -> Client:
    for name, place in (("甲在此", HERE), ("乙在彼", THERE)):
        make_certificate(make_person(name, place), f"{make_number().number}42")
    settings.ROOT_URLCONF = Holes
    browser = Client()
    browser.force_login(cast.tian_fang)
    return browser


@pytest.mark.parametrize("page", ["/hole/list", "/hole/key"])
def test_an_unscoped_view_shows_the_own_division_only(browser: Client, page: str) -> None:
    assert browser.get(page).content.decode() == "甲在此"


def test_an_unscoped_write_reaches_the_own_division_only(browser: Client) -> None:
    assert browser.post("/hole/rename").content == b"1"
    assert set(Person.objects.values_list("name", flat=True)) == {"改", "乙在彼"}


def test_a_page_for_anyone_reaches_no_person_at_all(browser: Client) -> None:
    with pytest.raises(ScopeForgotten):
        Client().get("/hole/anyone")
