"""Changing one's own password."""

import pytest
from django.test import Client

from tests.people import JUNDIPING, PASSWORD, Cast
from tests.web.conftest import SignIn
from yingbao.office.access.actions import NewOfficer, create_officer, give_password
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.audit.models import Act

NEW = "four-rivers-and-a-bridge"


def change(browser: Client, new: str, *, so_far: str = PASSWORD, again: str = "") -> str:
    sent = {"oldpassword": so_far, "password1": new, "password2": again or new}
    return browser.post("/account/password", sent).content.decode()


def test_the_password_is_changed_and_other_sessions_end(sign_in: SignIn) -> None:
    here, elsewhere = sign_in("zhou_min"), sign_in("zhou_min")
    assert elsewhere.get("/persons/").status_code == 200

    assert change(here, NEW) == ""

    assert here.get("/persons/").status_code == 200
    assert elsewhere.get("/persons/").headers["Location"].startswith("/sign-in")
    assert Client().post("/sign-in", {"login": "zhou_min", "password": NEW}).headers["Location"] == "/"
    assert Act.objects.filter(verb="access.officer.password_changed", by="zhou_min").count() == 1
    assert NEW not in str(list(Act.objects.values_list()))


def test_a_password_given_by_someone_else_is_changed_before_anything_else(cast: Cast) -> None:
    new = NewOfficer("xin_ren", "given-by-the-office", "新人", Role.TOWNSHIP, JUNDIPING)
    create_officer(new=new, by=cast.guan_li)
    browser = Client()
    browser.post("/sign-in", {"login": "xin_ren", "password": "given-by-the-office"})

    assert browser.get("/persons/").headers["Location"] == "/account/password"
    assert "管理员给您的" in browser.get("/account/password").content.decode()
    change(browser, NEW, so_far="given-by-the-office")
    assert browser.get("/persons/").status_code == 200

    give_password(
        officer=Officer.objects.get(username="xin_ren"),
        password="given-once-more",
        reason="忘记密码",
        by=cast.guan_li,
    )
    assert browser.get("/persons/").headers["Location"].startswith("/sign-in")
    browser.post("/sign-in", {"login": "xin_ren", "password": "given-once-more"})
    assert browser.get("/persons/").headers["Location"] == "/account/password"


@pytest.mark.parametrize(
    ("new", "again", "so_far", "said"),
    [
        ("short-one", "", PASSWORD, "太短"),
        ("password123", "", PASSWORD, "常见"),
        ("zhou_min_zhou", "", PASSWORD, "太相似"),
        (NEW, "another-" + NEW, PASSWORD, "密码"),
        (NEW, "", "wrong", "这不是您现在用的密码"),
        (PASSWORD, "", PASSWORD, "请换一个"),
    ],
)
def test_weak_repeated_and_mistyped_passwords_are_refused(
    sign_in: SignIn, cast: Cast, new: str, again: str, so_far: str, said: str
) -> None:
    page = change(sign_in("zhou_min"), new, again=again, so_far=so_far)
    cast.zhou_min.refresh_from_db()

    assert said in page
    assert cast.zhou_min.check_password(PASSWORD)
