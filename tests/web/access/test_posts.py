"""Working in one post at a time, on screen: entered, left, ended at the next request."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.people import NOON, WULINGYUAN, XIEHE, XIEHE_VILLAGE, Cast, make_person
from tests.web.conftest import SignIn
from yingbao.office.access import actions
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer, Post
from yingbao.office.access.permissions import PERMISSIONS, Permission
from yingbao.office.access.wording import PERMISSIONS_IN_WORDS, ROLES
from yingbao.office.audit.models import Act


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def stand_in(cast: Cast, today: date) -> Post:
    return actions.delegate(
        of=cast.wu_gang,
        to=cast.tian_fang,
        days=(today, today + timedelta(days=3)),
        reason="年休假",
        at=NOON,
        by=cast.wu_gang,
    )


def body(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_who_stands_in_sees_the_persons_of_that_post_only(cast: Cast, sign_in: SignIn, today: date) -> None:
    person = make_person("向日葵", XIEHE_VILLAGE)
    post = stand_in(cast, today)
    browser = sign_in("tian_fang")
    assert browser.get(f"/persons/{person.pk}").status_code == 404

    browser.post("/posts/enter", {"post": post.pk})

    assert "向日葵" in body(browser, f"/persons/{person.pk}")
    assert "（代吴刚）" in body(browser, "/")
    browser.post("/posts/enter", {"post": "own"})
    assert browser.get(f"/persons/{person.pk}").status_code == 404
    entered = Act.objects.filter(verb="access.post.entered").order_by("id").values_list("subject", flat=True)
    assert list(entered) == [f"post:{post.pk}", "officer:tian_fang"]


def test_a_post_that_ended_ends_with_the_next_request(cast: Cast, sign_in: SignIn, today: date) -> None:
    person = make_person("向日葵", XIEHE_VILLAGE)
    post = stand_in(cast, today)
    browser = sign_in("tian_fang")
    browser.post("/posts/enter", {"post": post.pk})
    actions.end_post(post=post, reason="提前返岗", at=NOON, by=cast.wu_gang)

    answer = browser.post("/numbers/person.number/1", {"reason": "核对本人证件"})

    assert answer.headers["Location"] == "/posts/"
    assert "您刚才的岗位已结束" in body(browser, "/posts/")
    assert browser.get(f"/persons/{person.pk}").status_code == 404


def test_who_holds_no_post_today_is_signed_out(cast: Cast, sign_in: SignIn, today: date) -> None:
    browser = sign_in("tian_fang")
    own = actions.OwnPost(Role.TOWNSHIP, XIEHE, valid_to=today - timedelta(days=1))
    actions.change_officer(officer=cast.tian_fang, post=own, reason="挂职期满", by=cast.guan_li)

    assert browser.get("/").headers["Location"] == "/sign-in"
    assert "您今天没有有效的岗位" in body(browser, "/sign-in")


def test_nobody_enters_anothers_post(cast: Cast, sign_in: SignIn, today: date) -> None:
    post = stand_in(cast, today)
    browser = sign_in("yang_mei")

    browser.post("/posts/enter", {"post": post.pk})
    browser.post("/posts/enter", {"post": "١"})
    browser.post("/posts/enter", {})

    assert "您今天不在这个岗位上" in body(browser, "/posts/")
    assert not Act.objects.filter(verb="access.post.entered").exists()


def test_a_colleague_is_asked_to_stand_in_on_screen(cast: Cast, sign_in: SignIn, today: date) -> None:
    browser = sign_in("wu_gang")
    page = body(browser, "/posts/delegate")
    assert "田芳" in page
    assert "冉静" not in page, "a colleague of another county"

    sent = {"to": "tian_fang", "first": today, "last": today, "reason": "年休假"}
    assert browser.post("/posts/delegate", sent).status_code == 302

    assert Post.objects.get().stands_in_for == cast.wu_gang
    assert "田芳" in body(browser, "/posts/")
    refused = browser.post("/posts/delegate", {**sent, "last": today - timedelta(days=1)})
    assert "最后一天早于第一天" in refused.content.decode()


def test_an_administrator_opens_changes_and_closes_an_account(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in("guan_li")
    new = {
        "name": "钱通",
        "username": "qian_tong",
        "password": "three-mountains-and-a-lake",
        "role": "finance",
        "division": WULINGYUAN,
    }
    browser.post("/officers/new", new)
    made = Officer.objects.get(username="qian_tong")
    assert (made.own_role, made.own_division_id) == (Role.FINANCE, WULINGYUAN)

    where = f"/officers/{made.pk}"
    browser.post(f"{where}/change", {"role": "lead_unit", "division": WULINGYUAN, "reason": "调动"})
    made.refresh_from_db()
    assert made.own_role == Role.FINANCE, "a lead unit says which one"
    moved = {"role": "lead_unit", "division": WULINGYUAN, "unit": "education", "reason": "调动"}
    assert browser.post(f"{where}/change", moved).status_code == 302
    made.refresh_from_db()
    assert (made.own_role, made.own_unit) == (Role.LEAD_UNIT, "education")

    given = {"role": "finance", "division": WULINGYUAN, "valid_from": "2026-01-01", "reason": "兼任"}
    assert browser.post(f"{where}/give", given).status_code == 302
    assert "区财政局" in body(browser, where)
    post = made.posts.get()
    assert browser.post(f"/posts/{post.pk}/end", {"reason": "免兼"}).status_code == 302
    browser.post(f"{where}/switch", {"reason": "离职"})
    made.refresh_from_db()
    assert not made.is_active
    assert "钱通" in body(browser, "/officers/")
    verbs = list(Act.objects.filter(by="guan_li").order_by("id").values_list("verb", flat=True))
    assert [verb for verb in verbs if "signed_in" not in verb] == [
        "access.officer.created",
        "access.officer.changed",
        "access.post.given",
        "access.post.ended",
        "access.officer.switched_off",
    ]


def test_an_account_of_another_county_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in("guan_li")
    where = f"/officers/{cast.ran_jing.pk}"

    assert "冉静" not in body(browser, "/officers/")
    for page in ("", "/change", "/give", "/delegate"):
        assert browser.get(where + page).status_code == 404, page
    assert browser.post(f"{where}/switch", {"reason": "?"}).status_code == 404


def test_every_role_and_permission_is_said_in_plain_words(sign_in: SignIn) -> None:
    page = body(sign_in("yang_mei"), "/roles/")

    assert set(ROLES) == set(Role)
    assert set(PERMISSIONS_IN_WORDS) == set(Permission)
    for role in Role:
        assert str(role.label) in page
    for each in frozenset().union(*PERMISSIONS.values()):
        assert str(PERMISSIONS_IN_WORDS[each]) in page
