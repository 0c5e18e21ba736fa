"""Bringing a roster in: received, looked at, agreed to or set aside."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people import WULONG, make_source
from tests.web.canaries import Canary
from tests.web.conftest import SignIn
from yingbao.office.audit import actions as audit
from yingbao.office.register.choices import SourceState
from yingbao.office.register.models import Conflict, Source

pytestmark = pytest.mark.usefixtures("cast")
HEADER = "姓名,身份证号\n"


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Any) -> None:
    settings.UPLOAD_DIR = tmp_path


def form(content: str = HEADER, name: str = "低保名单.csv", **more: Any) -> dict[str, Any]:
    file = SimpleUploadedFile(name, content.encode())
    return {"file": file, "kind": "", "month": "2026-06", "division": "430811", **more}


def test_a_file_is_received_and_waits(sign_in: SignIn) -> None:
    answer = sign_in("zhou_min").post("/rosters/receive", form())

    source = Source.objects.get()
    assert answer.headers["Location"] == f"/rosters/{source.pk}"
    assert (source.name, source.state, source.received_by) == ("低保名单.csv", "received", "zhou_min")


def test_the_same_file_again_changes_nothing_and_says_so(sign_in: SignIn) -> None:
    browser = sign_in("zhou_min")
    browser.post("/rosters/receive", form())

    page = browser.post("/rosters/receive", form(), follow=True).content.decode()

    assert "以前已接收过" in page
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"file": ""},
        {"content": ""},
        {"name": "名单.pdf"},
        {"month": "六月"},
        {"month": "2062-06"},
        {"month": "1999-12"},
        {"division": WULONG},
        {"kind": "nothing"},
    ],
)
def test_what_cannot_be_received_is_said(sign_in: SignIn, wrong: dict[str, Any]) -> None:
    page = sign_in("zhou_min").post("/rosters/receive", form(**wrong)).content.decode()

    assert "有内容需要更正" in page
    assert not Source.objects.exists()


def test_a_file_beyond_the_limit_is_refused_and_the_limit_is_said(sign_in: SignIn, settings: Any) -> None:
    settings.ROSTER_MAX_BYTES = 10

    page = sign_in("zhou_min").post("/rosters/receive", form("x" * 11)).content.decode()

    assert "文件超过 0 MB" in page


def test_while_a_file_is_under_way_the_page_looks_again_by_itself(sign_in: SignIn) -> None:
    source = make_source("dibao", state=SourceState.READING, applied_at=None, position=120)
    page = sign_in("zhou_min").get(f"/rosters/{source.pk}").content.decode()

    assert '<meta http-equiv="refresh"' in page
    assert f'hx-get="/rosters/{source.pk}"' in page
    assert "已处理 120 行" in page


@pytest.mark.parametrize(("ended", "same", "warned"), [(300, 200, True), (9, 0, False), (20, 1000, False)])
def test_a_list_that_would_end_unusually_many_is_worth_a_second_look(
    sign_in: SignIn, ended: int, same: int, warned: bool
) -> None:
    counts = {"read": same, "planned": {"ended": ended, "same": same}}
    source = make_source("dibao", state=SourceState.READ, applied_at=None, counts=counts)

    assert ("请先核对" in sign_in("zhou_min").get(f"/rosters/{source.pk}").content.decode()) is warned


def test_refused_rows_are_told_in_sentences_and_can_be_taken_away(
    sign_in: SignIn, canaries: list[Canary]
) -> None:
    browser, address = sign_in("zhou_min"), f"/rosters/{canaries[0].source.pk}"
    page = browser.get(f"{address}?outcome=refused").content.decode()
    answer = browser.post(f"{address}/refused")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[arg-type]
    assert sheet is not None
    last = [cell.value for cell in list(sheet.iter_rows())[-1]]

    assert "身份证号：" in page
    assert last[:2] == ["3", canaries[0].name]
    assert "身份证号：" in str(last[2])


def test_what_was_shown_is_agreed_to_or_set_aside_once(sign_in: SignIn, canaries: list[Canary]) -> None:
    browser, source = sign_in("zhou_min"), canaries[0].source

    assert "已确认" in browser.post(f"/rosters/{source.pk}/confirm", follow=True).content.decode()
    assert "已经确认或放弃过" in browser.post(f"/rosters/{source.pk}/confirm", follow=True).content.decode()
    assert "已放弃" in browser.post(f"/rosters/{source.pk}/cancel", follow=True).content.decode()
    assert "已经确认或放弃过" in browser.post(f"/rosters/{source.pk}/cancel", follow=True).content.decode()
    source.refresh_from_db()
    assert source.state == SourceState.CANCELLED


def test_nobody_is_on_a_scheme_when_an_officer_says_so(sign_in: SignIn) -> None:
    counts = {"planned": {"same": 1}, "schemes": ["nursing_subsidy"]}
    source = make_source("two-allowances-payees", state=SourceState.READ, applied_at=None, counts=counts)
    browser, address = sign_in("xiang_dong"), f"/rosters/{source.pk}"
    assert "名单完整：没有人享受“困难残疾人生活补贴”" in browser.get(address).content.decode()

    said = browser.post(f"{address}/empty", {"scheme": "living_allowance"}, follow=True).content.decode()
    assert "目前没有改动任何数据" in said
    source.refresh_from_db()
    assert (source.state, source.said_empty) == ("received", ["living_allowance"])
    assert "名单完整：" not in browser.get(address).content.decode(), "it is being read again"
    again = browser.post(f"{address}/empty", {"scheme": "living_allowance"}, follow=True).content.decode()
    assert "已经确认或放弃过" in again


def test_a_file_refused_for_having_no_row_may_be_a_list_of_nobody(sign_in: SignIn) -> None:
    problem = '{"code": "only_header", "params": {}}'
    refused = make_source("tekun", state=SourceState.REFUSED, applied_at=None, problem=problem)
    other = make_source("tekun", state=SourceState.REFUSED, applied_at=None, problem='{"code": "no_rows"}')
    browser = sign_in("xiang_dong")

    assert "名单完整：没有人享受“特困" in browser.get(f"/rosters/{refused.pk}").content.decode()
    assert "名单完整：" not in browser.get(f"/rosters/{other.pk}").content.decode()


def test_a_file_that_got_a_new_place_in_time_is_found_under_its_old_address(sign_in: SignIn) -> None:
    source = make_source("dibao")
    audit.record(
        "register.source.applying", subject=f"source:{source.pk}", by="work", detail={"read_as": 990}
    )

    assert sign_in("zhou_min").get("/rosters/990").headers["Location"] == f"/rosters/{source.pk}"
    assert sign_in("ran_jing").get("/rosters/990").status_code == 404
    assert sign_in("zhou_min").get("/rosters/991").status_code == 404


def test_who_is_who_is_decided_with_a_reason(sign_in: SignIn, canaries: list[Canary]) -> None:
    browser, address = sign_in("zhou_min"), f"/conflicts/{canaries[0].conflict.pk}"

    assert "请说明如何得知" in browser.post(address, {"decision": "kept_apart"}).content.decode()
    wish = {"decision": "kept_apart", "reason": "已看双方身份证"}
    assert "已处理" in browser.post(address, wish, follow=True).content.decode()
    assert Conflict.objects.get(pk=canaries[0].conflict.pk).how == "kept_apart"
    assert "已有人处理过" in browser.post(address, wish).content.decode()


def test_two_rows_of_one_person_are_merged(sign_in: SignIn, canaries: list[Canary]) -> None:
    conflict = canaries[0].conflict
    conflict.other_person = canaries[1].person
    conflict.save(update_fields=["other_person"])
    wish = {"decision": f"merged:{canaries[1].person.pk}", "reason": "同一人，旧号已注销"}

    answer = sign_in("zhou_min").post(f"/conflicts/{conflict.pk}", wish)

    assert answer.status_code == 302
    canaries[0].person.refresh_from_db()
    assert canaries[0].person.merged_into == canaries[1].person


def test_a_township_officer_cannot_merge_with_someone_elsewhere(
    sign_in: SignIn, canaries: list[Canary]
) -> None:
    conflict = canaries[0].conflict
    conflict.other_person = canaries[1].person
    conflict.save(update_fields=["other_person"])
    browser, address = sign_in("tian_fang"), f"/conflicts/{conflict.pk}"

    assert canaries[1].name not in browser.get(address).content.decode()
    wish = {"decision": f"merged:{canaries[0].person.pk}", "reason": "同一人"}
    assert "有内容需要更正" in browser.post(address, wish).content.decode()
