"""A month of payments on screen: three officers, each with the acts of the own post, and nobody with two."""

import io
import re
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import banks
from tests.money import Treasury
from tests.money_people import FEN, JUNE, NURSING, make_account, make_payees, owe
from tests.office.payments.rolls import approved, drawn_up, prepared, sent
from tests.people import JUNDIPING
from tests.web.conftest import SignIn
from tests.web.money.conftest import said
from yingbao.edges.exchange.banks.formats import get_format
from yingbao.edges.web.money.yuan_field import YuanField
from yingbao.office.audit.models import Act
from yingbao.office.payments.choices import LineState, MonthState, RollState
from yingbao.office.payments.models import BankReturn, Line, LineProblem, PayMonth, Roll
from yingbao.office.payments.queries.rolls import paid_by_township
from yingbao.office.register.sealed_columns import SEALED
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
BANK = "bank-transfer"
JUNDIPING_VILLAGE = f"{JUNDIPING}001"
IN_MONTH = {"month": str(JUNE)}
SENT_ON = date(2026, 6, 24)
ON = {"on": str(SENT_ON)}


def funds(roll: Roll, fen: int, **more: str) -> dict[str, str]:
    return {"fund_county": f"{fen // 100}.{fen % 100:02d}", "digest": roll.digest, **ON, **more}


def answered(file: bytes, *refused: str) -> SimpleUploadedFile:
    """The bank's answer to its file: everything paid but the lines whose accounts are closed."""
    form = get_format(BANK)
    closed = banks.Said(ok=False, reason="销户")
    back = banks.answer(form, banks.paid_lines(form, file), dict.fromkeys(refused, closed), SENT_ON)
    return SimpleUploadedFile("回盘.csv", back)


def test_a_month_from_opening_to_closing(treasury: Treasury, sign_in: SignIn) -> None:
    payees = make_payees(3)
    preparer, approver, finance = (sign_in(each) for each in ("xiang_dong", "liu_kang", "peng_cai"))

    assert "开放本月" in said(preparer.get("/money/", IN_MONTH))
    assert "编制清册" not in said(preparer.get("/money/", IN_MONTH)), "the month is opened first"
    preparer.post("/money/open", IN_MONTH)
    assert "330.00" in said(preparer.get("/money/", IN_MONTH))
    given = {"programme": NURSING, "kind": "regular", "bank_format": BANK, "memo": "护理补贴"}
    assert "提交审批" in said(preparer.post(f"/rolls/new?month={JUNE}", given, follow=True))
    preparer.post(f"/rolls/new?month={JUNE}", given)
    roll = Roll.objects.get()
    assert preparer.post(f"/rolls/{roll.pk}/do/prepare").status_code == 302

    page = said(approver.get(f"/rolls/{roll.pk}/approve"))
    roll.refresh_from_db()
    assert roll.digest[:4] in page
    assert "向东" in page
    wrong = said(approver.post(f"/rolls/{roll.pk}/approve", funds(roll, 3 * FEN - 1)))
    assert "329.99" in wrong
    assert "必须相等" in wrong
    assert approver.post(f"/rolls/{roll.pk}/approve", funds(roll, 3 * FEN)).status_code == 302

    file = finance.post(f"/rolls/{roll.pk}/file", ON)
    assert file["Content-Disposition"].startswith("attachment")
    assert finance.post(f"/rolls/{roll.pk}/file").content == file.content, "taken again it is the same"
    assert finance.post(f"/rolls/{roll.pk}/do/send", ON).status_code == 302
    back = {"file": answered(file.content, "1"), **ON}
    read = said(finance.post(f"/rolls/{roll.pk}/return", back, follow=True))
    failed = Line.objects.get(state=LineState.FAILED)
    assert failed.name in read
    assert failed.number == 1
    assert "销户" in read
    assert "编制重发清册" in said(preparer.get(f"/rolls/{roll.pk}"))

    assert finance.post("/money/close", {**IN_MONTH, **ON}).status_code == 302
    assert PayMonth.objects.get().state == MonthState.CLOSED
    assert "已关账" in said(finance.get("/money/", IN_MONTH))
    assert finance.get("/money/sheet", IN_MONTH).content.startswith(b"%PDF")
    paid = PayMonth.objects.get().totals["programmes"][NURSING][str(LineState.SETTLED)]
    by_place = paid_by_township(treasury.finance, PayMonth.objects.get())
    assert sum(each.count for each in by_place) == paid["lines"]
    assert sum(each.fen for each in by_place) == paid["fen"]
    verbs = set(Act.objects.values_list("verb", flat=True))
    assert {"payments.month_sheet.taken", "payments.roll.filed_again", "payments.return.read"} <= verbs
    assert len(payees) == 3


