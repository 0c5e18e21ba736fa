"""Trying other rules on screen: the form, what it finds, keeping it, taking it away."""

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from pypdf import PdfReader

from tests.office.determination.register_of import cover, holder, on, stated
from tests.people import FENGSHAN, WULONG, XIEHE_VILLAGE
from tests.web.conftest import SignIn
from yingbao.office.audit.models import Act
from yingbao.office.register.models import Person, Standing
from yingbao.office.scenarios.models import Scenario

TOWN = "430811001001"
WIDER = "month=2026-06&reform=living-for-low-income"


@pytest.fixture
def browser(sign_in: SignIn) -> Client:
    return sign_in("zhou_min")


@pytest.fixture(autouse=True)
def _folk(cast: object) -> None:
    """陈一 of 协合乡 and 李明 of 军地坪街道 are of dibao-margin families; 赵青's income is not known."""
    cover(month=date(2026, 1, 1))
    for name, village in (("陈一", XIEHE_VILLAGE), ("=李明", TOWN)):
        person = holder(name, grade=3, village=village)
        on(person, "dibao_margin")
        stated(person, "low_income_family", "true")
    holder("赵青", grade=3)


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_form_offers_reforms_and_values_with_what_they_are_now(browser: Client) -> None:
    form = page(browser, "/scenarios/new")

    assert "生活补贴延伸到低收入家庭" in form
    assert 'name="value:living_allowance_rate"' in form
    assert "110.00 元" in form
    assert 'name="value:nursing_subsidy_rate:4"' in form


def test_what_is_filled_in_goes_into_the_address_and_nothing_else(browser: Client) -> None:
    answer = browser.post(
        "/scenarios/new",
        {
            "month": "2026-06",
            "reform": ["living-for-low-income"],
            "value:living_allowance_rate": "120",
            "value:nursing_subsidy_rate:1": "",
        },
    )

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/scenarios/try?{WIDER}&set=living_allowance_rate%3D120"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"month": "六月", "reform": "living-for-low-income"}, "2026-06"),
        ({"month": "2026-06"}, "勾选"),
        ({"month": "2026-06", "value:living_allowance_rate": "一百"}, "“一百”不是 0 到"),
        ({"month": "2026-06", "reform": "nothing"}, "没有改革方案“nothing”"),
        ({"month": "1999-01", "reform": "living-for-low-income"}, "1999"),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_what_was_written(
    browser: Client, sent: dict[str, str], said: str
) -> None:
    answer = browser.post("/scenarios/new", sent)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert said in text[text.index("govuk-error-summary") : text.index("<h1")]
    assert f'value="{sent["month"]}"' in text


def test_it_names_who_gains_and_says_what_it_costs_and_whom_to_ask(browser: Client) -> None:
    text = page(browser, f"/scenarios/try?{WIDER}&set=living_allowance_rate%3D120")

    assert "陈一" in text
    assert "=李明" in text
    assert "2,880.00 元" in text
    assert "规则没有写明由谁负担" in text
    resting = text[text.index("困难残疾人生活补贴的测算依据") :]
    assert "示例值，待核</span>" in resting[: resting.index("</p>")]
    assert "/values/living_allowance_rate/" in resting[: resting.index("</p>")]
    assert "是否低收入家庭" in text or "低收入" in text
    assert "<desc" in text
    assert "协合乡" in text
    assert not Scenario.objects.exists()


def test_an_effect_narrows_the_names(browser: Client) -> None:
    asked = page(browser, f"/scenarios/try?{WIDER}&effect=to_ask")

    people = asked[asked.index('id="people"') :]
    assert "赵青" in people
    assert "陈一" not in people
    assert browser.get(f"/scenarios/try?{WIDER}&effect=nothing").status_code == 404


def test_a_township_sees_its_own_people_only(sign_in: SignIn) -> None:
    text = page(sign_in("wu_gang"), f"/scenarios/try?{WIDER}")

    assert "陈一" in text
    assert "李明" not in text
    assert "1,320.00 元" in text
    assert "2,640.00 元" not in text


def test_who_moved_away_since_is_counted_and_not_named(browser: Client) -> None:
    browser.post(f"/scenarios/save?{WIDER}", {"title": "延伸"})
    chen = Person.objects.get(name="陈一")
    moved = holder("后来的名单", village=XIEHE_VILLAGE).source
    Standing.objects.filter(person=chen).update(ended_by=moved)
    Standing.objects.create(person=chen, county=WULONG, division_code=f"{FENGSHAN}001", source=moved)

    text = page(browser, f"/scenarios/{Scenario.objects.get().pk}")

    assert "陈一" not in text
    assert "2,640.00 元" in text
    assert "不再显示姓名" in text


