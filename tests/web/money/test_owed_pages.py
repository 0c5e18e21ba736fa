"""What is owed on screen: a person's money, the list of a month; each difference with both of its bases."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.money_people import JUNE, NURSING, make_payees, owe, owe_all
from tests.people import JUNDIPING, NOON
from tests.web.conftest import SignIn
from yingbao.edges.exchange.banks.saying import say_failure
from yingbao.office.audit.models import Act
from yingbao.office.payments.choices import LineState, RollKind, RollState
from yingbao.office.payments.models import Discharge, Line, PayMonth, Roll, TakeOver
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db


def paid(payee: Any, due: Any, state: str, number: str, **more: Any) -> Line:
    """A line of a roll that pays a due, or paid it."""
    month, _ = PayMonth.objects.get_or_create(
        county="430811", month=JUNE.first_day, defaults={"opened_by": "liu_kang", "opened_at": NOON}
    )
    roll = Roll.objects.create(
        number=number,
        county="430811",
        programme=NURSING,
        month=month,
        kind=RollKind.REGULAR,
        sequence=Roll.objects.count() + 1,
        state=RollState.BUILT,
        bank_format="hunan-card",
        made_by="xiang_dong",
        made_at=NOON,
    )
    line = Line.objects.create(
        roll=roll,
        number=1,
        county="430811",
        division_code=due.division_code,
        person=payee.person,
        award=payee.award,
        name=payee.person.name,
        account=payee.account,
        holder_name=payee.person.name,
        gross_fen=due.amount,
        fen=due.amount,
        state=state,
        **more,
    )
    Discharge.objects.create(due=due, line=line, alive=state != LineState.FAILED)
    return line


def paid_before(due: Any) -> None:
    """A due a list had paid."""
    takeover, _ = TakeOver.objects.get_or_create(
        county="430811",
        programme=NURSING,
        defaults={
            "source": due.award.carried_from,
            "since": date(2026, 1, 1),
            "first_month": date(2026, 7, 1),
            "proposed_by": "xiang_dong",
            "proposed_at": NOON,
        },
    )
    Discharge.objects.create(due=due, taken_over=takeover)


def test_both_bases_of_every_difference_stand_side_by_side(cast: Any, sign_in: SignIn) -> None:
    (payee,) = make_payees(1, months=[])
    first = owe(payee, JUNE, 9_000)
    paid(payee, first, LineState.SETTLED, "Q-1", answered_on=date(2026, 6, 28))
    owe(payee, JUNE, 11_000)

    page = sign_in("xiang_dong").get(f"/persons/{payee.person.pk}/money").content.decode()

    assert all(words in page for words in ("原依据", "新依据", "90.00 元", "110.00 元", "增加20.00 元"))
    assert "Q-1" in page
    assert "尚未发放" in page
    assert f"/persons/{payee.person.pk}/programmes/{NURSING}?month=2026-06" in page
    assert "6230" not in page, "accounts are masked"


def test_what_the_bank_sent_back_is_said_with_its_reason(cast: Any, sign_in: SignIn) -> None:
    (payee,) = make_payees(1, months=[])
    paid(payee, owe(payee, JUNE, 9_000), LineState.FAILED, "Q-2", failure="closed")

    page = sign_in("xiang_dong").get(f"/persons/{payee.person.pk}/money").content.decode()

    assert "Q-2" in page
    assert page.count(say_failure("closed")) == 2, "at the month, and at the payment"


def test_all_months_of_five_years_stand_there_and_ask_no_more_questions(cast: Any, sign_in: SignIn) -> None:
    months = [Month(2021, 1) + n for n in range(66)]
    (short,) = make_payees(1, months=months[-1:])
    (long,) = make_payees(1, months=months)
    browser, asked = sign_in("xiang_dong"), []
    for payee in (short, short, long):
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(f"/persons/{payee.person.pk}/money").content.decode()
        asked.append(len(queries))

    assert all(f"{month.year}年{month.month}月" in page for month in months)
    assert page.index("2026年6月") < page.index("2021年1月"), "the newest first"
    assert asked[1] == asked[2] <= 20


def test_a_list_of_a_month_says_how_much_more_and_less_and_of_whom(cast: Any, sign_in: SignIn) -> None:
    payees = make_payees(3, months=[])
    owe_all(payees, JUNE, 9_000)
    owe(payees[0], JUNE, 11_000)
    owe(payees[1], JUNE, 0)
    browser = sign_in("xiang_dong")

    page = browser.get("/money/owed?month=2026-06").content.decode()
    assert all(amount in page for amount in ("270.00 元", "20.00 元", "−90.00 元", "200.00 元"))
    more = browser.get("/money/owed?month=2026-06&cause=more").content.decode()
    assert payees[0].person.name in more
    assert payees[1].person.name not in more.partition("<tbody>")[2].partition("rows")[2]
    assert "没有" in browser.get("/money/owed?month=2026-05").content.decode()


@pytest.mark.parametrize("page", ["/money/owed?month=2026-06", "/money/recoveries"])
def test_more_persons_ask_no_more_questions(cast: Any, sign_in: SignIn, page: str) -> None:
    browser, asked = sign_in("xiang_dong"), []
    for many in (1, 1, 9):
        payees = make_payees(many, months=[])
        # What was found first is taken as held; the rest is open, more of one and less of the other month.
        for payee in payees:
            owe(payee, JUNE, 9_000)
            paid_before(owe(payee, JUNE - 1, 9_000))
            owe(payee, JUNE - 1, 0)
            owe(payee, JUNE, 0)
            paid_before(payee.person.dues.get(period=JUNE.first_day, sequence=0))
        with CaptureQueriesContext(connection) as queries:
            assert payees[0].person.name in browser.get(page).content.decode()
        asked.append(len(queries))

    assert asked[1] == asked[2]


def test_persons_elsewhere_stand_neither_on_the_list_nor_in_its_sums(cast: Any, sign_in: SignIn) -> None:
    here = make_payees(2, fen=1_000)
    elsewhere = make_payees(1, fen=70_000, division=f"{JUNDIPING}001")
    browser = sign_in("wu_gang")

    page = browser.get("/money/owed?month=2026-06").content.decode()
    assert "20.00 元" in page
    assert "700.00 元" not in page
    assert f"/persons/{here[0].person.pk}/money" in page
    assert f"/persons/{elsewhere[0].person.pk}/money" not in page
    assert browser.get(f"/persons/{elsewhere[0].person.pk}/money").status_code == 404
    assert browser.get(f"/persons/{here[0].person.pk}/money").status_code == 200


def test_who_has_nothing_to_do_with_money_sees_none(cast: Any, sign_in: SignIn) -> None:
    (payee,) = make_payees(1)
    browser = sign_in("guan_li")

    for page in (f"/persons/{payee.person.pk}/money", "/money/owed"):
        assert browser.get(page).status_code == 403


def test_the_list_is_taken_away_whole_and_written_down(cast: Any, sign_in: SignIn) -> None:
    payees = make_payees(60)
    answer = sign_in("xiang_dong").post("/money/owed/export?month=2026-06&programme=nursing_subsidy")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    rows = list(book.active.iter_rows(values_only=True))

    assert sum(row[0] in {each.person.name for each in payees} for row in rows) == 60
    act = Act.objects.get(verb="provision.dues.exported")
    assert (act.detail["rows"], act.detail["programme"]) == (60, NURSING)


def test_the_findings_of_one_person_are_taken_away(cast: Any, sign_in: SignIn) -> None:
    (payee,) = make_payees(1)
    owe(payee, JUNE, 12_000)
    answer = sign_in("xiang_dong").post(f"/persons/{payee.person.pk}/money/export")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]

    assert [row[6] for row in book.active.iter_rows(values_only=True)][-2:] == [110, 10]
    assert Act.objects.get(verb="payments.person.exported").detail["rows"] == 2
