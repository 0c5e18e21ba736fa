"""What indicators say of the register in a month: among how many, how many reached, how many unknown."""
# ruff: noqa: S608 - only our own names and numbers stand in these statements.

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from yingbao.law.packs import Pack
from yingbao.law.packs.indicators import Indicator
from yingbao.law.packs.measuring import among_of, measuring, reached_of
from yingbao.law.rules.months import MonthRules
from yingbao.office.access.models import Officer
from yingbao.office.determination import evaluating
from yingbao.office.determination.facts import facts_table
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.layouts import find, pages_of
from yingbao.office.determination.tables import FOLK, answers_of, fetch
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.values.month import Month


@dataclass(frozen=True)
class IndicatorCount:
    """Persons of the division: among whom, of them who reached it, and for how many facts are missing."""

    # None where the indicator counts without a denominator.
    among: int | None
    among_unknown: int
    reached: int
    reached_unknown: int

    @property
    def percent(self) -> Fraction | None:
        """The share reached in percent, exact; None without a denominator, or where nobody is counted."""
        return Fraction(self.reached * 100, self.among) if self.among else None


def count_indicators(
    *, officer: Officer, month: Month, pack: Pack, indicators: Iterable[Indicator]
) -> dict[str, IndicatorCount]:
    """Return what the countable indicators say of the persons of the officer's division, as known now.

    All are asked together of the facts of the month. Who is not certain is counted apart, never as reached.

    Raises:
        NotInForce: the pack says nothing about the month.
    """
    asked = tuple(indicators)
    rules = measuring(pack, asked, month).for_month(month)
    if not rules.programmes:
        return {}
    question = Question(officer.division_id[:6], month, get_horizon())
    with facts_table(question, rules.facts) as table, evaluating.answers(rules, table, label="indicator"):
        found = _counts(rules, officer)
    return {each.id: _of(each, found) for each in asked if reached_of(each.id) in found}


def _counts(rules: MonthRules, officer: Officer) -> dict[str, tuple[int, int]]:
    """Return for every measure how many persons it holds of, and of how many it is not known."""
    stored = pages_of(rules)
    placed = [(p.id, found) for p in rules.programmes if (found := find(stored, p.id))]
    counts: dict[str, tuple[int, int]] = {}
    for page in rules.pages:
        own = [(name, place) for name, (number, place) in placed if number == page.number]
        columns = ", ".join(
            f"COUNT(CASE WHEN (yes_bits & {place.mask}) <> 0 THEN 1 END),"
            f" COUNT(CASE WHEN (ask_bits & {place.mask}) <> 0 THEN 1 END)"
            for _, place in own
        )
        low, high = officer.scope
        ((*figures,),) = fetch(
            f"SELECT {columns} FROM {answers_of(page.number, 'indicator')} AS answered"
            f" JOIN {FOLK} AS folk ON folk.person_id = answered.person_id"
            f" WHERE folk.division_code >= %s AND folk.division_code < %s",
            low,
            high,
        )
        for index, (name, _) in enumerate(own):
            counts[name] = int(str(figures[2 * index])), int(str(figures[2 * index + 1]))
    return counts


def _of(indicator: Indicator, counts: dict[str, tuple[int, int]]) -> IndicatorCount:
    among, among_unknown = counts.get(among_of(indicator.id), (None, 0))
    return IndicatorCount(among, among_unknown, *counts[reached_of(indicator.id)])
