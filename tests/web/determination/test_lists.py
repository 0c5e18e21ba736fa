"""The four lists on screen: filters stand in the address, numbers do not; what is empty says what to do."""

import io
from datetime import date
from urllib.parse import quote

import openpyxl
import pytest
from django.test import Client

from tests.office.determination.register_of import cover
from tests.people import NOON
from tests.web.canaries import Canary
from tests.web.conftest import SignIn
from yingbao.office.audit.models import Act
from yingbao.office.determination.models import Run
from yingbao.office.register.models import Coverage


@pytest.fixture
def browser(sign_in: SignIn) -> Client:
    return sign_in("zhou_min")


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_row_says_who_why_and_by_which_clause(browser: Client, canaries: list[Canary]) -> None:
    shown = page(browser, "/lists/ask")

    assert f'href="/persons/{canaries[0].person.pk}"' in shown
    assert "知道后即可认定" in shown
    assert "填写" in shown


def test_filters_narrow_the_list_and_stay_in_the_address(browser: Client, canaries: list[Canary]) -> None:
    shown = page(browser, "/lists/ask?township=430811201")

    assert canaries[1].name in shown
    assert canaries[0].name not in shown
    assert '<option value="430811201" selected>' in shown
    assert "/lists/ask/export?month=2026-06&amp;township=430811201" in shown


def test_a_name_is_found_by_the_beginning_of_its_pinyin(browser: Client, canaries: list[Canary]) -> None:
    shown = page(browser, "/lists/ask?name=gongzh")

    assert canaries[1].name in shown
    assert canaries[0].name not in shown


def test_those_of_whom_only_the_county_is_known_are_a_filter_of_their_own(
    browser: Client, canaries: list[Canary]
) -> None:
    canaries[0].person.standings.update(division_code="430811")

    shown = page(browser, "/lists/ask?township=430811")

    assert canaries[0].name in shown
    assert canaries[1].name not in shown


def test_a_number_never_stays_in_an_address(browser: Client, canaries: list[Canary]) -> None:
    for number in (canaries[0].number, "４３０８１１１９"):
        answer = browser.get(f"/lists/ask?name={quote(number)}")
        assert answer.headers["Location"] == "/persons/"


@pytest.mark.usefixtures("canaries")
def test_empty_lists_say_what_to_do(browser: Client) -> None:
    assert "无需处理" in page(browser, "/lists/wrong")
    assert "没有符合筛选条件的记录" in page(browser, "/lists/ask?programme=nothing")
    assert "尚未认定" in page(browser, "/lists/ask?month=2027-01")


@pytest.mark.usefixtures("canaries")
@pytest.mark.parametrize("address", ["/lists/other", "/lists/ask?month=June", "/lists/ask?month=2026-13"])
def test_what_there_is_not_is_not_found(browser: Client, address: str) -> None:
    assert browser.get(address).status_code == 404


@pytest.mark.usefixtures("canaries")
@pytest.mark.parametrize("number", ["0", "-1", "x", "999999999999", "２"])
def test_a_page_that_is_not_there_is_the_nearest_one(browser: Client, number: str) -> None:
    assert "第 1 至" in page(browser, f"/lists/ask?page={quote(number)}")


def test_an_export_holds_every_row_and_is_recorded(browser: Client, canaries: list[Canary]) -> None:
    answer = browser.post("/lists/ask/export?month=2026-06&township=430811201")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[arg-type]
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert "周敏 (zhou_min)" in str(rows[1][0])
    assert rows[2][:4] == ["乡镇（街道）", "村（社区）", "姓名", "项目"]
    assert {row[2] for row in rows[3:]} == {canaries[1].name}
    act = Act.objects.get(verb="determination.list.exported")
    assert (act.by, act.subject) == ("zhou_min", "list:ask:2026-06")
    assert act.detail["rows"] == len(rows) - 3


