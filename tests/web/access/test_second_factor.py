"""Whoever decides for others needs more than a password."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.checks import run_checks
from django.test import Client
from django.urls import get_resolver, reverse

from tests.people import PASSWORD, Cast
from tests.web.access.factors import SECRET, code_now, make_factors
from tests.web.canaries import make_canaries
from tests.web.test_policy import patterns
from yingbao.edges.web.policy import Scope, policy_of
from yingbao.office.audit.models import Act

SET_UP = "/account/second-factor"


@pytest.fixture
def _enforced(settings: Any) -> None:
    settings.SECOND_FACTOR = "enforce"


def come_in(account: str, password: str = PASSWORD) -> Client:
    browser = Client()
    browser.post("/sign-in", {"login": account, "password": password})
    return browser


def secret_on(page: str) -> str:
    found = re.search(r'class="yb-key">([A-Z2-7]+)<', page)
    assert found
    return found[1]


@pytest.mark.usefixtures("_enforced")
def test_who_decides_opens_nothing_but_the_set_up_until_there_is_one(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.zhou_min)
    person = make_canaries()[0].person.pk
    addresses = {f"/persons/{person}", f"/numbers/person.number/{person}", "/programmes/nursing_subsidy"}
    for pattern in patterns(get_resolver().url_patterns):
        declared = policy_of(pattern.callback)
        assert declared is not None
        if not declared.early and declared.scope is not Scope.PUBLIC and "<" not in str(pattern.pattern):
            addresses.add(reverse(str(pattern.name)))
    answers = {address: browser.get(address) for address in addresses}
    elsewhere = {
        address
        for address, answer in answers.items()
        if answer.status_code != 405 and answer.headers.get("Location") != SET_UP
    }

    assert len(answers) > 20
    assert elsewhere == set()
    assert browser.get(SET_UP).status_code == 200


@pytest.mark.usefixtures("_enforced")
def test_who_only_looks_needs_none(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.yang_mei)

    assert browser.get("/persons/").status_code == 200


@pytest.mark.usefixtures("_enforced", "cast")
def test_an_app_is_tied_and_then_asked_for() -> None:
    browser = come_in("guan_li")
    secret = secret_on(browser.get(f"{SET_UP}/app").content.decode())
    wrong = browser.post(f"{SET_UP}/app", {"code": "000000"})
    assert "验证码不对" in wrong.content.decode()
    tied = browser.post(f"{SET_UP}/app", {"code": code_now(secret)})
    assert tied.headers["Location"] == f"{SET_UP}/codes"
    codes = re.findall(r'class="yb-key">([0-9a-z-]+)<', browser.get(f"{SET_UP}/codes").content.decode())
    assert len(codes) == 10
    assert codes[0] not in browser.get(f"{SET_UP}/codes").content.decode()
    assert browser.get("/plan/").status_code == 200

    again = come_in("guan_li")
    assert again.get("/plan/").headers["Location"].startswith("/sign-in")
    assert "验证码不对" in again.post("/sign-in/code", {"code": "000000"}).content.decode()
    again.post("/sign-in/code", {"code": code_now(secret)})
    assert again.get("/plan/").status_code == 200

    third = come_in("guan_li")
    third.post("/sign-in/code", {"code": codes[0]})
    assert third.get("/plan/").status_code == 200
    fourth = come_in("guan_li")
    fourth.post("/sign-in/code", {"code": codes[0]})
    assert fourth.get("/plan/").headers["Location"].startswith("/sign-in")

    verbs = list(Act.objects.order_by("id").values_list("verb", flat=True))
    assert verbs.count("access.officer.signed_in") == 3
    assert verbs.count("access.second_factor.refused") == 2
    assert verbs.count("access.second_factor.app_on") == 1


def test_a_code_works_once(cast: Cast) -> None:
    make_factors(cast.guan_li)
    code = code_now()
    first, second = come_in("guan_li"), come_in("guan_li")
    first.post("/sign-in/code", {"code": code})
    second.post("/sign-in/code", {"code": code})

    assert first.get("/plan/").status_code == 200
    assert second.get("/plan/").headers["Location"].startswith("/sign-in")


def test_codes_are_not_to_be_guessed(cast: Cast) -> None:
    make_factors(cast.guan_li)
    browser = come_in("guan_li")
    for _ in range(10):
        browser.post("/sign-in/code", {"code": "000000"})

    browser.post("/sign-in/code", {"code": totp_without_waiting()})

    assert browser.get("/plan/").headers["Location"].startswith("/sign-in")


def totp_without_waiting() -> str:
    import time

    from allauth.mfa.totp.internal import auth

    return str(auth.format_hotp_value(auth.hotp_value(SECRET, int(time.time()) // 30)))


def test_the_secret_is_sealed_at_rest(cast: Cast) -> None:
    make_factors(cast.guan_li)

    assert SECRET not in str(list(Authenticator.objects.values_list("data")))


@pytest.mark.usefixtures("_enforced")
def test_taking_the_last_factor_off_closes_the_pages_at_the_next_request(cast: Cast) -> None:
    factors = make_factors(cast.guan_li)
    browser = Client()
    browser.force_login(cast.guan_li)
    assert browser.get("/plan/").status_code == 200

    browser.post(f"{SET_UP}/app/off")
    assert browser.get("/plan/").status_code == 200
    browser.post(f"{SET_UP}/passkeys/{factors.passkey.pk}/remove")

    assert browser.get("/plan/").headers["Location"] == SET_UP


def test_nobody_removes_a_passkey_of_another(cast: Cast) -> None:
    factors = make_factors(cast.guan_li)
    browser = Client()
    browser.force_login(cast.zhou_min)

    assert browser.post(f"{SET_UP}/passkeys/{factors.passkey.pk}/remove").status_code == 404
    assert Authenticator.objects.filter(pk=factors.passkey.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mode", "plain", "refused"),
    [("enforce", False, False), ("offer", True, False), ("offer", False, True)],
)
def test_only_offering_is_refused_on_a_network(settings: Any, mode: str, plain: bool, refused: bool) -> None:
    settings.SECOND_FACTOR, settings.PLAIN_HTTP = mode, plain

    assert ("yingbao.E020" in {each.id for each in run_checks(tags=["safety"])}) is refused