def test_rules_that_decide_the_same_say_so(browser: Client) -> None:
    assert "不会有人受影响" in page(browser, "/scenarios/try?month=2026-06&set=living_allowance_rate%3D110")


def test_what_cannot_be_understood_is_told_with_a_way_back(browser: Client) -> None:
    text = page(browser, "/scenarios/try?month=2026-06&set=nothing%3D1")

    assert "没有参数“nothing”" in text
    assert "/scenarios/new?month=2026-06&amp;set=nothing%3D1" in text


def test_it_is_kept_listed_shown_and_taken_off(browser: Client) -> None:
    refused = browser.post(f"/scenarios/save?{WIDER}", {"title": ""})
    assert "请" in refused.content.decode()
    assert not Scenario.objects.exists()

    saved = browser.post(f"/scenarios/save?{WIDER}", {"title": "延伸试算", "note": "给残工委"})

    kept = Scenario.objects.get()
    assert saved.headers["Location"] == f"/scenarios/{kept.pk}"
    assert "延伸试算" in page(browser, "/scenarios/")
    text = page(browser, f"/scenarios/{kept.pk}")
    assert "给残工委" in text
    assert "陈一" in text
    assert "规则已有变化" not in text
    assert browser.post(f"/scenarios/{kept.pk}/end").headers["Location"] == "/scenarios/"
    assert "延伸试算" not in page(browser, "/scenarios/").split("<main")[1].split("</main")[0].replace(
        "“", ""
    )
    assert browser.get(f"/scenarios/{kept.pk}").status_code == 404


def test_it_is_told_when_the_rules_changed_since(browser: Client) -> None:
    browser.post(f"/scenarios/save?{WIDER}", {"title": "延伸"})
    Scenario.objects.update(digest_then="other")

    assert "规则已有变化" in page(browser, f"/scenarios/{Scenario.objects.get().pk}")


def test_a_kept_one_whose_reform_is_gone_shows_what_was_found_then(browser: Client) -> None:
    browser.post(f"/scenarios/save?{WIDER}", {"title": "延伸"})
    Scenario.objects.update(reforms=["taken-away"])

    text = page(browser, f"/scenarios/{Scenario.objects.get().pk}")

    assert "没有改革方案“taken-away”" in text
    assert "2,640.00 元" in text


def test_the_county_s_figures_are_not_shown_to_a_township(browser: Client, sign_in: SignIn) -> None:
    browser.post(f"/scenarios/save?{WIDER}", {"title": "延伸"})

    assert "2,640.00 元" in page(browser, "/scenarios/")
    assert "2,640.00 元" not in page(sign_in("wu_gang"), "/scenarios/")


def test_a_workbook_holds_the_figures_and_the_names_and_no_formula(browser: Client) -> None:
    answer = browser.post(f"/scenarios/workbook?{WIDER}")

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(book.sheetnames) == 4
    assert "陈一" in cells
    assert "'=李明" in cells
    assert any(cell.startswith("困难残疾人生活补贴：示例值，待核：") for cell in cells)
    assert any(cell.startswith("示例值，待核：") for cell in cells)
    assert "2640" in cells
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    act = Act.objects.get(verb="scenarios.what_if.exported")
    assert act.detail["rows"] == 3


def test_a_page_says_the_figures_in_chinese_and_names_nobody(browser: Client) -> None:
    answer = browser.post(f"/scenarios/sheet?{WIDER}")

    pdf = PdfReader(io.BytesIO(answer.content))
    text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "").replace(" ", "")
    assert len(pdf.pages) == 1
    assert "2,640.00元" in text
    assert "协合乡" in text
    assert "陈一" not in text
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]


@pytest.mark.parametrize("account", ["yang_mei", "shen_ji", "guan_li"])
def test_who_may_not_try_is_refused(sign_in: SignIn, account: str) -> None:
    browser = sign_in(account)

    for address in ("/scenarios/", "/scenarios/new", f"/scenarios/try?{WIDER}"):
        assert browser.get(address).status_code == 403, address
    assert browser.post(f"/scenarios/save?{WIDER}", {"title": "a"}).status_code == 403
