"""Months paid one after the other through the product: nobody twice, nothing lost, the books fit."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.db.models import Sum

from demo.history import bank as banks
from demo.history.bank import Bank
from demo.history.paying import Office, pay_month
from tests.money import make_treasury, take_over_waiting
from tests.money_people import NURSING, make_account
from tests.office.determination.register_of import cover, died, holder
from tests.people import NOON, WULINGYUAN, make_spell
from yingbao.edges.exchange.journals import MANNERS, write_journal
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.payments.actions.taking_over import approve_taking_over, propose_taking_over
from yingbao.office.payments.choices import LineState
from yingbao.office.payments.models import Line, PayMonth, Roll
from yingbao.office.payments.queries.agreement import check_agreement
from yingbao.office.payments.queries.recoveries import to_be_recovered
from yingbao.values.month import Month

JULY = Month(2026, 7)
FEN = 11_000
PEOPLE = 5


@pytest.fixture
def office(db: None) -> Office:
    """Five people on the list of June, all of whom the rules give the nursing subsidy."""
    treasury = make_treasury()
    source = cover()
    for number in range(PEOPLE):
        person = holder(f"王秀{number}")
        make_spell(person, NURSING, source, amount_fen=FEN)
        make_account(person)
    take_over = propose_taking_over(
        county=WULINGYUAN,
        programme=NURSING,
        source=source,
        since=Month(2026, 6),
        first_month=JULY,
        at=NOON,
        by=treasury.preparer,
    )
    approve_taking_over(take_over=take_over, on=date(2026, 7, 1), at=NOON, by=treasury.approver)
    take_over_waiting()
    return Office(WULINGYUAN, treasury.preparer, treasury.approver, treasury.finance)


def paid() -> int:
    return Line.objects.filter(state=LineState.SETTLED).aggregate(fen=Sum("fen"))["fen"] or 0


def test_three_months(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bank = Bank("tests")
    with monkeypatch.context() as patched:
        patched.setattr(banks, "SENT_BACK", 1000)  # all of it comes back once
        pay_month(office, bank, JULY, (NURSING,))
    assert paid() == bank.paid == PEOPLE * FEN
    assert list(Roll.objects.order_by("id").values_list("kind", "state")) == [
        ("regular", "closed"),
        ("reissue", "closed"),
    ]
    pay_month(office, bank, JULY + 1, (NURSING,))

    first = Line.objects.order_by("id").first()
    assert first is not None
    died(first.person, date(2026, 8, 3))
    monkeypatch.setattr(banks, "SENT_BACK", 0)
    pay_month(office, bank, JULY + 2, (NURSING,))

    assert paid() == bank.paid == (3 * PEOPLE - 1) * FEN
    assert [each.state for each in PayMonth.objects.all()] == ["closed"] * 3
    assert to_be_recovered(office.preparer) == []
    assert check_ledger(WULINGYUAN).wrong == []
    assert list(check_agreement(WULINGYUAN)) == []
    hledger = shutil.which("hledger")
    if hledger:
        journal = tmp_path / "2026.journal"
        journal.write_text("".join(write_journal(WULINGYUAN, 2026, MANNERS["hledger"])), encoding="utf-8")
        asked = [hledger, "check", "--strict", "ordereddates", "payees", "-f", str(journal)]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
