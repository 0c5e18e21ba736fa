"""Before a telling act at a screen that was left open: who sits there is asked for once more."""

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.people import PASSWORD, Cast
from tests.web.access.factors import code_now, make_factors
from tests.web.canaries import Canary
from tests.web.test_policy import patterns
from yingbao.edges.web.policy import policy_of
from yingbao.office.access.choices import Role
from yingbao.office.audit.models import Act

QUARTER = 15 * 60


def aged(browser: Client, *, by: int = QUARTER) -> Client:
    """Let this much time pass for a browser that was used all the while."""
    session = browser.session
    session["proved"] -= by
    session.save()
    return browser


@pytest.fixture
def canary(canaries: list[Canary]) -> Canary:
    return canaries[0]


@pytest.fixture
def browser(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.zhou_min)
    browser.get("/persons/")
    return browser


def test_telling_acts_ask_for_proof() -> None:
    asking = {
        p.name
        for p in patterns(get_resolver().url_patterns)
        if (declared := policy_of(p.callback)) and declared.fresh
    }

    assert asking >= {"number_reveal", "finding_export", "scenario_workbook", "mfa_activate_totp"}


def test_the_act_goes_on_after_the_proof(browser: Client, canary: Canary) -> None:
    address = f"/numbers/person.number/{canary.person.pk}"
    asked = aged(browser).post(address, {"reason": "核对本人证件"})
    page = asked.content.decode()
    assert canary.number not in page
    assert "请确认是您本人" in page
    assert Act.objects.filter(verb="register.number.revealed").count() == 0

    kept = {"to": address, "by": "POST", "kept.reason": "核对本人证件"}
    assert 'name="kept.reason" value="核对本人证件"' in page
    wrong = browser.post("/sign-in/again", kept | {"password": "wrong"}).content.decode()
    assert canary.number not in wrong
    assert 'name="kept.reason" value="核对本人证件"' in wrong
    done = browser.post("/sign-in/again", kept | {"password": PASSWORD}).content.decode()

    assert canary.number in done
    assert Act.objects.get(verb="register.number.revealed").reason == "核对本人证件"
    verbs = list(
        Act.objects.filter(verb__startswith="access.proof").order_by("id").values_list("verb", flat=True)
    )
    assert verbs == ["access.proof.refused", "access.proof.given"]


def test_a_young_proof_is_enough(browser: Client, canary: Canary) -> None:
    address = f"/numbers/person.number/{canary.person.pk}"
    page = aged(browser, by=9 * 60).post(address, {"reason": "核对本人证件"}).content.decode()

    assert canary.number in page


def test_a_code_is_a_proof_too(cast: Cast, browser: Client, canary: Canary) -> None:
    make_factors(cast.zhou_min)
    address = f"/numbers/person.number/{canary.person.pk}"
    sent = {"to": address, "by": "POST", "kept.reason": "核对本人证件", "code": code_now()}

    assert canary.number in aged(browser).post("/sign-in/again", sent).content.decode()


def test_the_proof_opens_no_person_of_elsewhere(browser: Client, canaries: list[Canary]) -> None:
    elsewhere = next(each for each in canaries if not each.division.startswith("430811"))
    address = f"/numbers/person.number/{elsewhere.person.pk}"
    sent = {"to": address, "by": "POST", "kept.reason": "核对本人证件", "password": PASSWORD}

    assert aged(browser).post("/sign-in/again", sent).status_code == 404


def test_a_right_lost_meanwhile_stays_lost(cast: Cast, browser: Client, canary: Canary) -> None:
    aged(browser)
    cast.zhou_min.own_role = Role.AUDITOR
    cast.zhou_min.save(update_fields=["own_role"])
    address = f"/numbers/person.number/{canary.person.pk}"
    sent = {"to": address, "by": "POST", "kept.reason": "核对本人证件", "password": PASSWORD}

    assert browser.post("/sign-in/again", sent).status_code == 403


@pytest.mark.parametrize("to", ["", "/persons/", "//evil.example/", "https://evil.example/", "/nowhere"])
def test_proof_leads_to_no_other_page(browser: Client, to: str) -> None:
    sent = {"to": to, "by": "GET", "password": PASSWORD}

    assert browser.post("/sign-in/again", sent).status_code == 404


def test_guessing_here_rests_the_account_as_well(cast: Cast, browser: Client, canary: Canary) -> None:
    sent: dict[str, Any] = {
        "to": f"/numbers/person.number/{canary.person.pk}",
        "by": "GET",
        "password": "wrong",
    }
    answers = [browser.post("/sign-in/again", sent).status_code for _ in range(11)]

    assert answers == [200] * 9 + [429] * 2
    assert browser.post("/sign-in/again", sent | {"password": PASSWORD}).status_code == 429