def test_whoever_prepared_a_roll_does_not_approve_it(treasury: Treasury, sign_in: SignIn) -> None:
    make_payees(2)
    roll = prepared(treasury, drawn_up(treasury))
    answer = sign_in("xiang_dong").post(f"/rolls/{roll.pk}/approve", funds(roll, 2 * FEN))
    assert "须由另一名工作人员审批" in said(answer)
    roll.refresh_from_db()
    assert roll.state == RollState.PREPARED


def test_what_changed_since_it_was_shown_is_not_approved(treasury: Treasury, sign_in: SignIn) -> None:
    make_payees(2)
    roll = prepared(treasury, drawn_up(treasury))
    answer = sign_in("liu_kang").post(f"/rolls/{roll.pk}/approve", funds(roll, 2 * FEN, digest="0" * 64))
    assert "不一致" in said(answer)
    roll.refresh_from_db()
    assert roll.state == RollState.PREPARED


def test_acts_in_a_wrong_order_are_told_and_change_nothing(treasury: Treasury, sign_in: SignIn) -> None:
    make_payees(1)
    roll = drawn_up(treasury)
    finance, approver = sign_in("peng_cai"), sign_in("liu_kang")
    for browser, page in (
        (finance, "file"),
        (finance, "return"),
        (finance, "do/send"),
        (approver, "approve"),
    ):
        away = browser.get(f"/rolls/{roll.pk}/{page}")
        assert (away.status_code, away["Location"]) == (302, f"/rolls/{roll.pk}"), page
    assert "不能这样办理" in said(finance.post(f"/rolls/{roll.pk}/do/send", ON))
    assert "不能这样办理" in said(finance.post(f"/rolls/{roll.pk}/file", ON))
    assert "岗位" in said(finance.post(f"/rolls/{roll.pk}/do/prepare"))
    assert approver.post(f"/rolls/{roll.pk}/do/cancel", {"why": ""}).status_code == 200, "it says why"
    roll.refresh_from_db()
    assert roll.state == RollState.BUILT
    assert not BankReturn.objects.exists()


def test_nobody_pays_without_the_post_for_it(treasury: Treasury, sign_in: SignIn) -> None:
    make_payees(1)
    roll = prepared(treasury, drawn_up(treasury))
    line = roll.lines.get()
    finance, township, auditor = (sign_in(each) for each in ("peng_cai", "wu_gang", "shen_ji"))
    for browser in (finance, township, auditor):
        assert browser.get(f"/rolls/{roll.pk}/approve").status_code == 403
        assert browser.get(f"/rolls/lines/{line.pk}/leave-out").status_code == 403
    for browser in (township, auditor):
        assert browser.get(f"/rolls/{roll.pk}/file").status_code == 403
        assert browser.post("/money/open", {"month": "2026-07"}).status_code == 403
    assert sign_in("ran_jing").get(f"/rolls/{roll.pk}").status_code == 404


