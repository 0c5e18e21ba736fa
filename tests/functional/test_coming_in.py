"""Coming in with a second factor: by keyboard, by passkey, and every page of it without a fault."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.functional.conftest import Open, click, leads_on, prefer
from tests.functional.test_every_page import faults
from tests.functional.test_journeys import tab_to
from tests.people import PASSWORD
from tests.web.access.factors import code_now, make_factors
from tests.web.canaries import Canary
from yingbao.office.access.models import Officer, OfficerSession
from yingbao.office.access.sessions import SessionStore
from yingbao.office.audit.models import Act

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def come_halfway(page: Page, account: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("用户名").fill(account)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    leads_on(page, lambda: page.get_by_label("密码", exact=True).press("Enter"))


def test_an_authenticator_app_is_tied_by_keyboard_alone(opened: Open, settings: Any) -> None:
    settings.SECOND_FACTOR = "enforce"
    page = opened("guan_li")
    page.get_by_role("heading", level=1, name="二次验证").wait_for()
    assert "设好以前，不能打开其他页面" in page.get_by_role("main").inner_text()
    tab_to(page, "绑定验证码软件", "A")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="绑定验证码软件").wait_for()
    secret = page.locator(".yb-key").inner_text()
    tab_to(page, "验证码", "INPUT")
    page.keyboard.type(code_now(secret))
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="备用码").wait_for()
    assert page.locator(".yb-codes li").count() == 10
    assert faults(page) == []
    tab_to(page, "已经保存好，继续", "A")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="武陵源区").wait_for()

    click(page, "退出")
    come_halfway(page, "guan_li")
    tab_to(page, "验证码", "INPUT")
    page.keyboard.type(code_now(secret))
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="武陵源区").wait_for()


def test_a_passkey_is_added_and_signs_in_without_a_password(opened: Open) -> None:
    page = opened("zhou_min")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    able = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": kind | able})

    page.goto("/account/second-factor/passkeys/add")
    page.get_by_label("通行密钥的名字").fill("办公室电脑")
    page.get_by_role("button", name="添加通行密钥").click()
    page.get_by_role("heading", level=1, name="备用码").wait_for()
    page.goto("/account/second-factor")
    assert "办公室电脑" in page.get_by_role("main").inner_text()
    click(page, "退出")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.get_by_role("heading", level=1, name="武陵源区").wait_for()

    assert Act.objects.filter(verb="access.officer.signed_in", by="zhou_min").count() == 2


def test_a_passkey_that_fails_says_so(opened: Open) -> None:
    page = opened()
    page.route("**/sign-in/passkey", lambda route: route.abort())
    page.get_by_role("button", name="用通行密钥登录").click()

    assert "通行密钥没有用成" in page.get_by_role("alert").inner_text()
    assert faults(page) == []


def test_passkeys_are_not_offered_without_javascript(opened: Open) -> None:
    page = opened(java_script_enabled=False)

    assert not page.get_by_role("button", name="用通行密钥登录").is_visible()
    assert "不能使用通行密钥" in page.get_by_role("main").inner_text()


@pytest.mark.parametrize("text", ["standard", "largest"])
def test_every_page_of_it_is_without_fault_and_fits_a_phone(
    opened: Open, canaries: list[Canary], text: str
) -> None:
    page = opened("zhou_min", viewport={"width": 320, "height": 800})
    prefer(page, text)
    factors = make_factors(Officer.objects.get(username="zhou_min"))
    address = "/account/second-factor"
    asking = f"/numbers/person.number/{canaries[0].person.pk}"
    pages = [
        "/account/",
        "/account/password",
        address,
        f"{address}/app/off",
        f"{address}/codes",
        f"{address}/codes/new",
        f"{address}/passkeys/add",
        f"{address}/passkeys/{factors.passkey.pk}/remove",
    ]
    found: dict[str, object] = {each: looked_at(page, each) for each in pages}
    age_the_proof()
    found["proof"] = looked_at(page, asking)
    assert page.get_by_role("heading", level=1).inner_text() == "请确认是您本人"
    click(page, "退出")
    come_halfway(page, "zhou_min")
    found["second step"] = looked_at(page, "/sign-in/code")
    assert page.get_by_role("heading", level=1).inner_text() == "登录第二步"

    assert {where: what for where, what in found.items() if what != ([], 0)} == {}


def looked_at(page: Page, address: str) -> tuple[list[str], int]:
    """Return the faults of a page, and how far it is too wide."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return faults(page), over


def age_the_proof() -> None:
    row = OfficerSession.objects.get(officer__username="zhou_min", seen_at__isnull=False)
    store = SessionStore(row.pk)
    store["proved"] -= 15 * 60
    store.save()


def test_a_resting_account_is_told_without_fault(opened: Open) -> None:
    page = opened()
    for _ in range(10):
        page.get_by_label("用户名").fill("zhou_min")
        page.get_by_label("密码", exact=True).fill("wrong")
        leads_on(page, lambda: page.get_by_label("密码", exact=True).press("Enter"))

    assert page.get_by_role("heading", level=1).inner_text() == "输错次数太多"
    assert faults(page) == []