@pytest.mark.usefixtures("canaries")
def test_the_village_worker_sees_the_list_but_takes_nothing_away(sign_in: SignIn) -> None:
    browser = sign_in("yang_mei")

    assert "导出" not in page(browser, "/lists/ask")
    assert browser.post("/lists/ask/export?month=2026-06").status_code == 403


def test_the_month_is_shown_with_its_figures(browser: Client, canaries: list[Canary]) -> None:
    shown = page(browser, "/")

    assert "武陵源区 · 2026年6月" in shown
    assert "军地坪街道" in shown
    assert "重新认定全部人员" in shown


def test_before_anything_is_determined_home_says_what_to_do(browser: Client) -> None:
    assert "请先导入本月名单" in page(browser, "/")


def test_who_sees_no_lists_is_led_to_the_plan(sign_in: SignIn) -> None:
    assert sign_in("guan_li").get("/").headers["Location"] == "/plan/"


def test_a_programme_without_a_payee_list_is_named_once(browser: Client, canaries: list[Canary]) -> None:
    assert "无法判断" not in page(browser, "/lists/missed")
    Coverage.objects.filter(scheme="living_allowance").delete()

    shown = page(browser, "/lists/missed")

    assert "还没有收到“困难残疾人生活补贴”的发放名单，暂时无法判断谁应享未享。" in shown
    assert shown.count("无法判断") == 1
    assert "无法判断" not in page(browser, "/lists/wrong")


def test_a_month_without_rules_says_so(browser: Client, canaries: list[Canary]) -> None:
    assert "这个月的政策规则尚未收录" in page(browser, "/lists/missed?month=1999-12")


@pytest.mark.parametrize("address", ["/", "/lists/missed", "/lists/changed"])
@pytest.mark.parametrize("month", ["0001-01", "9999-12"])
def test_no_page_is_about_an_absurd_month(
    browser: Client, canaries: list[Canary], address: str, month: str
) -> None:
    assert browser.get(f"{address}?month={month}").status_code == 404


def test_a_month_far_ahead_is_not_determined_on_demand(browser: Client, canaries: list[Canary]) -> None:
    before = Run.objects.count()

    answer = browser.post("/runs/ask", {"month": "2830-01"}, follow=True)

    assert "最早提前一个月" in answer.content.decode()
    assert Run.objects.count() == before


def test_a_month_far_ahead_is_nobodys_first_page(browser: Client, canaries: list[Canary]) -> None:
    june = Run.objects.filter(month="2026-06-01").first()
    assert june is not None
    Run.objects.create(
        county=june.county, month="2830-01-01", pack_id=june.pack_id, state=june.state, by="x",
        asked_at=june.asked_at, finished_at=june.finished_at,
    )  # fmt: skip

    assert "2026年6月</h1>" in page(browser, "/")
    assert "2830年1月</h1>" in page(browser, "/?month=2830-01")


def test_a_failed_determination_is_told_to_those_who_may_ask_again(sign_in: SignIn) -> None:
    made = {"county": "430811", "month": "2026-06-01", "by": "zhou_min", "asked_at": NOON}
    Run.objects.create(state="failed", problem="programmes/x.yaml:3:1: 不认识", **made)

    shown = page(sign_in("zhou_min"), "/")
    assert "2026年6月的认定没有完成" in shown
    assert "programmes/x.yaml:3:1" in shown
    assert "没有完成" not in page(sign_in("tian_fang"), "/")
    assert "没有完成" not in page(sign_in("ran_jing"), "/")


def test_the_list_of_those_missed_names_the_townships_without_a_list(
    browser: Client, canaries: list[Canary]
) -> None:
    cover("nursing_subsidy", month=date(2026, 6, 1), division="430811001")

    shown = page(browser, "/lists/missed?month=2026-06")

    assert "本月尚未收到以下乡镇（街道）的“重度残疾人护理补贴”发放名单：协合乡" in shown
    assert "协合乡。" not in page(browser, "/lists/wrong?month=2026-06")