def test_a_township_sees_its_own_lines_and_no_sums_of_others(treasury: Treasury, sign_in: SignIn) -> None:
    (here,), (there,) = make_payees(1, fen=12_300), make_payees(1, fen=45_600, division=JUNDIPING_VILLAGE)
    roll = drawn_up(treasury)
    township = sign_in("wu_gang")
    pages = ["/rolls/", f"/rolls/{roll.pk}", f"/rolls/{roll.pk}/lines", f"/rolls/{roll.pk}/differences"]
    shown = [said(township.get(page)) for page in [*pages, f"/money/?month={JUNE}"]]
    assert all("456.00" not in page and "579.00" not in page for page in shown)
    assert here.person.name in shown[2]
    assert there.person.name not in shown[2] + shown[3]
    assert township.get(f"/rolls/lines/{roll.lines.get(person=there.person).pk}").status_code == 404
    assert township.get("/money/sheet", IN_MONTH).status_code == 404
    Line.objects.filter(person=here.person).update(division_code=JUNDIPING_VILLAGE)
    assert township.get(f"/rolls/{roll.pk}").status_code == 404, "no line of it is the township's any more"


def test_what_stands_against_a_line_is_accepted_or_the_line_left_out(
    treasury: Treasury, sign_in: SignIn
) -> None:
    one, other = make_payees(2)
    for payee in (one, other):
        make_account(payee.person, holder="张小军")
    roll = drawn_up(treasury)
    browser = sign_in("xiang_dong")
    first = roll.lines.get(person=one.person)
    against = list(LineProblem.objects.filter(line=first))
    assert against
    assert first.name in said(browser.get(f"/rolls/{roll.pk}/lines?problem={against[0].kind}"))
    assert "没有核对" in said(browser.post(f"/rolls/{roll.pk}/do/prepare"))
    for problem in against:
        assert "请写明理由" in said(browser.post(f"/rolls/problems/{problem.pk}/accept", {"why": " "}))
        browser.post(f"/rolls/problems/{problem.pk}/accept", {"why": "看过存折"})
    assert "看过存折" in said(browser.get(f"/rolls/lines/{first.pk}"))
    second = roll.lines.get(person=other.person)
    browser.post(f"/rolls/lines/{second.pk}/leave-out", {"why": "账户待核实"})
    assert browser.post(f"/rolls/{roll.pk}/do/prepare").status_code == 302
    roll.refresh_from_db()
    assert (roll.state, roll.lines_in, roll.total_fen) == (RollState.PREPARED, 1, FEN)
    away = browser.get(f"/rolls/lines/{first.pk}/leave-out")
    assert away.status_code == 302, "what waits for approval is sent back first"


def test_accounts_are_masked_wherever_lines_stand(treasury: Treasury, sign_in: SignIn) -> None:
    (payee,) = make_payees(1)
    roll = sent(treasury, drawn_up(treasury))
    clear = SEALED["bankaccount.account"].clear(payee.account)
    browser = sign_in("xiang_dong")
    line = roll.lines.get()
    for page in (f"/rolls/{roll.pk}", f"/rolls/{roll.pk}/lines", f"/rolls/lines/{line.pk}"):
        assert clear not in said(browser.get(page))
    taken = browser.post(f"/rolls/{roll.pk}/lines/export")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(taken.streaming_content))).active
    rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert clear not in str(rows)
    assert any(clear[-4:] in cell for cell in rows[-1])
    assert payee.person.name in rows[-1]
    assert Act.objects.filter(verb="payments.lines.exported", subject=f"roll:{roll.pk}").count() == 1


def test_differences_from_last_month_are_told_with_their_reason(treasury: Treasury, sign_in: SignIn) -> None:
    may = Month(2026, 5)
    stays, more, gone = make_payees(3, months=(may,))
    sent(treasury, drawn_up(treasury, month=may))
    for payee in (stays, more):
        owe(payee, JUNE, FEN)
    owe(more, may, FEN + 500)
    (new,) = make_payees(1, months=(JUNE,))
    roll = drawn_up(treasury)
    browser = sign_in("liu_kang")
    told = {
        kind: said(browser.get(f"/rolls/{roll.pk}/differences?which={kind}"))
        for kind in ("new", "stopped", "changed")
    }
    names = {
        kind: [
            each.person.name
            for each in (stays, more, gone, new)
            if f"/persons/{each.person.pk}/money" in page
        ]
        for kind, page in told.items()
    }
    assert names == {
        "new": [new.person.name], "stopped": [gone.person.name], "changed": [more.person.name],
    }  # fmt: skip
    assert "首次发放" in told["new"]
    assert "本月无应发" in told["stopped"]
    assert "含补发以前月份" in told["changed"]
    assert all(f"{words} 1" in said(browser.get(f"/rolls/{roll.pk}")) for words in ("新增", "金额变化"))


