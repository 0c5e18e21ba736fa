"""The reasons of one programme come into the file where they are asked for; without JavaScript they have a page."""

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import Open
from tests.functional.test_every_page import faults
from tests.web.canaries import Canary

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_reasons_come_where_they_are_asked_for_by_keyboard(opened: Open, canaries: list[Canary]) -> None:
    page = opened("zhou_min")
    address = f"/persons/{canaries[0].person.pk}?month=2026-06"
    page.goto(address)
    page.locator("#group-no > a").press("Enter")
    expect(page.locator("#group-no > summary")).to_be_focused()
    row = page.locator("#p-medical_aid")

    row.get_by_role("link", name="逐项条件").press("Enter")

    expect(row.locator(".yb-reasons__item").first).to_be_visible()
    expect(row.locator("summary")).to_be_focused()
    assert page.url.endswith(address), "the file stays open"
    assert faults(page) == []

    page.goto(f"/persons/{canaries[0].person.pk}/programmes/medical_aid?month=2026-06")
    expect(page.locator(".yb-reasons__item").first).to_be_visible()
    assert faults(page) == []
