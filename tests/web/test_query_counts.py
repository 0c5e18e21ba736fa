"""How often a page asks the database: an exact number, however many rows it shows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.office.casework.followed import followed
from tests.people import Cast, make_person
from tests.web.canaries import Canary, make_canaries, make_canary, put_on_paper
from yingbao.edges.web import sessions

PAGES = {
    "/": 19,
    "/lists/missed": 17,
    "/lists/ask": 15,
    "/persons/": 5,
    "/persons/?name=mjd": 9,
    "/persons/{person}": 30,
    "/persons/{person}/programmes/nursing_subsidy": 17,
    "/persons/{person}/death": 9,
    "/numbers/person.number/{person}": 9,
    "/questions/{finding}": 8,
    "/rosters/": 9,
    "/rosters/receive": 6,
    "/rosters/{source}": 10,
    "/conflicts/": 10,
    "/conflicts/{conflict}": 22,
    "/plan/": 5,
    "/plan/专栏2.2.a": 8,
    "/programmes/": 8,
    "/programmes/nursing_subsidy": 23,
    "/programmes/nursing_subsidy/ask": 10,
    "/tasks/": 5,
    "/indicators/": 20,
    "/units/": 5,
    "/units/civil_affairs": 5,
    "/processes/": 5,
    "/processes/two_subsidies": 5,
    "/plan/compare": 5,
    "/rules/nursing_subsidy/change": 5,
    "/values/nursing_subsidy_rate/change": 5,
    "/values/nursing_subsidy_rate/confirm/2026-01": 5,
    "/amendments/": 8,
    "/amendments/{amendment}": 7,
    "/scenarios/": 8,
    "/scenarios/new": 6,
    "/scenarios/try?month=2026-06&set=warmth_amount:2=100": 22,
    "/scenarios/{scenario}": 18,
    "/posts/": 7,
    "/cases/": 12,
    "/cases/?which=open": 13,
    "/cases/{case}": 24,
    "/cases/{case}/withdraw": 8,
    "/cases/{case}/sheet": 22,
    "/cases/together/{bundle}": 9,
    "/persons/{person}/apply": 8,
    "/persons/{person}/plan": 10,
    "/persons/{person}/plan/new": 17,
    "/persons/{person}/file": 29,
    "/notices/": 8,
    "/notices/new": 7,
    "/notices/{notice}": 11,
    "/notices/{notice}/sheet": 8,
    "/objections/": 8,
    "/objections/{objection}": 7,
    "/letters/{letter}": 7,
    "/offices/": 7,
    "/awards/": 11,
    "/awards/{award}": 11,
    "/reviews/": 8,
    "/reviews/{review}": 11,
    "/reviews/{review}/sheet": 7,
    "/reviews/items/{item}": 7,
    "/plans/": 9,
    "/certificates/": 10,
    "/roles/": 5,
    "/money/?month=2026-06": 11,
    "/money/close?month=2026-06": 20,
    "/money/sheet?month=2026-06": 15,
    "/rolls/": 8,
    "/rolls/new?month=2026-06": 11,
    "/rolls/{roll}": 14,
    "/rolls/{roll}/lines": 13,
    "/rolls/{roll}/differences": 8,
    "/rolls/{roll}/do/cancel": 6,
    "/rolls/lines/{of_roll}": 11,
    "/rolls/lines/{of_roll}/leave-out": 10,
    "/rolls/problems/{problem}/accept": 11,
    "/rolls/returns/{returned}": 14,
    "/persons/{person}/money": 16,
    "/persons/{person}/money/living_allowance/demand": 10,
    "/money/owed?month=2026-06": 12,
    "/money/owed?month=2026-06&which=found": 13,
    "/money/taking-over": 7,
    "/money/taking-over/new": 21,
    "/money/taking-over/{takeover}": 10,
    "/money/payees": 7,
    "/money/payees/new": 5,
    "/money/payees/{payee}": 8,
    "/money/payees/{payee}/account": 6,
    "/money/premiums": 6,
    "/money/recoveries": 10,
    "/money/recoveries?which=open": 11,
    "/money/recoveries/{receivable}": 18,
    "/money/recoveries/{receivable}/repaid": 10,
    "/money/recoveries/{receivable}/write-off": 10,
    "/money/write-offs/{write_off}": 12,
    "/money/budget?year=2026": 17,
    "/money/performance?year=2026": 9,
    "/money/reconciliation?year=2026": 12,
    "/money/reconciliation?year=2026&month=2026-06": 16,
}


def address(page: str, canary: Canary) -> str:
    return page.format(
        person=canary.person.pk,
        finding=canary.findings[0] if canary.findings else 0,
        source=canary.source.pk,
        conflict=canary.conflict.pk,
        scenario=canary.scenario,
        amendment=canary.amendment,
        case=canary.case,
        bundle=canary.bundle,
        notice=canary.notice,
        objection=canary.objection,
        letter=canary.letter,
        award=canary.award,
        review=canary.followed.round,
        item=canary.followed.item,
        takeover=canary.owing.takeover,
        receivable=canary.owing.receivable,
        write_off=canary.owing.write_off,
        roll=canary.paying.roll,
        of_roll=canary.paying.line,
        problem=canary.paying.problem,
        returned=canary.paying.returned,
        payee=canary.paying.payee,
    )


@pytest.fixture(autouse=True)
def _the_last_use_is_not_written_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a minute the last use of a session is written down; on which page that falls is chance."""
    monkeypatch.setattr(sessions, "EVERY", 3600)


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


@pytest.mark.parametrize(
    "page",
    [
        "/cases/?which=open",
        "/cases/?which=ended",
        "/notices/",
        "/objections/",
        "/awards/",
        "/reviews/{review}",
    ]
    + ["/plans/", "/certificates/"],
)
def test_more_cases_ask_no_more_questions(cast: Cast, page: str) -> None:
    browser = Client()
    browser.force_login(cast.zhou_min)
    canary = make_canaries()[0]
    browser.get(address(page, canary))
    before = count(browser, address(page, canary))

    for name in ("言午许", "双口吕", "木子李"):
        more = make_canary(name, canary.division)
        more.followed = followed(more.person, more.division)
        put_on_paper(more)

    assert count(browser, address(page, canary)) == before
