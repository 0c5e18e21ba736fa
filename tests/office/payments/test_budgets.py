"""What may be spent, what was spent, what will be: by fund, programme and year."""

from datetime import date

import pytest

from tests.money import Treasury, make_treasury
from tests.money_people import FEN, JUNE, NURSING, make_payees, owe
from tests.office.payments.rolls import AT, ON, approved, drawn_up, sent
from tests.people import WULINGYUAN, WULONG
from yingbao.office.access.own_county import NotOwnCounty
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.models import Act
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.actions.moving import move
from yingbao.office.ledger.choices import AccountKind, Entry, Fund
from yingbao.office.payments.actions.budgets import (
    AnotherEntry,
    LessThanNothing,
    NoDocument,
    NothingBudgeted,
    write_budget,
)
from yingbao.office.payments.choices import LineState, RollState
from yingbao.office.payments.models import BudgetEntry, Line, Roll
from yingbao.office.payments.queries.budgets import Overrun, ProgrammeBudget, budget_of, entries_of, overrun
from yingbao.office.payments.queries.performance import performance_of
from yingbao.office.provision.choices import Per

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasury() -> Treasury:
    return make_treasury()


def budget(treasury: Treasury, fen: int, fund: Fund = Fund.COUNTY, **more: object) -> BudgetEntry:
    values = {
        "county": WULINGYUAN,
        "year": 2026,
        "programme": NURSING,
        "document": "武财预〔2026〕3号",
        "key": f"{fund}:{fen}",
        "on": ON,
        "at": AT,
        "by": treasury.finance,
        **more,
    }
    return write_budget(fund=fund, fen=fen, **values)  # type: ignore[arg-type]


def the_budget() -> ProgrammeBudget:
    (found,) = budget_of(WULINGYUAN, 2026)
    return found


def answered(roll: Roll, *, failed: int) -> None:
    """Let the bank have answered, as returning writes it: the last lines come back."""
    lines = list(Line.objects.filter(roll=roll).order_by("number"))
    back = lines[len(lines) - failed :]
    for line in lines:
        line.state = LineState.FAILED if line in back else LineState.SETTLED
        line.answered_on = date(2026, 6, 26)
        line.save()
        if line in back:
            line.discharges.update(alive=False)
    roll.state = RollState.CLOSED
    roll.save()
    if back:
        move(
            key=f"roll:{roll.pk}:given-back:county",
            county=WULINGYUAN,
            on=ON,
            entry=Entry.GIVEN_BACK,
            debit=Which(AccountKind.FUND, fund="county", year=2026),
            credit=Which(AccountKind.DRAWN, programme=NURSING, year=2026),
            fen=sum(line.fen for line in back),
        )


def test_entries_add_up_and_the_same_one_is_written_once(treasury: Treasury) -> None:
    first = budget(treasury, 100_000)
    assert budget(treasury, 100_000) == first
    budget(treasury, -30_000, document="武财预〔2026〕9号")
    budget(treasury, 5_000, Fund.LOTTERY)
    found = the_budget()
    assert [(each.fund, each.budget, each.left) for each in found.funds] == [
        ("county", 70_000, 70_000),
        ("lottery", 5_000, 5_000),
    ]
    assert (found.budget, found.left, found.by_year_end) == (75_000, 75_000, None)
    assert len(entries_of(WULINGYUAN, 2026)) == 3
    assert budget_of(WULONG, 2026) == budget_of(WULINGYUAN, 2025) == []
    acts = Act.objects.filter(verb="payments.budget.written")
    assert acts.filter(reason="武财预〔2026〕9号", detail__fen=-30_000).count() == 1
    assert acts.count() == 3


def test_a_budget_is_refused_that_says_too_little_or_takes_too_much(treasury: Treasury) -> None:
    budget(treasury, 1_000)
    with pytest.raises(NoDocument):
        budget(treasury, 70, document=" ")
    with pytest.raises(NothingBudgeted):
        budget(treasury, 0)
    with pytest.raises(LessThanNothing):
        budget(treasury, -1_001)
    with pytest.raises(AnotherEntry):
        budget(treasury, 70, key="county:1000")
    with pytest.raises(NotPermitted):
        budget(treasury, 70, by=treasury.preparer)
    with pytest.raises(NotOwnCounty):
        budget(treasury, 70, county=WULONG)


def test_a_roll_is_committed_when_approved_and_paid_when_the_bank_has_answered(treasury: Treasury) -> None:
    budget(treasury, 10 * FEN)
    make_payees(3)
    roll = drawn_up(treasury)
    assert the_budget().left == 10 * FEN
    approved(treasury, roll)
    found = the_budget()
    assert (found.committed, found.paid, found.left) == (3 * FEN, 0, 7 * FEN)
    roll.refresh_from_db()
    roll.state = RollState.SENT
    roll.save()
    assert the_budget().committed == 3 * FEN
    answered(roll, failed=1)
    found = the_budget()
    assert (found.committed, found.paid, found.left) == (0, 2 * FEN, 8 * FEN)


