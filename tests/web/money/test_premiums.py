"""A premium on screen: the organisation, the frozen list, one sum with a list of names, and its answer."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.money import Treasury
from tests.money_people import JUNE, make_payees, owe
from tests.office.payments.rolls import approved
from tests.people import NOON
from tests.web.conftest import SignIn
from tests.web.money.conftest import said
from yingbao.office.determination.actions import determine
from yingbao.office.payments.choices import LineState, ProposalState, RollState
from yingbao.office.payments.models import Line, Payee, PayeeAccount, Roll
from yingbao.office.provision.choices import Per
from yingbao.office.provision.models import Freezing, Reckoning
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
MEDICAL, FEN, NUMBER = "medical_premium", 40_000, "6205220010012345678"
ON = {"on": str(date(2026, 6, 24))}
ACCOUNT = {"holder": "武陵源区税务局", "number": NUMBER, "bank": "工商银行", "document": "武财社〔2026〕8号"}
OFFICE = {**ACCOUNT, "kind": "insurer", "name": "武陵源区税务局", "credit_code": "91110000802100433B"}


def workbook(rows: list[list[Any]]) -> SimpleUploadedFile:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return SimpleUploadedFile("回执.xlsx", out.getvalue())


def test_an_organisation_is_entered_by_one_officer_and_approved_by_another(
    treasury: Treasury, sign_in: SignIn
) -> None:
    preparer, approver = sign_in("xiang_dong"), sign_in("liu_kang")

    assert "共18位" in said(preparer.get("/money/payees/new"))
    assert "请核对全部18位" in said(preparer.post("/money/payees/new", {**OFFICE, "credit_code": "1" * 18}))
    assert "8至32位" in said(preparer.post("/money/payees/new", {**OFFICE, "number": "12"}))
    page = said(preparer.post("/money/payees/new", OFFICE, follow=True))
    payee = Payee.objects.get()
    assert NUMBER not in page
    assert NUMBER[-4:] in page
    assert "审核待定账户" not in page, "whoever proposed it does not decide"

    assert "审核待定账户" in said(approver.get(f"/money/payees/{payee.pk}"))
    given = {"verdict": "approve"}
    own = preparer.post(f"/money/payees/{payee.pk}/decide", given)
    assert "须由另一位工作人员决定" in said(own)
    assert "有效" in said(approver.post(f"/money/payees/{payee.pk}/decide", given, follow=True))
    assert PayeeAccount.objects.get().state == ProposalState.APPROVED
    assert "9999" in said(
        preparer.post(
            f"/money/payees/{payee.pk}/account", {**ACCOUNT, "number": "62052200109999"}, follow=True
        )
    )
    assert "武陵源区税务局" in said(sign_in("peng_cai").get("/money/payees"))
    township = sign_in("tian_fang")
    assert "武陵源区税务局" not in said(township.get("/money/payees"))
    assert township.get(f"/money/payees/{payee.pk}").status_code == 404


def test_one_sum_goes_out_with_a_list_of_names(treasury: Treasury, sign_in: SignIn) -> None:
    people = make_payees(2, programme=MEDICAL, months=())
    for each in people:
        owe(each, Month(2026, 1), FEN, per=Per.YEAR)
    preparer, approver, finance = (sign_in(each) for each in ("xiang_dong", "liu_kang", "peng_cai"))
    preparer.post("/money/payees/new", OFFICE)
    payee = Payee.objects.get()
    preparer.post("/money/open", {"month": str(JUNE)})
    new = f"/rolls/new?month={JUNE}"
    given = {"programme": MEDICAL, "kind": "regular", "bank_format": "bank-transfer", "memo": "医保代缴"}

    assert "统一收款单位" in said(preparer.get(new))
    assert "请选择统一收款单位" in said(preparer.post(new, given))
    assert "尚未经另一名工作人员审核" in said(preparer.post(new, {**given, "payee": payee.pk}))
    approver.post(f"/money/payees/{payee.pk}/decide", {"verdict": "approve"})
    page = said(preparer.post(new, {**given, "payee": payee.pk}, follow=True))
    roll = Roll.objects.get()
    assert "武陵源区税务局 · 工商银行" in page
    assert NUMBER not in page
    approved(treasury, roll)
    assert "下载代缴人员名单" not in said(finance.get(f"/rolls/{roll.pk}")), "first the bank file"
    file = finance.post(f"/rolls/{roll.pk}/file", ON).content.decode("gb18030")
    assert f"1,武陵源区税务局,{NUMBER},800.00" in file
    assert "下载代缴人员名单" in said(finance.get(f"/rolls/{roll.pk}"))
    assert "下载代缴人员名单" not in said(preparer.get(f"/rolls/{roll.pk}"))

    names = finance.post(f"/rolls/{roll.pk}/names")
    table = openpyxl.load_workbook(io.BytesIO(names.content)).worksheets[0]
    rows = [list(row) for row in table.iter_rows(values_only=True)]
    assert [row[1] for row in rows[2:4]] == [line.name for line in Line.objects.order_by("number")]
    assert {row[3] for row in rows[2:4]} == {"协合乡"}
    assert rows[4][:2] == ["合计", "2人"]

    finance.post(f"/rolls/{roll.pk}/do/send", ON)
    told = [[], ["参保状态", "未参保原因"], ["已参保"], ["未参保", "已在外地参保"], []]
    back = workbook([row + more for row, more in zip(rows, told, strict=True)])
    assert "按人回执" in said(finance.get(f"/rolls/{roll.pk}/return"))
    assert "回执.xlsx" in said(
        finance.post(f"/rolls/{roll.pk}/return", {"file": back, "said_by": "payee", **ON}, follow=True)
    )
    assert list(Line.objects.order_by("number").values_list("state", flat=True)) == [
        LineState.SETTLED,
        LineState.FAILED,
    ]
    roll.refresh_from_db()
    assert roll.state == RollState.CLOSED
    line = Line.objects.get(number=1)
    assert "付至统一收款单位账户" in said(preparer.get(f"/rolls/lines/{line.pk}"))
    assert "武陵源区税务局" in said(preparer.get(f"/persons/{line.person_id}/money"))


def test_a_list_is_frozen_by_a_month_that_is_named(treasury: Treasury, sign_in: SignIn) -> None:
    browser = sign_in("xiang_dong")
    given = {"programme": MEDICAL, "year": "2027", "month": "2026-06"}

    assert "还没有冻结名单" in said(browser.get("/money/premiums"))
    assert "本月尚未认定" in said(browser.post("/money/premiums", given))
    determine(county="430811", month=JUNE, at=NOON, by="test")
    assert "上一年的月份" in said(browser.post("/money/premiums", {**given, "year": "2026"}))
    assert "2027" in said(browser.post("/money/premiums", given, follow=True))
    assert Freezing.objects.get().month == JUNE.first_day
    assert Reckoning.objects.get().month == JUNE.first_day
    assert "已按另一个月份冻结" in said(browser.post("/money/premiums", {**given, "month": "2026-05"}))