def test_a_return_that_is_not_right_changes_nothing(treasury: Treasury, sign_in: SignIn) -> None:
    make_payees(2)
    roll = approved(treasury, drawn_up(treasury))
    finance = sign_in("peng_cai")
    file = finance.post(f"/rolls/{roll.pk}/file", ON).content
    finance.post(f"/rolls/{roll.pk}/do/send", ON)
    rows = answered(file).read().decode("gb18030").splitlines(keepends=True)
    for why, wrong in {
        "half of it": rows[:2],
        "a line twice": [*rows[:2], rows[1], *rows[2:]],
        "other accounts": [row.replace("6230", "6231") for row in rows],
    }.items():
        back = SimpleUploadedFile("回盘.csv", "".join(wrong).encode("gb18030"))
        answer = said(finance.post(f"/rolls/{roll.pk}/return", {"file": back, **ON}))
        assert "文件未被接收" in answer, why
        assert set(roll.lines.values_list("state", flat=True)) == {LineState.SENT}, why
    assert not BankReturn.objects.exists()
    right = SimpleUploadedFile("回盘.csv", "".join(rows).encode("gb18030"))
    assert finance.post(f"/rolls/{roll.pk}/return", {"file": right, **ON}).status_code == 302


@pytest.mark.parametrize(
    ("written", "fen"),
    [("330", 33000), ("1，234.5元", 123450), ("０.0１", 1), ("1,000,000.00", 100000000)],
)
def test_amounts_are_read_as_an_office_writes_them(written: str, fen: int) -> None:
    assert YuanField().clean(written) == fen


@pytest.mark.parametrize("written", ["", "1.234", "-1", "1e3", "abc", "１.５.1"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        YuanField().clean(written)


def test_more_lines_ask_no_more_questions(treasury: Treasury, sign_in: SignIn) -> None:
    make_payees(1, months=(JUNE.previous,))
    make_payees(4)
    rolls = [drawn_up(treasury, month=JUNE.previous), drawn_up(treasury)]
    browser = sign_in("liu_kang")

    def asked(roll: Roll, page: str) -> int:
        browser.get(f"/rolls/{roll.pk}{page}")
        with CaptureQueriesContext(connection) as queries:
            said(browser.get(f"/rolls/{roll.pk}{page}"))
        return len(queries)

    assert len({asked(roll, "/lines") for roll in rolls}) == 1


def test_a_roll_of_nothing_is_sent_without_a_file(treasury: Treasury, sign_in: SignIn) -> None:
    (payee,) = make_payees(1, months=(JUNE.previous,))
    owe(payee, JUNE.previous, 0)
    roll = approved(treasury, drawn_up(treasury))
    finance = sign_in("peng_cai")
    page = said(finance.get(f"/rolls/{roll.pk}"))
    assert "登记已送银行" in page
    assert f"/rolls/{roll.pk}/file" not in page
    finance.post(f"/rolls/{roll.pk}/do/send", ON)
    roll.refresh_from_db()
    assert roll.state == RollState.CLOSED


def test_every_act_open_to_an_officer_has_its_page(treasury: Treasury, sign_in: SignIn) -> None:
    make_payees(1)
    roll = drawn_up(treasury)
    browser = sign_in("xiang_dong")
    pages = re.findall(rf'href="(/rolls/{roll.pk}/do/[a-z-]+)"', said(browser.get(f"/rolls/{roll.pk}")))
    assert [page.rpartition("/")[2] for page in pages] == ["prepare", "check", "cancel"]
    assert all('<form method="post" novalidate>' in said(browser.get(page)) for page in pages)
