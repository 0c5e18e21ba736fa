"""A session ends by itself: half an hour without use, one working day in all."""

import re

import pytest
from django.test import Client

from tests.people import Cast
from tests.web.conftest import SignIn
from yingbao.office.access.models import OfficerSession
from yingbao.office.audit.models import Act


@pytest.fixture
def browser(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.zhou_min)
    browser.get("/persons/")
    return browser


def moved(browser: Client, **seconds: int) -> None:
    session = browser.session
    for name, by in seconds.items():
        session[name] -= by
    session.save()


@pytest.mark.parametrize(
    ("idle", "age", "lasts"),
    [(29 * 60, 0, True), (31 * 60, 0, False), (60, 8 * 3600 - 60, True), (60, 8 * 3600 + 60, False)],
)
def test_a_session_lasts_half_an_hour_without_use_and_a_day_in_all(
    browser: Client, idle: int, age: int, lasts: bool
) -> None:
    moved(browser, seen=idle, began=max(idle, age))

    answer = browser.get("/persons/")

    assert (answer.status_code == 200) is lasts
    assert lasts or answer.headers["Location"] == "/sign-in"
    assert lasts or "请重新登录" in browser.get("/sign-in").content.decode()
    assert Act.objects.filter(verb="access.session.over").exists() is not lasts


def test_use_keeps_a_session(browser: Client) -> None:
    moved(browser, seen=20 * 60, began=20 * 60)
    browser.get("/persons/")
    moved(browser, seen=20 * 60, began=20 * 60)

    assert browser.get("/persons/").status_code == 200


def marks(browser: Client) -> list[str]:
    return re.findall(r'name="which" value="([0-9a-f]+)"', browser.get("/account/").content.decode())


def test_a_fourth_session_ends_the_oldest_and_says_so(sign_in: SignIn) -> None:
    first, second, third = (sign_in("zhou_min") for _ in range(3))
    for number, browser in enumerate([first, second, third]):
        browser.get("/persons/")
        moved(browser, began=60 - number)
    fourth = sign_in("zhou_min")

    assert "最早的一个" in fourth.get("/persons/").content.decode()
    assert [b.get("/persons/").status_code for b in (first, second, third)] == [302, 200, 200]
    assert sign_in("tian_fang").get("/persons/").status_code == 200


def test_one_sees_and_ends_ones_own_sessions(sign_in: SignIn) -> None:
    here, elsewhere, stranger = sign_in("zhou_min"), sign_in("zhou_min"), sign_in("tian_fang")
    for browser in (here, elsewhere, stranger):
        browser.get("/persons/")
    page = here.get("/account/").content.decode()
    keys = OfficerSession.objects.values_list("pk", flat=True)
    assert [key for key in keys if key in page] == []
    (mark,) = marks(here)

    assert stranger.post("/account/sessions/end", {"which": mark}).status_code == 404
    here.post("/account/sessions/end", {"which": mark})

    assert elsewhere.get("/persons/").headers["Location"].startswith("/sign-in")
    assert here.get("/persons/").status_code == stranger.get("/persons/").status_code == 200
    assert Act.objects.filter(verb="access.session.ended", by="zhou_min").count() == 1


def test_all_others_end_at_once(sign_in: SignIn) -> None:
    here, elsewhere, stranger = sign_in("zhou_min"), sign_in("zhou_min"), sign_in("tian_fang")
    for browser in (here, elsewhere, stranger):
        browser.get("/persons/")

    here.post("/account/sessions/end-others")

    codes = [browser.get("/persons/").status_code for browser in (here, elsewhere, stranger)]
    assert codes == [200, 302, 200]
