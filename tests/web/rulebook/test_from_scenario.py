"""What a kept scenario tries becomes proposals: each listed, its form filled, and proposed like any other."""

import html
from typing import Any

import pytest
from django.test import Client

from tests.office.rulebook.proposals import PROGRAMME, RATE, approved, rate
from tests.people import NOON, WULINGYUAN, Cast
from tests.web.conftest import SignIn
from yingbao.law.packs.edits import What
from yingbao.office.determination.packs import pack_of
from yingbao.office.rulebook.models import Amendment
from yingbao.office.scenarios.actions import save_scenario
from yingbao.office.scenarios.models import Scenario
from yingbao.office.scenarios.trying import Tried
from yingbao.values.month import Month

pytestmark = pytest.mark.usefixtures("compared_only")
JUNE = Month(2026, 6)
WIDER = Tried(WULINGYUAN, JUNE, ("nursing-for-grades-3-4",), (f"{RATE}:1=130",))


@pytest.fixture
def scenario(cast: Cast) -> Scenario:
    return save_scenario(tried=WIDER, name="扩到三四级", note="", by=cast.zhou_min, at=NOON)


@pytest.fixture
def browser(sign_in: SignIn) -> Client:
    return sign_in("zhou_min")


def text(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer
    return html.unescape(answer.content.decode())


def field(page: str, name: str) -> str:
    """Return what a field of a form says."""
    after = page.split(f'name="{name}"', 1)[1]
    if "value=" in after.split(">", 1)[0]:
        return after.split('value="', 1)[1].split('"', 1)[0]
    return after.split(">", 1)[1].split("</textarea>", 1)[0].strip()


def test_a_kept_scenario_leads_to_its_proposals(browser: Client, scenario: Scenario) -> None:
    address = f"/scenarios/{scenario.pk}/propose"
    assert address in text(browser, f"/scenarios/{scenario.pk}")
    page = text(browser, address)

    assert f"/rules/{PROGRAMME}/change?scenario={scenario.pk}" in page
    assert f"/values/{RATE}/change?scenario={scenario.pk}" in page
    assert "130.00 元" in page


def test_the_form_of_a_value_is_filled_and_proposed(browser: Client, scenario: Scenario) -> None:
    address = f"/values/{RATE}/change?scenario={scenario.pk}"
    page = text(browser, address)
    assert field(page, "value_0") == "130.00"
    body = {name: field(page, name) for name in page_fields(page)}
    browser.post(
        address, body | {"start": "2026-07", "source": "区文件", "reason": "试算过", "act": "propose"}
    )
    (edit,) = Amendment.objects.get().written_anew

    assert edit.what is What.VALUE
    assert isinstance(edit.after, dict)
    assert edit.after["value"]["1"] == 13000


def page_fields(page: str) -> list[str]:
    return [f"value_{number}" for number in range(10) if f'name="value_{number}"' in page]


def test_the_form_of_a_programme_is_filled(browser: Client, scenario: Scenario) -> None:
    page = text(browser, f"/rules/{PROGRAMME}/change?scenario={scenario.pk}")
    then = next(
        each
        for each in pack_of(WULINGYUAN, JUNE, "nursing-for-grades-3-4").programmes
        if each.id == PROGRAMME
    )
    severe = next(each.text for each in then.conditions if each.id == "severe")

    assert field(page, "condition_severe") == severe
    assert "certificate_grade IN (1, 2)</textarea>" not in page
    assert "certificate_grade IN (1, 2)</textarea>" in text(browser, f"/rules/{PROGRAMME}/change")


def test_what_stands_meanwhile_is_not_proposed_again(
    cast: Cast, browser: Client, scenario: Scenario, django_capture_on_commit_callbacks: Any
) -> None:
    value = {"1": 13000, "2": 11000}
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong, rate(JUNE, value), start=JUNE)

    assert f"/values/{RATE}/change" not in text(browser, f"/scenarios/{scenario.pk}/propose")


def test_who_may_not_propose_is_not_led_there(sign_in: SignIn, scenario: Scenario) -> None:
    address = f"/scenarios/{scenario.pk}/propose"

    assert sign_in("tian_fang").get(address).status_code == 403
    assert sign_in("ran_jing").get(address).status_code == 404
    assert sign_in("ran_jing").get(f"/rules/{PROGRAMME}/change?scenario={scenario.pk}").status_code == 404
    assert address not in text(sign_in("tian_fang"), f"/scenarios/{scenario.pk}")


@pytest.mark.parametrize("named", ["x", "999999", "９", "1" * 30])
def test_a_scenario_that_is_none_fills_nothing(browser: Client, named: str) -> None:
    answer = browser.get(f"/rules/{PROGRAMME}/change?scenario={named}")

    assert answer.status_code in (200, 404)