def test_what_came_back_from_persons_is_told_and_is_not_spent_again(treasury: Treasury) -> None:
    budget(treasury, 10 * FEN)
    sides = (
        Which(AccountKind.FUND, fund="county", year=2026),
        Which(AccountKind.RECEIVABLE, programme=NURSING),
    )
    move(
        key="recovery:1",
        county=WULINGYUAN,
        on=ON,
        entry=Entry.RECOVERED,
        debit=sides[0],
        credit=sides[1],
        fen=500,
    )
    assert (the_budget().recovered, the_budget().left) == (500, 10 * FEN)


def test_the_forecast_is_what_is_open_and_what_the_newest_month_owed_until_december(
    treasury: Treasury,
) -> None:
    budget(treasury, 20 * FEN)
    one, two, three = make_payees(3, months=(JUNE.previous, JUNE))
    owe(three, JUNE.previous, 0)
    owe(three, JUNE, 0)
    found = the_budget()
    forecast = found.forecast
    assert (forecast.newest, forecast.months_left, forecast.monthly_fen) == (JUNE, 6, 2 * FEN)
    assert forecast.open_fen == 4 * FEN
    assert (found.by_year_end, found.left_at_year_end) == (16 * FEN, 4 * FEN)
    # What one person owes back pays nobody else.
    approved(treasury, drawn_up(treasury))
    owe(one, JUNE, 0)
    owe(two, JUNE, 2 * FEN)
    found = the_budget()
    assert found.forecast.open_fen == FEN
    assert (found.committed, found.by_year_end) == (4 * FEN, 4 * FEN + FEN + 2 * FEN * 6)


def test_what_is_owed_by_the_year_is_not_forecast(treasury: Treasury) -> None:
    make_payees(1)
    (other,) = make_payees(1, programme="premium", months=())
    owe(other, JUNE, FEN, per=Per.YEAR)
    forecasts = {each.programme: each.by_year_end for each in budget_of(WULINGYUAN, 2026)}
    assert forecasts == {NURSING: FEN * 7, "premium": None}


def test_a_roll_that_would_overrun_is_told_with_how_much(treasury: Treasury) -> None:
    make_payees(3)
    roll = drawn_up(treasury)
    asked = {Fund.COUNTY: 2 * FEN, Fund.LOTTERY: FEN}
    assert overrun(roll, asked) == []  # nothing was budgeted: not known
    budget(treasury, 2 * FEN - 1)
    assert overrun(roll, asked) == [
        Overrun(Fund.COUNTY, 2 * FEN - 1, 2 * FEN),
        Overrun(Fund.LOTTERY, 0, FEN),
    ]
    assert [each.over for each in overrun(roll, asked)] == [1, FEN]
    budget(treasury, 1)
    budget(treasury, FEN, Fund.LOTTERY)
    assert overrun(roll, asked) == []


def test_what_other_rolls_hold_is_not_there_for_this_one(treasury: Treasury) -> None:
    budget(treasury, 4 * FEN)
    make_payees(3)
    first = approved(treasury, drawn_up(treasury))
    assert overrun(first, {Fund.COUNTY: 3 * FEN}) == []
    other = Roll.objects.create(
        number="another",
        county=WULINGYUAN,
        programme=NURSING,
        month=first.month,
        kind="regular",
        sequence=2,
        made_at=AT,
    )
    assert overrun(other, {Fund.COUNTY: 2 * FEN}) == [Overrun(Fund.COUNTY, FEN, 2 * FEN)]


def test_what_the_money_did(treasury: Treasury) -> None:
    payees = make_payees(3, months=(JUNE.previous, JUNE))
    owe(payees[2], JUNE.previous, 0)
    roll = sent(treasury, drawn_up(treasury))
    answered(roll, failed=1)
    (found,) = performance_of(WULINGYUAN, 2026, on=date(2026, 8, 1))
    paid = Line.objects.filter(roll=roll, state=LineState.SETTLED)
    assert (found.programme, found.persons, found.fen) == (NURSING, 2, sum(line.fen for line in paid))
    # May was due by 10 June and paid on the 26th; June by 10 July. Who owes nothing for May is no month paid.
    assert found.person_months == found.fen // FEN
    assert (found.timeliness.pay_day, found.timeliness.assumed) == (10, True)
    assert (found.timeliness.on_time, found.timeliness.of) == (2, 6)
    assert found.coverage.entitled is None
    assert found.satisfaction is None
    early = performance_of(WULINGYUAN, 2026, on=date(2026, 7, 1))[0].timeliness
    assert (early.on_time, early.of) == (2, 5)
