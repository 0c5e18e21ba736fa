"""What would change if a reform were in force: who gains, who loses, what it costs. Nothing is stored."""
# ruff: noqa: S608 - only our own names and numbers stand in these statements.

from dataclasses import dataclass

from yingbao.law.facts.problems import Wording
from yingbao.law.rules.months import MonthRules
from yingbao.office.determination import evaluating
from yingbao.office.determination.facts import facts_table
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.layouts import find, pages_of
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.tables import answers_of, fetch
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.values.money import Money
from yingbao.values.month import Month


@dataclass(frozen=True)
class Totals:
    """One programme before or after the reform."""

    entitled: int
    to_ask: int
    monthly: Money
    # Entitled persons whose amount is not known; the sum leaves them out.
    without_amount: int


@dataclass(frozen=True)
class Effect:
    """What the reform does to one programme; persons by id, to be shown only to who may see them."""

    programme: str
    name: Wording
    before: Totals
    after: Totals
    gainers: tuple[int, ...]
    losers: tuple[int, ...]
    # Entitled before and after, to another amount.
    other_amount: tuple[int, ...]
    # Not entitled before; entitled if one more fact turns out so.
    now_to_ask: tuple[int, ...]


@dataclass(frozen=True)
class WhatIf:
    """The effects of a reform in one month, of the programmes it changes anything in."""

    county: str
    month: Month
    reform: str
    effects: tuple[Effect, ...]


def get_what_if(*, county: str, month: Month, reform: str) -> WhatIf:
    """Return what a reform would change in a month, from what is known now.

    Raises:
        PackProblems: there is no such reform, or something in it cannot be understood.
        NotInForce: the pack says nothing about the month.
    """
    now, then = pack_of(county).for_month(month), pack_of(county, reform).for_month(month)
    question = Question(county, month, get_horizon())
    facts = tuple(dict.fromkeys([*now.facts, *then.facts]))
    with (
        facts_table(question, facts) as table,
        evaluating.answers(now, table, label="now"),
        evaluating.answers(then, table, label="then"),
    ):
        found = [_effect(now, then, programme.id) for programme in then.programmes]
    changed = tuple(e for e in found if _changes_anything(e))
    return WhatIf(county, month, reform, changed)


def _changes_anything(effect: Effect) -> bool:
    return effect.before != effect.after or bool(effect.gainers or effect.losers or effect.now_to_ask)


def _effect(now: MonthRules, then: MonthRules, programme: str) -> Effect:
    before, after = _answers(now, programme, "now"), _answers(then, programme, "then")
    rows = fetch(
        f"SELECT b.person_id, b.outcome, b.amount_fen, a.outcome, a.amount_fen"
        f" FROM ({before}) AS b JOIN ({after}) AS a ON a.person_id = b.person_id"
        f" WHERE b.outcome <> a.outcome OR COALESCE(b.amount_fen, -1) <> COALESCE(a.amount_fen, -1)"
        f" ORDER BY b.person_id"
    )
    moved = [(int(str(p)), was, is_now) for p, was, _, is_now, _ in rows]
    return Effect(
        programme,
        then.by_id[programme].name,
        _totals(before),
        _totals(after),
        tuple(p for p, was, is_now in moved if was != "yes" and is_now == "yes"),
        tuple(p for p, was, is_now in moved if was == "yes" and is_now != "yes"),
        tuple(p for p, was, is_now in moved if was == is_now == "yes"),
        tuple(p for p, was, is_now in moved if was == "no" and is_now == "ask"),
    )


def _answers(rules: MonthRules, programme: str, label: str) -> str:
    """Return the SELECT of everyone's outcome and amount; no one's, of a programme not in force."""
    placed = find(pages_of(rules), programme)
    if placed is None:
        first = answers_of(0, label)
        return f"SELECT person_id, 'no' AS outcome, CAST(NULL AS BIGINT) AS amount_fen FROM {first}"
    page, place = placed
    amount = f"CAST({place.amount_column} AS BIGINT)" if place.amount_column else "CAST(NULL AS BIGINT)"
    outcome = (
        f"CASE WHEN (yes_bits & {place.mask}) <> 0 THEN 'yes'"
        f" WHEN (ask_bits & {place.mask}) <> 0 THEN 'ask' ELSE 'no' END"
    )
    return f"SELECT person_id, {outcome} AS outcome, {amount} AS amount_fen FROM {answers_of(page, label)}"


def _totals(answers: str) -> Totals:
    ((entitled, to_ask, fen, without),) = fetch(
        f"SELECT COUNT(CASE WHEN outcome = 'yes' THEN 1 END), COUNT(CASE WHEN outcome = 'ask' THEN 1 END),"
        f" CAST(COALESCE(SUM(CASE WHEN outcome = 'yes' THEN amount_fen END), 0) AS BIGINT),"
        f" COUNT(CASE WHEN outcome = 'yes' AND amount_fen IS NULL THEN 1 END) FROM ({answers}) AS answered"
    )
    return Totals(int(str(entitled)), int(str(to_ask)), Money(int(str(fen))), int(str(without)))
