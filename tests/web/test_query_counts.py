"""How often a page asks the database: an exact number, however many rows it shows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import Cast, make_person
from tests.web.canaries import Canary, make_canaries, make_canary

PAGES = {
    "/": 12,
    "/lists/missed": 17,
    "/lists/ask": 13,
    "/persons/": 3,
    "/persons/?name=mjd": 7,
    "/persons/{person}": 38,
    "/numbers/person.number/{person}": 6,
    "/questions/{finding}": 6,
    "/rosters/": 6,
    "/rosters/receive": 4,
    "/rosters/{source}": 8,
    "/conflicts/": 8,
    "/conflicts/{conflict}": 24,
    "/plan/": 3,
    "/plan/专栏2.2.a": 6,
    "/programmes/": 5,
    "/programmes/nursing_subsidy": 22,
    "/programmes/nursing_subsidy/ask": 8,
    "/tasks/": 3,
    "/indicators/": 19,
    "/units/": 3,
    "/units/civil_affairs": 3,
    "/processes/": 3,
    "/processes/two_subsidies": 3,
    "/plan/compare": 3,
    "/rules/nursing_subsidy/change": 3,
    "/values/nursing_subsidy_rate/change": 3,
    "/values/nursing_subsidy_rate/confirm/2026-01": 3,
    "/amendments/": 5,
    "/amendments/{amendment}": 5,
    "/scenarios/": 5,
    "/scenarios/new": 4,
    "/scenarios/try?month=2026-06&set=warmth_amount:2=100": 21,
    "/scenarios/{scenario}": 16,
}


def address(page: str, canary: Canary) -> str:
    return page.format(
        person=canary.person.pk,
        finding=canary.findings[0] if canary.findings else 0,
        source=canary.source.pk,
        conflict=canary.conflict.pk,
        scenario=canary.scenario,
        amendment=canary.amendment,
    )


def count(browser: Client, page: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(page).status_code == 200, page
    # PostgreSQL is told how large working tables are; that is no question.
    return len([query for query in asked if not query["sql"].startswith("ANALYZE")])


def test_pages_ask_an_exact_number_of_questions(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.zhou_min)
    canary = make_canaries()[0]
    for page in PAGES:
        browser.get(address(page, canary))

    assert {page: count(browser, address(page, canary)) for page in PAGES} == PAGES


@pytest.mark.parametrize(
    "page",
    ["/", "/lists/ask", "/persons/?name=mjd", "/rosters/", "/conflicts/"]
    + ["/programmes/nursing_subsidy/ask", "/indicators/", "/plan/专栏2.2.a"],
)
def test_more_rows_ask_no_more_questions(cast: Cast, page: str) -> None:
    browser = Client()
    browser.force_login(cast.zhou_min)
    canaries = make_canaries()
    browser.get(page)
    before = count(browser, page)

    for number in range(8):
        make_canary(f"卯金刀{number}", canaries[0].division)
        make_person("卯金刀", canaries[1].division)

    assert count(browser, page) == before
