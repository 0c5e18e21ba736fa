"""Coming in: the right name and password, and nothing learnt from the wrong ones."""

import re

import pytest
from django.test import Client

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
        {"username": "zhou_min", "password": PASSWORD, "next": "/programmes/"},
    )

    assert asked.headers["Location"] == "/sign-in?next=/programmes/"
    assert answer.headers["Location"] == "/programmes/"


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_no_one_is_sent_to_another_site(client: Client, elsewhere: str) -> None:
    answer = client.post("/sign-in", {"username": "zhou_min", "password": PASSWORD, "next": elsewhere})

    assert answer.headers["Location"] == "/"


@pytest.mark.usefixtures("cast")
def test_a_wrong_name_and_a_wrong_password_look_the_same(client: Client) -> None:
    def answer(name: str) -> str:
        page = client.post("/sign-in", {"username": name, "password": "wrong"}).content.decode()
        return re.sub(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', "", page.replace(name, "…"))

    assert "用户名或密码不正确" in answer("zhou_min")
    assert answer("zhou_min") == answer("no_such_one")


@pytest.mark.usefixtures("cast")
def test_empty_fields_are_named(client: Client) -> None:
    page = client.post("/sign-in", {}).content.decode()

    assert 'href="#id_username"' in page
    assert "请输入用户名" in page
    assert 'aria-describedby="id_username-error"' in page


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


def test_guessing_is_slowed_down(client: Client, cast: Cast) -> None:
    for _ in range(10):
        client.post("/sign-in", {"username": cast.zhou_min.username, "password": "wrong"})

    answer = client.post("/sign-in", {"username": cast.zhou_min.username, "password": PASSWORD})

    assert answer.status_code == 200
    assert "15 分钟" in answer.content.decode()
