"""Two officers for a roll; what is approved is its digest, and the file is made of that or not at all."""

from collections.abc import Mapping

import pytest

from tests.money import Treasury
from tests.money_people import FEN, NURSING, make_payees
from tests.office.payments.rolls import AT, ON, approved, drawn_up, filed, prepared, sent, written
from tests.people import WULINGYUAN
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.actions.approving import (
    AnotherRoll,
    FundsDoNotAddUp,
    OverBudget,
    TwoOfficersNeeded,
    approve,
    send_back,
)
from yingbao.office.payments.actions.budgets import write_budget
from yingbao.office.payments.actions.filing import AnotherFile, file_again
from yingbao.office.payments.actions.holding import NotNow
from yingbao.office.payments.bank_sheet import BankSheet
from yingbao.office.payments.choices import RollState
from yingbao.office.payments.models import Line, Roll
from yingbao.office.register.models import BankAccount

pytestmark = pytest.mark.django_db
WHOLE = {Fund.COUNTY: 2 * FEN}


@pytest.fixture
def roll(treasury: Treasury) -> Roll:
    """A roll of two, waiting for approval."""
    make_payees(2)
    return prepared(treasury, drawn_up(treasury))


def approved_as(roll: Roll, by: Officer, funds: Mapping[Fund, int] = WHOLE, **more: str) -> Roll:
    return approve(roll=roll, **{"digest": roll.digest, **more}, funds=funds, on=ON, at=AT, by=by)


def test_who_prepared_does_not_approve(treasury: Treasury, roll: Roll) -> None:
    with pytest.raises(TwoOfficersNeeded):
        approved_as(roll, treasury.preparer)
    with pytest.raises(NotPermitted):
        approved_as(roll, treasury.finance)
    assert approved_as(roll, treasury.approver).state == RollState.APPROVED
    # A second click finds it approved.
    assert approved_as(roll, treasury.approver).approved_by == treasury.approver.username


def test_what_was_shown_is_what_is_approved(treasury: Treasury, roll: Roll) -> None:
    with pytest.raises(AnotherRoll):
        approved_as(roll, treasury.approver, digest="0" * 64)
    line = Line.objects.filter(roll=roll).first()
    assert line is not None
    Line.objects.filter(pk=line.pk).update(gross_fen=FEN + 1, fen=FEN + 1)
    with pytest.raises(AnotherRoll):
        approved_as(roll, treasury.approver)


@pytest.mark.parametrize(
    "funds", [{}, {Fund.COUNTY: FEN}, {Fund.COUNTY: 3 * FEN, Fund.PROVINCE: -FEN}, {Fund.COUNTY: 2 * FEN + 1}]
)
def test_funds_add_up_to_the_roll(treasury: Treasury, roll: Roll, funds: dict[Fund, int]) -> None:
    with pytest.raises(FundsDoNotAddUp):
        approved_as(roll, treasury.approver, funds)


def test_over_budget_needs_a_reason(treasury: Treasury, roll: Roll) -> None:
    write_budget(
        county=WULINGYUAN, year=2026, programme=NURSING, fund=Fund.COUNTY, fen=FEN, document="武财〔2026〕1号",
        key="a", on=ON, at=AT, by=treasury.finance,
    )  # fmt: skip
    with pytest.raises(OverBudget):
        approved_as(roll, treasury.approver)
    assert approved_as(roll, treasury.approver, over_budget_reason="追加指标在途").over_budget_reason


def test_sent_back_it_is_prepared_and_approved_anew(treasury: Treasury, roll: Roll) -> None:
    approved_as(roll, treasury.approver)
    roll = send_back(roll=roll, why="请核对账号", at=AT, by=treasury.approver)

    assert (roll.state, roll.digest, roll.approved_by, roll.prepared_by) == (RollState.BUILT, "", "", "")
    assert not roll.funds.exists()
    with pytest.raises(NotNow):
        filed(treasury, roll)
    assert approved(treasury, roll).state == RollState.APPROVED


def test_the_file_is_made_of_what_was_approved(treasury: Treasury, roll: Roll) -> None:
    roll = approved(treasury, roll)
    other = (
        BankAccount.objects.exclude(pk__in=Line.objects.values("account")).first()
        or BankAccount.objects.first()
    )
    line = Line.objects.filter(roll=roll).exclude(account=other).first()
    assert line is not None
    # What cannot happen through any act of ours: another account slipped into the row.
    Line.objects.filter(pk=line.pk).update(account=other)

    with pytest.raises(AnotherRoll):
        filed(treasury, roll)


def test_made_again_the_file_has_the_same_bytes_or_is_refused(treasury: Treasury, roll: Roll) -> None:
    approved(treasury, roll)
    made = filed(treasury, roll)

    roll.refresh_from_db()
    assert (roll.state, roll.filed_on, roll.file_name) == (RollState.FILED, ON, f"{roll.number}.txt")
    assert filed(treasury, roll) == made
    assert file_again(roll=roll, write=written, at=AT, by=treasury.finance) == made

    def otherwise(sheet: BankSheet) -> bytes:
        return written(sheet) + b"\n"

    with pytest.raises(AnotherFile):
        file_again(roll=roll, write=otherwise, at=AT, by=treasury.finance)
    with pytest.raises(NotPermitted):
        file_again(roll=roll, write=written, at=AT, by=treasury.preparer)


def test_a_file_is_no_less_itself_when_the_bank_has_answered(treasury: Treasury) -> None:
    make_payees(2)
    roll = sent(treasury, drawn_up(treasury))
    made = file_again(roll=roll, write=written, at=AT, by=treasury.finance)
    Line.objects.filter(roll=roll, number=1).update(state="failed")
    Line.objects.filter(roll=roll, number=2).update(state="settled")

    assert file_again(roll=roll, write=written, at=AT, by=treasury.finance) == made
