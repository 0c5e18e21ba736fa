"""What a county may spend in a year, what it has spent, and what it will have spent by the end of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum

from yingbao.office.determination.tables import fetch
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.choices import RollState
from yingbao.office.payments.models import BudgetEntry, Roll, RollFund
from yingbao.office.payments.queries.forecasts import Forecast, forecasts_of

# Approved and not yet answered line by line: nothing says yet what comes back.
COMMITTED = (RollState.APPROVED, RollState.FILED, RollState.SENT)

_PAID = """
SELECT roll.programme, drawn.fund, SUM(drawn.fen), SUM(COALESCE(back.fen, 0))
FROM payments_rollfund drawn
JOIN payments_roll roll ON roll.id = drawn.roll_id
JOIN payments_paymonth month ON month.id = roll.month_id
LEFT JOIN ledger_transfer back ON back.key = 'roll:' || roll.id || ':given-back:' || drawn.fund
WHERE roll.county = %s AND roll.state = 'closed' AND month.month BETWEEN %s AND %s
GROUP BY roll.programme, drawn.fund
"""
_RECOVERED = """
SELECT credit.programme, debit.fund, SUM(moved.fen)
FROM ledger_account debit
JOIN ledger_transfer moved ON moved.debit_id = debit.id AND moved.entry = 'recovered'
JOIN ledger_account credit ON credit.id = moved.credit_id
WHERE debit.county = %s AND debit.kind = 'fund' AND debit.year = %s
GROUP BY credit.programme, debit.fund
"""


@dataclass(frozen=True)
class FundBudget:
    """One programme out of one fund in a year, in fen.

    `committed` are rolls approved of which the bank has not answered every line; `paid` is net of what the
    bank sent back. `recovered` came back from persons in that year: it is in no other figure.
    """

    fund: str
    budget: int
    committed: int
    paid: int
    recovered: int

    @property
    def left(self) -> int:
        """Return what may still be spent; below nought: more was spent than budgeted."""
        return self.budget - self.committed - self.paid


@dataclass(frozen=True)
class ProgrammeBudget:
    """One programme in a year: fund by fund, and what its awards will have cost by the end of it."""

    programme: str
    funds: tuple[FundBudget, ...]
    forecast: Forecast

    @property
    def budget(self) -> int:
        """Return what may be spent in all, in fen."""
        return sum(each.budget for each in self.funds)

    @property
    def committed(self) -> int:
        """Return what is approved and not yet answered, in fen."""
        return sum(each.committed for each in self.funds)

    @property
    def paid(self) -> int:
        """Return what was paid, in fen."""
        return sum(each.paid for each in self.funds)

    @property
    def recovered(self) -> int:
        """Return what came back from persons, in fen."""
        return sum(each.recovered for each in self.funds)

    @property
    def left(self) -> int:
        """Return what may still be spent, in fen."""
        return self.budget - self.committed - self.paid

    @property
    def by_year_end(self) -> int | None:
        """Return what will have been spent by the end of the year, in fen; None: that is not known."""
        coming = self.forecast.coming_fen
        return None if coming is None else self.committed + self.paid + coming

    @property
    def left_at_year_end(self) -> int | None:
        """Return what will be left of the budget then, in fen; below nought: it will not do."""
        spent = self.by_year_end
        return None if spent is None else self.budget - spent


@dataclass(frozen=True)
class Overrun:
    """What a roll would draw from a fund beyond its budget, in fen."""

    fund: Fund
    left: int
    asked: int

    @property
    def over(self) -> int:
        """Return how much is missing."""
        return self.asked - max(self.left, 0)


def budget_of(county: str, year: int) -> list[ProgrammeBudget]:
    """Return the budgets of a year by programme: all that were budgeted, paid or owed in it.

    The forecast rests on dues, and so on those who may be seen: ask for it where the whole county may be.
    """
    budgeted = _budgeted(county, year)
    spent = _spent(county, year)
    forecasts = forecasts_of(county, year)
    funds: defaultdict[str, list[FundBudget]] = defaultdict(list)
    for programme, fund in sorted(budgeted.keys() | spent.keys(), key=_by_programme_and_fund):
        committed, paid, recovered = spent.get((programme, fund), (0, 0, 0))
        budget = budgeted.get((programme, fund), 0)
        funds[programme].append(FundBudget(fund, budget, committed, paid, recovered))
    return [
        ProgrammeBudget(each, tuple(funds[each]), forecasts.get(each, Forecast(None, None, 0, 0)))
        for each in sorted(funds.keys() | forecasts.keys())
    ]


def overrun(roll: Roll, funds: Mapping[Fund, int]) -> list[Overrun]:
    """Return from which funds a roll would draw more than its programme has left there in the roll's year.

    A programme of which nothing was ever budgeted in the year has no budget that could be overrun: what is
    not known is not nought. Once something was, a fund without a budget has none.
    """
    year = roll.month.month.year
    budgeted = _budgeted(roll.county, year)
    if not any(programme == roll.programme for programme, _ in budgeted):
        return []
    spent = _spent(roll.county, year, but=roll)
    found = []
    for fund, asked in sorted(funds.items()):
        committed, paid, _ = spent.get((roll.programme, fund), (0, 0, 0))
        left = budgeted.get((roll.programme, fund), 0) - committed - paid
        if asked > max(left, 0):
            found.append(Overrun(Fund(fund), left, asked))
    return found


def entries_of(county: str, year: int) -> list[BudgetEntry]:
    """Return every entry of the budgets of a year, the newest last."""
    return list(BudgetEntry.objects.filter(county=county, year=year).order_by("id"))


def _by_programme_and_fund(pair: tuple[str, str]) -> tuple[str, int]:
    programme, fund = pair
    return programme, Fund.values.index(fund)


def _budgeted(county: str, year: int) -> dict[tuple[str, str], int]:
    entries = BudgetEntry.objects.filter(county=county, year=year).order_by()
    return {
        (programme, fund): fen
        for programme, fund, fen in entries.values_list("programme", "fund").annotate(sum=Sum("fen"))
    }


def _spent(county: str, year: int, *, but: Roll | None = None) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Return committed, paid and recovered, in fen, by programme and fund."""
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    committed = RollFund.objects.filter(
        roll__county=county, roll__month__month__year=year, roll__state__in=COMMITTED
    )
    if but is not None:
        committed = committed.exclude(roll=but)
    for programme, fund, fen in committed.values_list("roll__programme", "fund").annotate(sum=Sum("fen")):
        found[programme, fund][0] += fen
    for programme, fund, drawn, back in fetch(_PAID, county, f"{year}-01-01", f"{year}-12-31"):
        found[programme, fund][1] += int(drawn) - int(back)
    for programme, fund, fen in fetch(_RECOVERED, county, year):
        found[programme, fund][2] += int(fen)
    return {pair: (committed, paid, back) for pair, (committed, paid, back) in found.items()}
