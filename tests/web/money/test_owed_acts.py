"""What is taken over, demanded back, given up and budgeted on screen: each by the officers it takes, each once."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.db.models import Sum
from django.utils import timezone

from tests.money import take_over_waiting
from tests.money_people import JUNE, NURSING, Payee, make_payees, owe
from tests.office.casework.desk import open_offices
from tests.office.determination.register_of import cover
from tests.people import JUNDIPING, NOON, make_person, make_source, make_spell
from tests.web.conftest import SignIn
from tests.web.money.conftest import said
from yingbao.edges.jobs.running import do_next_job
from yingbao.office.casework.models import Award
from yingbao.office.jobs.models import Job
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.actions.moving import move
from yingbao.office.ledger.choices import AccountKind, Entry
from yingbao.office.payments.actions import carrying_on
from yingbao.office.payments.actions.checking_book import check_book
from yingbao.office.payments.models import BudgetEntry, Discharge, Receivable, Recovery, TakeOver, WriteOff
from yingbao.office.payments.queries.takeovers import NotByList
from yingbao.office.provision.models import Due

pytestmark = pytest.mark.django_db
PREPARER, APPROVER, FINANCE = "xiang_dong", "liu_kang", "peng_cai"


def overpaid(division: str = "430811201203") -> Payee:
    """Someone a list paid in June, of whom it is known by now that nothing was owed."""
    (payee,) = make_payees(1, months=[], division=division)
    first = owe(payee, JUNE, 9_000)
    takeover, _ = TakeOver.objects.get_or_create(
        county="430811",
        programme=NURSING,
        defaults={
            "source": payee.award.carried_from,
            "since": date(2026, 1, 1),
            "first_month": date(2026, 7, 1),
            "state": "approved",
            "proposed_by": PREPARER,
            "proposed_at": NOON,
            "decided_by": APPROVER,
            "decided_at": NOON,
        },
    )
    Discharge.objects.create(due=first, taken_over=takeover)
    owe(payee, JUNE, 0, cause="nothing")
    return payee


def demanded(payee: Payee, sign_in: SignIn) -> Receivable:
    given = {
        "debtor": "person",
        "debtor_name": payee.person.name,
        "reason": "重复发放",
        "instalments": "2026-06-20；40\n2099-01-31; 50",
        "on": "2026-06-16",
    }
    where = f"/persons/{payee.person.pk}/money/{NURSING}/demand"
    assert sign_in(PREPARER).post(where, given).status_code == 302
    made: Receivable = Receivable.objects.get()
    return made


def test_a_list_is_taken_over_by_a_second_officer(cast: Any, sign_in: SignIn) -> None:
    source = make_source("two-allowances-payees", name="六月名单.xlsx")
    cover(NURSING, source=source)
    make_spell(make_person("王秀兰", source=source), NURSING, source, amount_fen=11_000)
    left_out = make_person("李无额", f"{JUNDIPING}001", source=source)
    make_spell(left_out, NURSING, source, amount_fen=None)
    chosen = {"list": f"{NURSING}:{source.pk}", "since": "2026-04"}
    first, second = sign_in(PREPARER), sign_in(APPROVER)

    preview = said(first.get("/money/taking-over/new", chosen))
    assert "110.00 元" in preview
    assert not TakeOver.objects.exists(), "only looked at"
    where = first.post("/money/taking-over/new", chosen)["Location"]
    assert "李无额" in said(first.get(where))
    assert "李无额" not in said(sign_in("wu_gang").get(where)), "another township's"
    assert "须由另一位工作人员决定" in said(first.post(f"{where}/decide", {"verdict": "approve"}))
    assert not Award.objects.exists()
    assert second.post(f"{where}/decide", {"verdict": "approve"}).status_code == 302
    assert "此事已有决定" in said(second.post(f"{where}/decide", {"verdict": "approve"})), "clicked twice"
    assert not Award.objects.exists(), "the worker writes it"
    page = said(second.get(where))
    assert "正在接管" in page
    assert "正在接管" in said(second.get("/money/taking-over"))
    again = second.get(where, headers={"HX-Request": "true"})
    assert 'hx-trigger="load' in said(again)
    assert "李无额" not in said(again)
    take_over_waiting()
    assert second.get(where, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "全部接管完成" in said(second.get(where))
    assert Award.objects.count() == 1
    assert Due.objects.aggregate(fen=Sum("amount"))["fen"] == 33_000


def test_a_list_that_was_broken_off_says_why_and_goes_on(
    cast: Any, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make_source("two-allowances-payees", name="六月名单.xlsx")
    cover(NURSING, source=source)
    make_spell(make_person("王秀兰", source=source), NURSING, source, amount_fen=11_000)
    chosen = {"list": f"{NURSING}:{source.pk}", "since": "2026-04"}
    where = sign_in(PREPARER).post("/money/taking-over/new", chosen)["Location"]
    browser = sign_in(APPROVER)
    browser.post(f"{where}/decide", {"verdict": "approve"})
    with monkeypatch.context() as patched:
        patched.setattr(carrying_on, "list_of", without_rules)
        do_next_job(timezone.now)
    page = said(browser.get(where))
    assert "接管中断：" in page
    assert "已没有所办事项" in page
    assert "接管中断" in said(browser.get("/money/taking-over"))

    sign_in("guan_li").post(f"/jobs/{Job.objects.get().pk}/again")
    assert "正在接管" in said(browser.get(where))
    take_over_waiting()
    assert "全部接管完成" in said(browser.get(where))


def without_rules(take_over: TakeOver) -> Any:
    raise NotByList(take_over.programme)


@pytest.mark.parametrize("since", ["2026-13", "2026-07", ""])
def test_a_list_is_not_taken_over_from_a_month_that_cannot_be(cast: Any, sign_in: SignIn, since: str) -> None:
    source = make_source("two-allowances-payees", name="六月名单.xlsx")
    cover(NURSING, source=source)
    make_spell(make_person("王秀兰", source=source), NURSING, source, amount_fen=11_000)
    chosen = {"list": f"{NURSING}:{source.pk}", "since": since}

    assert "govuk-error-summary" in said(sign_in(PREPARER).post("/money/taking-over/new", chosen))
    assert not TakeOver.objects.exists()


def test_what_was_paid_too_much_is_demanded_and_paid_back_once(cast: Any, sign_in: SignIn) -> None:
    payee = overpaid()
    browser = sign_in(PREPARER)
    assert "90.00 元" in said(browser.get("/money/recoveries"))
    row = demanded(payee, sign_in)
    assert payee.person.name not in said(browser.get("/money/recoveries")), "it is demanded already"
    repaid = {"fen": "40", "receipt": "收0001", "fund": "county", "on": "2026-06-18"}
    for _twice in range(2):
        assert browser.post(f"/money/recoveries/{row.pk}/repaid", repaid).status_code == 302

    page = said(browser.get(f"/money/recoveries/{row.pk}"))
    assert Recovery.objects.count() == 1
    assert "尚欠 50.00 元" in page
    assert "逾期" not in page, "the first instalment came"
    assert "收0001" in page
    more = said(browser.post(f"/money/recoveries/{row.pk}/repaid", {**repaid, "receipt": "2", "fen": "51"}))
    assert "超过了尚欠的金额" in more


def test_the_letter_is_made_once_and_says_what_it_lacks(cast: Any, sign_in: SignIn) -> None:
    row, browser = demanded(overpaid(), sign_in), sign_in(PREPARER)
    where = f"/money/recoveries/{row.pk}/letter"
    assert "还缺" in said(browser.post(where, follow=True))
    open_offices()
    first, again = (browser.post(where)["Location"] for _twice in range(2))

    assert first == again
    assert row.debtor_name in said(browser.get(first))
    assert first in said(browser.get(f"/money/recoveries/{row.pk}"))


def test_an_instalment_that_did_not_come_is_overdue(cast: Any, sign_in: SignIn) -> None:
    row = demanded(overpaid(), sign_in)

    assert said(sign_in(PREPARER).get(f"/money/recoveries/{row.pk}")).count("逾期") == 1


def test_instalments_that_do_not_add_up_are_told(cast: Any, sign_in: SignIn) -> None:
    payee = overpaid()
    given = {"debtor": "person", "debtor_name": "某人", "reason": "重复发放", "on": "2026-06-16"}
    where, browser = f"/persons/{payee.person.pk}/money/{NURSING}/demand", sign_in(PREPARER)

    assert "各期合计 40.00 元" in said(browser.post(where, {**given, "instalments": "2026-06-20;40"}))
    assert "第1行" in said(browser.post(where, {**given, "instalments": "四十元"}))
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    assert "govuk-error-summary" in said(browser.post(where, {**given, "on": tomorrow}))
    assert not Receivable.objects.exists()


def test_what_is_left_is_given_up_by_two_other_officers(cast: Any, sign_in: SignIn) -> None:
    row = demanded(overpaid(), sign_in)
    proposer = sign_in(PREPARER)
    assert proposer.post(f"/money/recoveries/{row.pk}/write-off", {"reason": "无财产"}).status_code == 302
    where, approve = f"/money/write-offs/{WriteOff.objects.get().pk}", {"verdict": "approve"}
    assert "须由另一位工作人员决定" in said(proposer.post(where, approve))
    assert sign_in(APPROVER).post(where, approve).status_code == 302
    assert "正在追回" in said(proposer.get("/money/recoveries?which=open")), "one more is needed"
    assert sign_in(FINANCE).post(where, approve).status_code == 302

    page = said(proposer.get(f"/money/recoveries/{row.pk}"))
    assert "已核销" in page
    assert "尚欠 0.00 元" in page
    assert row.number in said(proposer.get("/money/recoveries?which=written_off"))


def test_recoveries_elsewhere_are_neither_listed_nor_counted_nor_opened(cast: Any, sign_in: SignIn) -> None:
    elsewhere = overpaid(f"{JUNDIPING}001")
    browser = sign_in("wu_gang")
    assert elsewhere.person.name not in said(browser.get("/money/recoveries"))
    assert "90.00 元" not in said(browser.get("/money/recoveries"))
    row = demanded(elsewhere, sign_in)

    assert browser.get(f"/money/recoveries/{row.pk}").status_code == 404
    assert row.number not in said(browser.get("/money/recoveries?which=open"))
    assert row.number in said(sign_in("tian_fang").get("/money/recoveries?which=open"))


@pytest.mark.parametrize("which", ["found", "open"])
def test_recoveries_are_taken_away(cast: Any, sign_in: SignIn, which: str) -> None:
    payee = overpaid()
    if which == "open":
        demanded(payee, sign_in)
    answer = sign_in(PREPARER).post(f"/money/recoveries/export?which={which}")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))

    assert any(payee.person.name in row and 90 in row for row in book.active.iter_rows(values_only=True))


def test_a_budget_is_entered_once_however_often_it_is_sent(cast: Any, sign_in: SignIn) -> None:
    browser = sign_in(FINANCE)
    given = {
        "key": str(uuid4()),
        "programme": NURSING,
        "fund": "county",
        "sign": "more",
        "fen": "12,000",
        "document": "武财社〔2026〕3号",
        "on": "2026-01-05",
    }
    for _twice in range(2):
        assert browser.post("/money/budget/new?year=2026", given).status_code == 302
    less = {**given, "key": str(uuid4()), "sign": "less", "fen": "2000"}
    assert browser.post("/money/budget/new?year=2026", less).status_code == 302
    assert "不能调减到零以下" in said(
        browser.post("/money/budget/new?year=2026", {**less, "key": str(uuid4()), "fen": "10000.01"})
    )

    page = said(browser.get("/money/budget?year=2026"))
    assert BudgetEntry.objects.count() == 2
    assert "10,000.00 元" in page
    assert page.count("武财社〔2026〕3号") == 2
    assert "无法预计" in page, "nothing was reckoned: the forecast is not known"
    assert "10,000.00 元" not in said(sign_in("wu_gang").get("/money/budget?year=2026"))
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(browser.post("/money/budget/export?year=2026").streaming_content))
    )
    assert any("县（区）级资金" in row or 10_000 in row for row in book.active.iter_rows(values_only=True))


def test_a_due_that_the_book_does_not_know_is_a_difference_in_words(cast: Any, sign_in: SignIn) -> None:
    make_payees(1)
    browser, where = sign_in(PREPARER), "/money/reconciliation?year=2026"
    assert "相差" not in said(browser.get(where))
    due = Due.objects.get()
    # A hand on the database: ten yuan more are owed, and the book of money was not told.
    due.pk, due.sequence, due.before, due.after, due.amount = None, 1, due.after, due.after + 1_000, 1_000
    due.save(force_insert=True)

    assert "相差 10.00 元" in said(browser.get(where))
    assert said(browser.get(f"{where}&month=2026-06")).count("相差 10.00 元") == 2, "of the year and of June"
    assert said(browser.get(f"{where}&month=2026-05")).count("相差 10.00 元") == 1
    for other in ("2025-06", "June"):
        assert browser.get(f"{where}&month={other}").status_code == 404
    book = openpyxl.load_workbook(
        io.BytesIO(
            b"".join(browser.post("/money/reconciliation/export?year=2026&month=2026-06").streaming_content)
        )
    )
    assert any(-10 in row or 10 in row for row in book.active.iter_rows(values_only=True))
    assert "对不上" not in said(browser.get(where)), "checked row by row only when it is asked for"
    checked = said(browser.get(f"{where}&check=1"))
    assert "有对不上的地方" in checked
    assert f"2026年6月应发（第{due.pk}笔）" in checked
    assert f"/persons/{due.person_id}/money" in checked
    move(
        key=f"due:{due.pk}",
        county="430811",
        on=date(2026, 6, 30),
        entry=Entry.OWED,
        debit=Which(AccountKind.COST, programme=NURSING, year=2026),
        credit=Which(AccountKind.PAYABLE, programme=NURSING),
        fen=1_000,
    )
    assert "相差" not in said(browser.get(where))
    assert "全部相符" in said(browser.get(f"{where}&check=1"))
    assert "120.00 元" not in said(sign_in("wu_gang").get(where))


def test_the_check_of_the_night_is_told_and_shown(cast: Any, sign_in: SignIn) -> None:
    make_payees(1)
    where, today = "/money/reconciliation?year=2026", timezone.localdate()
    browser = sign_in(FINANCE)
    assert "还没有核对过" in said(browser.get(where))
    check_book(county="430811", on=today - timedelta(days=1), at=timezone.now())
    assert "全部相符" in said(browser.get(where))
    assert "资金账" not in said(browser.get("/messages/"))
    due = Due.objects.get()
    due.pk, due.sequence, due.before, due.after, due.amount = None, 1, due.after, due.after + 1_000, 1_000
    due.save(force_insert=True)
    check_book(county="430811", on=today, at=timezone.now())

    assert "有 1 处不符" in said(browser.get(where))
    for officer in (FINANCE, PREPARER, "shen_ji"):
        message = said(sign_in(officer).get("/messages/"))
        assert "核对资金账，有 1 处不符" in message
        assert 'href="/money/reconciliation"' in message
    assert "处不符" not in said(sign_in("wu_gang").get(where))


def test_what_nobody_knows_about_the_money_is_said_to_be_unknown(cast: Any, sign_in: SignIn) -> None:
    make_payees(1)
    page = said(sign_in(FINANCE).get("/money/performance?year=2026"))

    assert "不明：没有调查" in page
