"""Coming in: the right name and password, and nothing learnt from the wrong ones."""

import re
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db.models import F
from django.test import Client
from django.utils import timezone

from tests.people import PASSWORD, Cast
from tests.web.conftest import SignIn
from yingbao.office.audit.models import Act


def test_an_officer_signs_in_and_it_is_recorded(sign_in: SignIn) -> None:
    sign_in("zhou_min")

    assert Act.objects.get(verb="access.officer.signed_in").by == "zhou_min"


@pytest.mark.usefixtures("cast")
def test_the_page_asked_for_is_shown_after_signing_in(client: Client) -> None:
    asked = client.get("/programmes/")
    answer = client.post(
        asked.headers["Location"].partition("?")[0],
        {"login": "zhou_min", "password": PASSWORD, "next": "/programmes/"},
    )

    assert asked.headers["Location"] == "/sign-in?next=/programmes/"
    assert answer.headers["Location"] == "/programmes/"


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_no_one_is_sent_to_another_site(client: Client, elsewhere: str) -> None:
    answer = client.post("/sign-in", {"login": "zhou_min", "password": PASSWORD, "next": elsewhere})

    assert answer.headers["Location"] == "/"


@pytest.mark.usefixtures("cast")
def test_a_wrong_name_and_a_wrong_password_look_the_same(client: Client) -> None:
    def answer(name: str) -> str:
        page = client.post("/sign-in", {"login": name, "password": "wrong"}).content.decode()
        return re.sub(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', "", page.replace(name, "…"))

    assert "用户名或密码不正确" in answer("zhou_min")
    assert answer("zhou_min") == answer("no_such_one")


@pytest.mark.usefixtures("cast")
def test_empty_fields_are_named(client: Client) -> None:
    page = client.post("/sign-in", {}).content.decode()

    assert 'href="#id_login"' in page
    assert "请输入用户名" in page
    assert 'aria-describedby="id_login-error"' in page


def test_an_account_switched_off_is_out_at_the_next_request(sign_in: SignIn, cast: Cast) -> None:
    browser = sign_in("zhou_min")
    assert browser.get("/").status_code == 200

    cast.zhou_min.is_active = False
    cast.zhou_min.save(update_fields=["is_active"])

    assert browser.get("/").headers["Location"].startswith("/sign-in")


def test_signing_out_ends_the_session(sign_in: SignIn) -> None:
    browser = sign_in("zhou_min")

    assert browser.get("/sign-out").status_code == 405
    assert browser.post("/sign-out").status_code == 302
    assert browser.get("/").headers["Location"].startswith("/sign-in")


def guess(client: Client, name: str, times: int = 10) -> str:
    for _ in range(times):
        answer = client.post("/sign-in", {"login": name, "password": "wrong"})
    return re.sub(
        r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|[0-9]{2}:[0-9]{2}',
        "",
        answer.content.decode(),
    )


def test_an_account_rests_after_ten_wrong_tries(client: Client, cast: Cast) -> None:
    guess(client, cast.zhou_min.username, 9)
    assert client.post("/sign-in", {"login": "zhou_min", "password": "wrong"}).status_code == 429

    answer = client.post("/sign-in", {"login": cast.zhou_min.username, "password": PASSWORD})

    assert answer.status_code == 429
    until = timezone.localtime(timezone.now() + timedelta(minutes=15))
    assert (
        f"{until:%H:%M}" in answer.content.decode()
        or f"{until - timedelta(minutes=1):%H:%M}" in answer.content.decode()
    )
    assert Act.objects.filter(verb="access.account.locked").count() == 1


def test_the_rest_ends_and_trying_on_does_not_lengthen_it(client: Client, cast: Cast) -> None:
    guess(client, cast.zhou_min.username, 14)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    guess(client, cast.zhou_min.username, 1)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=2))

    answer = client.post("/sign-in", {"login": cast.zhou_min.username, "password": PASSWORD})

    assert answer.headers["Location"] == "/"


def test_an_account_that_is_not_there_rests_just_the_same(client: Client, cast: Cast) -> None:
    assert guess(client, cast.zhou_min.username) == guess(client, "no_such_one")


def test_other_spellings_and_browsers_count_together(cast: Cast) -> None:
    for number, name in enumerate(["zhou_min", "ZHOU_MIN", " zhou_min ", "ｚｈｏｕ_min", "Zhou_Min"] * 2):
        browser = Client(headers={"user-agent": f"browser {number}"})
        answer = browser.post("/sign-in", {"login": name, "password": "wrong"})

    assert answer.status_code == 429


def test_one_address_cannot_try_many_accounts(client: Client, cast: Cast) -> None:
    for number in range(30):
        client.post("/sign-in", {"login": f"officer_{number}", "password": "wrong"})

    answer = client.post("/sign-in", {"login": cast.zhou_min.username, "password": PASSWORD})

    assert answer.status_code == 200
    assert "15 分钟" in answer.content.decode()
    elsewhere = Client(REMOTE_ADDR="10.1.2.3")
    assert elsewhere.post("/sign-in", {"login": "zhou_min", "password": PASSWORD}).headers["Location"] == "/"


def test_a_proxy_of_ours_tells_addresses_apart(cast: Cast, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(30):
        browser = Client(headers={"x-forwarded-for": "10.1.2.3"})
        browser.post("/sign-in", {"login": f"officer_{number}", "password": "wrong"})

    other = Client(headers={"x-forwarded-for": "10.1.2.3, 10.1.2.4"})

    assert other.post("/sign-in", {"login": "zhou_min", "password": PASSWORD}).headers["Location"] == "/"


def test_what_was_typed_as_a_name_is_kept_nowhere(
    client: Client, caplog: pytest.LogCaptureFixture, cast: Cast
) -> None:
    number = "430811197001011234"
    client.post("/sign-in", {"login": number, "password": PASSWORD})

    kept = str(list(AccessAttempt.objects.values_list())) + str(list(Act.objects.values_list())) + caplog.text
    assert AccessAttempt.objects.count() == 1
    assert number not in kept
    assert PASSWORD not in kept


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("name", ["zhou_min", "no_such_one", "gone"])
def test_every_wrong_try_costs_one_hash(
    client: Client, cast: Cast, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same work is the same time: nobody learns from the clock which names exist."""
    cast.yang_mei.username, cast.yang_mei.is_active = "gone", False
    cast.yang_mei.save()
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(salt)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    client.post("/sign-in", {"login": name, "password": "wrong"})

    assert len(hashed) == 1


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("address", ["/signup", "/sign-up", "/accounts/signup/", "/accounts/password/reset/"])
def test_nobody_opens_an_account_or_resets_a_password_alone(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
