"""Changing a rule in a browser: hints while one types, and the whole way by keyboard and without JavaScript."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import LONG, Open
from tests.web.canaries import Canary
from yingbao.office.rulebook.models import Amendment

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("canaries")]
CHANGE = "/rules/nursing_subsidy/change"
SEVERE = "残疾等级为一级或二级（重度）"


@pytest.fixture(autouse=True)
def _own_amendments(tmp_path: Path, settings: Any) -> None:
    settings.AMENDMENTS_DIR = tmp_path / "amendments"


def test_a_fault_is_marked_while_one_types(opened: Open) -> None:
    page = opened("zhou_min")
    page.goto(CHANGE)
    page.get_by_label(SEVERE, exact=True).fill("")
    page.get_by_label(SEVERE, exact=True).press_sequentially("等级 = 1")

    expect(page.locator("#tried mark")).to_have_text("等级", timeout=LONG)
    page.get_by_label(SEVERE, exact=True).fill("")
    page.get_by_label(SEVERE, exact=True).press_sequentially("残疾等级 = 1")
    expect(page.locator("#tried")).to_contain_text("个案例的结果会不同", timeout=LONG)


def test_a_rule_is_tried_and_proposed_without_javascript(opened: Open) -> None:
    page = opened("zhou_min", java_script_enabled=False)
    page.goto(CHANGE)
    page.get_by_label(SEVERE, exact=True).fill("残疾等级 = 1")
    page.get_by_role("button", name="试算").click()
    expect(page.locator("#tried")).to_contain_text("个案例的结果会不同", timeout=LONG)

    page.get_by_label("依据哪份文件").fill("武民发〔2026〕3号")
    page.get_by_label("理由").fill("新文件只给一级")
    page.get_by_role("button", name="提交第二人决定").click()
    expect(page.get_by_role("main")).to_contain_text("等待第二人决定", timeout=LONG)
    assert Amendment.objects.filter(edits__0__what="condition").exists()


def test_the_second_officer_decides_by_keyboard(opened: Open, canaries: list[Canary]) -> None:
    page = opened("xiang_dong")
    page.goto(f"/amendments/{canaries[0].amendment}")
    approve = page.get_by_label("同意：从所写月份起施行")
    approve.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_contain_text("已批准", timeout=LONG)
