"""What was paid and not owed: found, demanded back, paid in or held back, given up by three officers."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Sum

from tests.money import Treasury, make_treasury
from tests.money_people import JUNE, NURSING, Payee, make_payees, owe
from tests.people import NOON, WULINGYUAN
from yingbao.law.packs.letters import LetterUnfinished
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.own_county import NotOwnCounty
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.access.two_hands import AlreadyDecided, OwnProposal
from yingbao.office.audit.models import Act
from yingbao.office.casework.actions.offices import write_card
from yingbao.office.casework.models import Letter
from yingbao.office.ledger.choices import Fund
from yingbao.office.ledger.models import Transfer
from yingbao.office.payments.actions.deducting import deductions_for, set_off
from yingbao.office.payments.actions.holding import NoReason
from yingbao.office.payments.actions.recovering import (
    MoreThanLeft,
    NobodyNamed,
    NotDeductible,
    NothingPaidIn,
    NothingToRecover,
    NotOpen,
    NotTheAmount,
    Part,
    ReceiptSaysOtherwise,
    demand,
    note_repayment,
)
from yingbao.office.payments.actions.recovery_letters import write_recovery_letter
from yingbao.office.payments.actions.writing_off import (
    LeftIsAnother,
    NeedsFinance,
    ProposedAlready,
    approve_write_off,
    propose_write_off,
    refuse_write_off,
)
from yingbao.office.payments.choices import Debtor, LineState, MonthState, RollKind
from yingbao.office.payments.models import Discharge, Line, PayMonth, Receivable, Recovery, Roll, TakeOver
from yingbao.office.payments.queries.recoveries import (
    left_of,
    open_dues_of,
    receivables_of,
    to_be_recovered,
)
from yingbao.office.provision.models import Due
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
APRIL, MAY = Month(2026, 4), Month(2026, 5)
TODAY = date(2026, 7, 3)
FEN = 11_000


@pytest.fixture
def treasury() -> Treasury:
    return make_treasury()


@pytest.fixture
def payee(treasury: Treasury) -> Payee:
    """Paid from April to June by a list, and dead since the end of March."""
    (payee,) = make_payees(1, months=(APRIL, MAY, JUNE), fen=FEN)
    paid(payee)
    for month in (APRIL, MAY, JUNE):
        owe(payee, month, 0, cause="nothing")
    return payee


def paid(payee: Payee) -> None:
    """What is open of the person was paid by a list taken over."""
    source = payee.award.carried_from
    take_over, _ = TakeOver.objects.get_or_create(
        county=WULINGYUAN,
        programme=NURSING,
        defaults={
            "source": source,
            "since": date(2026, 1, 1),
            "first_month": date(2026, 7, 1),
            "state": "approved",
            "proposed_by": "xiang_dong",
            "proposed_at": NOON,
            "decided_by": "liu_kang",
            "decided_at": NOON,
        },
    )
    dues = open_dues_of(county=WULINGYUAN, person=payee.person, programme=NURSING)
    Discharge.objects.bulk_create([Discharge(due=due, taken_over=take_over) for due in list(dues)])


def demanded(treasury: Treasury, payee: Payee, **more: Any) -> Receivable:
    asked: dict[str, Any] = {
        "county": WULINGYUAN,
        "person": payee.person,
        "programme": NURSING,
        "debtor": Debtor.ESTATE,
        "debtor_name": "王建国",
        "reason": "去世后仍在发放",
        "may_be_deducted": False,
        "on": TODAY,
        "at": NOON,
        "by": treasury.preparer,
        **more,
    }
    return demand(**asked)


def repaid(treasury: Treasury, receivable: Receivable, fen: int, receipt: str, **more: Any) -> Recovery:
    asked: dict[str, Any] = {"fund": Fund.COUNTY, "on": TODAY, "at": NOON, "by": treasury.preparer, **more}
    return note_repayment(receivable=receivable, fen=fen, receipt=receipt, **asked)


def balance(kind: str) -> int:
    into = Transfer.objects.filter(debit__kind=kind).aggregate(fen=Sum("fen"))["fen"] or 0
    out = Transfer.objects.filter(credit__kind=kind).aggregate(fen=Sum("fen"))["fen"] or 0
    return into - out


def test_what_is_found_is_only_a_list(treasury: Treasury, payee: Payee) -> None:
    (other,) = make_payees(1, months=(MAY, JUNE), fen=FEN)
    paid(other)
    owe(other, MAY, 10_000)
    owe(other, JUNE, 12_000)  # more than made up for

    (found,) = to_be_recovered(treasury.preparer)
    assert (found.person, found.award, found.programme, found.fen) == (
        payee.person,
        payee.award,
        NURSING,
        33_000,
    )
    assert [(f"{each.due.period:%m}", each.due.amount) for each in found.months] == [
        ("04", -FEN),
        ("05", -FEN),
        ("06", -FEN),
    ]
    assert [each.replaces and each.replaces.after for each in found.months] == [FEN] * 3
    assert not Receivable.objects.exists()
    assert to_be_recovered(treasury.cast.ran_jing) == []
    assert to_be_recovered(treasury.cast.tian_fang) == []


def test_an_officers_decision_takes_all_that_is_open(treasury: Treasury, payee: Payee) -> None:
    owe(payee, Month(2026, 3), 4_000, cause="first")  # still open: owed for March
    receivable = demanded(treasury, payee)

    assert (receivable.fen, receivable.number, receivable.award) == (
        29_000,
        f"Z{WULINGYUAN}-2026-000001",
        payee.award,
    )
    assert Discharge.objects.filter(receivable=receivable, alive=True).count() == 4
    assert not open_dues_of(county=WULINGYUAN, person=payee.person, programme=NURSING).exists()
    (transfer,) = Transfer.objects.filter(entry="to_recover")
    assert (transfer.key, transfer.entry, transfer.fen) == (
        f"receivable:{receivable.pk}",
        "to_recover",
        29_000,
    )
    assert to_be_recovered(treasury.preparer) == []
    with pytest.raises(NothingToRecover):
        demanded(treasury, payee)
    assert [(each.pk, each.left) for each in receivables_of(treasury.finance)] == [(receivable.pk, 29_000)]  # type: ignore[attr-defined]
    assert not receivables_of(treasury.cast.ran_jing).exists()
    act = Act.objects.get(verb="payments.receivable.demanded")
    assert (act.by, act.reason) == ("xiang_dong", "去世后仍在发放")


def test_who_may_not_demand_and_what_cannot_be_demanded(treasury: Treasury, payee: Payee) -> None:
    for asked, refusal in (
        ({"by": treasury.finance}, NotPermitted),
        ({"by": treasury.cast.ran_jing}, NotOwnCounty),
        ({"reason": " "}, NoReason),
        ({"debtor_name": ""}, NobodyNamed),
        ({"may_be_deducted": True}, NotDeductible),
        ({"instalments": [Part(date(2026, 8, 1), 33_001)]}, NotTheAmount),
        ({"instalments": [Part(date(2026, 8, 1), 33_000), Part(date(2026, 9, 1), 0)]}, NotTheAmount),
        (
            {"instalments": [Part(date(2026, 9, 1), 13_000), Part(date(2026, 8, 1), 20_000)]},
            NotTheAmount,
        ),
    ):
        with pytest.raises(refusal):
            demanded(treasury, payee, **asked)
    assert not Receivable.objects.exists()


def test_it_comes_back_by_receipts_and_never_more_than_is_left(treasury: Treasury, payee: Payee) -> None:
    parts = [Part(date(2026, 8, 1), 13_000), Part(date(2026, 9, 1), 20_000)]
    receivable = demanded(treasury, payee, instalments=parts)
    assert list(receivable.instalments.order_by("number").values_list("number", "fen")) == [
        (1, 13_000),
        (2, 20_000),
    ]
    first = repaid(treasury, receivable, 13_000, "湘财0001")
    assert repaid(treasury, receivable, 13_000, "湘财0001") == first
    with pytest.raises(ReceiptSaysOtherwise):
        repaid(treasury, receivable, 12_000, "湘财0001")
    with pytest.raises(MoreThanLeft):
        repaid(treasury, receivable, 20_001, "湘财0002")
    with pytest.raises(NothingPaidIn):
        repaid(treasury, receivable, 0, "湘财0003")
    with pytest.raises(NotPermitted):
        repaid(treasury, receivable, 1, "湘财0003", by=treasury.finance)
    assert left_of(receivable) == 20_000
    repaid(treasury, receivable, 20_000, "湘财0002", fund=Fund.PROVINCE)
    receivable.refresh_from_db()
    assert receivable.state == "settled"
    with pytest.raises(NotOpen):
        repaid(treasury, receivable, 1, "湘财0004")
    assert (balance("receivable"), balance("fund")) == (0, 33_000)
    assert Act.objects.filter(verb="payments.receivable.repaid").count() == 2


def roll_of(payees: list[Payee], gross: int) -> Roll:
    """A roll with a line for each, as draw_up writes them."""
    pay_month = PayMonth.objects.create(
        county=WULINGYUAN,
        month=date(2026, 7, 1),
        state=MonthState.OPEN,
        opened_by="xiang_dong",
        opened_at=NOON,
    )
    roll = Roll.objects.create(
        number="Q1",
        county=WULINGYUAN,
        programme=NURSING,
        month=pay_month,
        kind=RollKind.REGULAR,
        bank_format="bank-transfer",
        made_by="xiang_dong",
        made_at=NOON,
    )
    for number, payee in enumerate(payees, start=1):
        Line.objects.create(
            roll=roll,
            number=number,
            county=WULINGYUAN,
            division_code=payee.award.division_code,
            person=payee.person,
            award=payee.award,
            name=payee.person.name,
            account=payee.account,
            gross_fen=gross,
            fen=gross,
        )
    return roll


def deducted(roll: Roll) -> list[int]:
    return [sum(line.recoveries.values_list("fen", flat=True)) for line in roll.lines.order_by("number")]


def test_only_what_may_be_deducted_is_held_back_up_to_what_is_paid(treasury: Treasury, payee: Payee) -> None:
    others = make_payees(2, months=(MAY,), fen=9_000)
    for each in others:
        paid(each)
        owe(each, MAY, 0, cause="nothing")
    owing = demanded(treasury, payee, debtor=Debtor.PERSON, may_be_deducted=True)
    small = demanded(treasury, others[0], debtor=Debtor.PERSON, may_be_deducted=True)
    demanded(treasury, others[1], debtor=Debtor.PERSON)
    owe(others[0], APRIL, 5_000, cause="first")
    paid(others[0])
    owe(others[0], APRIL, 0, cause="nothing")
    later = demanded(treasury, others[0], debtor=Debtor.PERSON, may_be_deducted=True)

    roll = roll_of([payee, *others], FEN)
    assert deductions_for(roll=roll, first=1, last=3, on=TODAY, by=treasury.preparer) == 3
    assert deducted(roll) == [11_000, 11_000, 0]
    assert (left_of(owing), left_of(small), left_of(later)) == (22_000, 0, 3_000)
    # Nothing came back as long as the lines are not settled.
    assert not set_off(roll=roll, first=1, last=3, on=TODAY).count
    Line.objects.filter(roll=roll, number__lte=2).update(state=LineState.SETTLED, deducted_fen=11_000, fen=0)
    for _ in range(2):
        set_off(roll=roll, first=1, last=3, on=TODAY)
    assert Transfer.objects.filter(entry="set_off").aggregate(fen=Sum("fen"))["fen"] == 22_000
    states = {each.pk: each.state for each in Receivable.objects.all()}
    assert (states[owing.pk], states[small.pk], states[later.pk]) == ("open", "settled", "open")


def test_a_settled_one_is_not_deducted_again(treasury: Treasury, payee: Payee) -> None:
    receivable = demanded(treasury, payee, debtor=Debtor.PERSON, may_be_deducted=True)
    repaid(treasury, receivable, 33_000, "湘财0001")
    assert not deductions_for(roll=roll_of([payee], FEN), first=1, last=1, on=TODAY, by=treasury.preparer)


def test_three_officers_give_it_up_one_of_them_of_finance(treasury: Treasury, payee: Payee) -> None:
    receivable = demanded(treasury, payee)
    repaid(treasury, receivable, 3_000, "湘财0001")
    with pytest.raises(NoReason):
        propose_write_off(receivable=receivable, reason="", at=NOON, by=treasury.preparer)
    write_off = propose_write_off(
        receivable=receivable, reason="无遗产可供执行", at=NOON, by=treasury.preparer
    )
    assert write_off.fen == 30_000
    with pytest.raises(ProposedAlready):
        propose_write_off(receivable=receivable, reason="再报", at=NOON, by=treasury.preparer)

    def approve(by: Officer) -> None:
        approve_write_off(write_off=write_off, on=TODAY, at=NOON, by=by)

    third = Officer.objects.create_user(
        "deng_yi", name="邓一", own_role=Role.FEDERATION_COUNTY, own_division_id=WULINGYUAN
    )
    with pytest.raises(OwnProposal):
        approve(treasury.preparer)
    approve(treasury.approver)
    with pytest.raises(OwnProposal):
        approve(treasury.approver)
    with pytest.raises(NeedsFinance):
        approve(third)
    receivable.refresh_from_db()
    assert (receivable.state, balance("written_off")) == ("open", 0)
    approve(treasury.finance)
    receivable.refresh_from_db()
    write_off.refresh_from_db()
    assert (write_off.state, write_off.first_by, write_off.decided_by) == (
        "approved",
        "liu_kang",
        "peng_cai",
    )
    assert (receivable.state, balance("written_off"), balance("receivable")) == ("written_off", 30_000, 0)
    with pytest.raises(AlreadyDecided):
        approve(treasury.finance)
    with pytest.raises(NotOpen):
        repaid(treasury, receivable, 1, "湘财0002")


def test_what_came_back_since_is_not_given_up(treasury: Treasury, payee: Payee) -> None:
    receivable = demanded(treasury, payee)
    asked = {"reason": "无法联系", "at": NOON, "by": treasury.preparer}
    write_off = propose_write_off(receivable=receivable, **asked)  # type: ignore[arg-type]
    approve_write_off(write_off=write_off, on=TODAY, at=NOON, by=treasury.finance)
    repaid(treasury, receivable, 3_000, "湘财0001")
    with pytest.raises(LeftIsAnother):
        approve_write_off(write_off=write_off, on=TODAY, at=NOON, by=treasury.approver)
    with pytest.raises(NoReason):
        refuse_write_off(write_off=write_off, reason="", at=NOON, by=treasury.approver)
    refused = refuse_write_off(write_off=write_off, reason="已还一部分", at=NOON, by=treasury.approver)
    assert (refused.state, refused.refused_why) == ("refused", "已还一部分")
    assert propose_write_off(receivable=receivable, **asked).fen == 30_000  # type: ignore[arg-type]
    assert Due.objects.count() == 6


def test_the_letter_says_how_much_for_when_and_how_it_comes_back(treasury: Treasury, payee: Payee) -> None:
    parts = [Part(date(2026, 8, 1), 13_000), Part(date(2026, 9, 1), 20_000)]
    receivable = demanded(treasury, payee, instalments=parts)

    def write() -> Letter:
        return write_recovery_letter(receivable=receivable, on=TODAY, at=NOON, by=treasury.preparer)

    with pytest.raises(LetterUnfinished):
        write()  # nobody wrote down how the office is reached
    write_card(
        division=WULINGYUAN,
        name="武陵源区民政局",
        telephone="0744-5550000",
        address="一楼",
        by=treasury.preparer,
    )
    letter = write()
    assert write() == letter
    said = "\n".join(each["zh"] for each in letter.paragraphs)
    assert f"{payee.person.name}的重度残疾人护理补贴在2026年4月至2026年6月期间多发330.00元" in said
    assert "请于2026年8月1日前退回130.00元，于2026年9月1日前退回200.00元。" in said
    assert (letter.case, letter.title_zh, letter.number) == (
        None,
        "多发补贴退回告知书",
        f"W{WULINGYUAN}-2026-000001",
    )
    assert "王建国：" in said
    assert "行政复议" in said
