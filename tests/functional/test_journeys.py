"""What an officer does in a morning: by keyboard alone, and without JavaScript."""

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.functional.conftest import Open, click, leads_on
from tests.people import PASSWORD
from tests.web.canaries import Canary
from yingbao.office.audit.models import Act
from yingbao.office.register.models import Source, StatedFact

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def tab_to(page: Page, text: str, tag: str = "", *, most: int = 150) -> None:
    """Press Tab until what has the focus says this."""
    for _ in range(most):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "() => { const e = document.activeElement;"
            " const named = e.ariaLabel || (e.labels && e.labels[0] ? e.labels[0].innerText : '');"
            " return [e.tagName, (named || e.innerText || e.value || '').trim()]; }"
        )
        fits = f"{said[1]} ".startswith(f"{text} ") if tag == "A" else text in said[1]
        if fits and (not tag or said[0] == tag):
            return
    raise AssertionError(f"Tab never reached {text}")


def test_from_signing_in_to_an_exported_list_by_keyboard(opened: Open, canaries: list[Canary]) -> None:
    page = opened()
    tab_to(page, "跳到正文")
    page.keyboard.press("Enter")
    tab_to(page, "用户名", "INPUT")
    page.keyboard.type("zhou_min")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="武陵源区").wait_for()
    tab_to(page, "名单", "A")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="应享未享").wait_for()
    tab_to(page, "待查", "A")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="待查").wait_for()
    tab_to(page, "姓名或拼音", "INPUT")
    page.keyboard.type("mjd")
    page.keyboard.press("Enter")
    page.wait_for_url("**name=mjd**")
    tab_to(page, "导出这", "BUTTON")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")

    cells = openpyxl.load_workbook(io.BytesIO(Path(taken.value.path()).read_bytes())).active
    assert cells is not None
    names = [row[2].value for row in cells.iter_rows(min_row=4)]
    assert set(names) == {canaries[0].name}
    assert Act.objects.get(verb="determination.list.exported").detail["rows"] == len(names)


def test_the_focus_is_always_visible(opened: Open) -> None:
    page = opened("zhou_min")
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' && s.outlineWidth !== '0px' || s.boxShadow !== 'none'; }"
        )
        if not shown:
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))

    assert unseen == []


def test_everything_works_without_javascript(opened: Open, canaries: list[Canary], tmp_path: Path) -> None:
    page = opened("zhou_min", java_script_enabled=False)
    size = page.get_by_role("group", name="字号")
    leads_on(page, size.get_by_role("button", name="特大").click)
    assert "yb-text-largest" in (page.locator("html").get_attribute("class") or "")
    leads_on(page, size.get_by_role("button", name="标准").click)

    leads_on(page, page.get_by_role("link", name="待查").first.click)
    leads_on(page, page.get_by_role("link", name=f"填写 {canaries[0].name}").first.click)
    page.get_by_role("textbox").first.fill("2030-12-31")
    page.get_by_label("如何得知？").fill("看过残疾人证原件")
    click(page, "提交")
    assert "已保存" in page.get_by_role("status").inner_text()
    assert StatedFact.objects.get().person == canaries[0].person

    roster = tmp_path / "低保名单.csv"
    roster.write_text("姓名,身份证号\n王秀兰,1\n", encoding="utf-8")
    leads_on(page, page.get_by_role("link", name="数据").first.click)
    leads_on(page, page.get_by_role("link", name="导入名单").first.click)
    page.get_by_label("文件").set_input_files(roster)
    page.get_by_label("名单所属月份").fill("2026-06")
    click(page, "接收并读取")
    assert page.get_by_role("status").inner_text().startswith("已接收")
    assert Source.objects.filter(name="低保名单.csv").exists()


def test_a_number_is_shown_for_a_reason_and_then_gone(opened: Open, canaries: list[Canary]) -> None:
    page = opened("tian_fang")
    page.goto(f"/persons/{canaries[0].person.pk}")
    assert canaries[0].number not in page.content()
    click(page, "显示 公民身份号码", "link")
    click(page, "显示号码")
    assert "请说明" in page.get_by_role("alert").inner_text()
    page.get_by_label("查看原因").fill("电话预约入户")
    click(page, "显示号码")
    assert canaries[0].number in page.content()
    assert canaries[0].number not in page.url
    assert Act.objects.get(verb="register.number.revealed").reason == "电话预约入户"


def test_reading_aloud_is_offered_only_with_a_voice(opened: Open) -> None:
    page = opened()
    assert page.get_by_role("button", name="朗读").count() == 0

    page.context.add_init_script(
        "Object.defineProperty(window, 'speechSynthesis', {value: {speaking: false,"
        " getVoices: () => [{lang: 'zh-CN'}], speak() {}, cancel() {}}});"
    )
    page.goto("/sign-in")

    assert page.get_by_role("button", name="朗读").count() == 1
