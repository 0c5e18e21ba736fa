"""What would change under other rules: who gains, who loses, what it costs. Nothing is stored.

Both sets of rules are asked of the same facts of the same month, as known at the same source; only the
programmes that can answer otherwise are asked at all.
"""
# ruff: noqa: S608 - only our own names and numbers stand in these statements.

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from yingbao.law.engines.deciding import asks
from yingbao.law.facts.problems import Wording
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import Laid, Pack
from yingbao.law.rules.differing import differing
from yingbao.law.rules.months import MonthRules
from yingbao.law.rules.programmes import Pays
from yingbao.office.determination import evaluating
from yingbao.office.determination.facts import by_name, facts_table, get_facts
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.layouts import find, pages_of
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.spreads import TOLD_BY, Spread, get_spreads
from yingbao.office.determination.tables import FOLK, analyze, answers_of, fetch, gathered
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.values.division import DivisionCode
from yingbao.values.money import Money
from yingbao.values.month import Month

COMPARED = "what_if_compared"


class Outcome(StrEnum):
    """What the rules say of one person and one programme."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


class Effect(StrEnum):
    """What other rules do to one person's answer."""

    GAINS = "gains"
    LOSES = "loses"
    MORE = "more"
    LESS = "less"
    # Entitled before and after; whether to more or less is not known, for one of the amounts is not.
    AMOUNT_UNKNOWN = "amount_unknown"
    # Not decided before, or not decided any more, without being entitled on either side.
    TO_ASK = "to_ask"
    SETTLED = "settled"


@dataclass(frozen=True)
class Totals:
    """One programme under one set of rules, per period of the programme."""

    entitled: int
    to_ask: int
    # What is owed in a period where it is money; else how many visits, sessions or devices.
    owed_fen: Money
    # Entitled persons whose amount is not known; the sum leaves them out.
    without_amount: int


@dataclass(frozen=True)
class Moved:
    """One person whose answer differs, to be shown only to who may see the person."""

    person: int
    programme: str
    effect: Effect
    was: Outcome
    was_fen: int | None
    becomes: Outcome
    becomes_fen: int | None


@dataclass(frozen=True)
class Change:
    """What happens to one programme."""

    programme: str
    name: Wording
    pays: Pays | None
    before: Totals
    after: Totals
    counts: Counter[Effect]
    # The facts that would decide who is to be asked now and was not before, most wanted first.
    wanted: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class WhatIf:
    """What other rules would change in one month, inside one division."""

    county: str
    month: Month
    within: str
    laid: tuple[str, ...]
    digests: tuple[str, str]
    now: Pack
    then: Pack
    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    spreads: tuple[Spread, ...]

    def of(self, programme: str, *effects: Effect) -> list[Moved]:
        """Return whom a programme moves so."""
        return [m for m in self.moved if m.programme == programme and m.effect in effects]


def get_what_if(
    *, county: str, month: Month, laid: Sequence[Laid], within: str = "", horizon: int | None = None
) -> WhatIf:
    """Return what reforms or drafts, laid over the county's rules, would change in a month.

    `within` narrows it to a division of the county; `horizon` to what was known at a source.

    Raises:
        PackProblems: there is no such reform, or something in it cannot be understood.
        NotInForce: the pack says nothing about the month.
        NotADivision: `within` is not a code of a division.
    """
    now, then = pack_of(county, month), pack_of(county, month, *laid)
    names = differing(now.for_month(month), then.for_month(month))
    question = Question(county, month, get_horizon() if horizon is None else horizon)
    before, after = now.only(names).for_month(month), then.only(names).for_month(month)
    told = [fact for name in TOLD_BY.values() if (fact := now.vocabulary.find(name))]
    work = _Work(question, within or county, before, after, tuple(told))
    changes, moved, spreads = work.carry_out(names) if names else ((), (), ())
    return WhatIf(
        county=county,
        month=month,
        within=within or county,
        laid=then.overlays,
        digests=(now.digest, then.digest),
        now=now,
        then=then,
        changes=changes,
        moved=moved,
        spreads=spreads,
    )


@dataclass(frozen=True)
class _Work:
    question: Question
    within: str
    before: MonthRules
    after: MonthRules
    # The facts the spreads are told by.
    told: tuple[Fact, ...]

    def carry_out(
        self, names: Sequence[str]
    ) -> tuple[tuple[Change, ...], tuple[Moved, ...], tuple[Spread, ...]]:
        facts = tuple(dict.fromkeys([*self.before.facts, *self.after.facts, *self.told]))
        with (
            facts_table(self.question, facts) as table,
            evaluating.answers(self.before, table, label="now"),
            evaluating.answers(self.after, table, label="then"),
            gathered(COMPARED, self._compared(names)) as compared,
        ):
            analyze(compared)
            moved = tuple(_moved(row) for row in fetch(MOVED))
            spreads = tuple(
                get_spreads(compared, table, self.question.month, frozenset(fact.id for fact in self.told))
            )
            totals = {
                name: (_totals(name, "was", "was_fen"), _totals(name, "becomes", "becomes_fen"))
                for name in names
            }
        return tuple(self._change(name, *totals[name], moved) for name in names), moved, spreads

    def _compared(self, names: Sequence[str]) -> str:
        low, high = DivisionCode(self.within).range
        parts = (
            f"SELECT '{name}' AS programme, b.person_id, b.outcome AS was, b.amount_fen AS was_fen,"
            f" a.outcome AS becomes, a.amount_fen AS becomes_fen, folk.division_code"
            f" FROM ({_answers(self.before, name, 'now')}) AS b"
            f" JOIN ({_answers(self.after, name, 'then')}) AS a ON a.person_id = b.person_id"
            f" JOIN {FOLK} AS folk ON folk.person_id = b.person_id"
            f" WHERE (b.outcome <> 'no' OR a.outcome <> 'no')"
            f" AND folk.division_code >= '{low}' AND folk.division_code < '{high}'"
            for name in names
        )
        return " UNION ALL ".join(parts)

    def _change(self, name: str, before: Totals, after: Totals, moved: Sequence[Moved]) -> Change:
        programme = self.after.by_id.get(name) or self.before.by_id[name]
        own = [m for m in moved if m.programme == name]
        asked = [m.person for m in own if m.becomes == Outcome.ASK]
        counts = Counter(m.effect for m in own)
        return Change(name, programme.name, programme.pays, before, after, counts, self._wanted(name, asked))

    def _wanted(self, name: str, persons: Sequence[int]) -> tuple[tuple[str, int], ...]:
        facts = self.after.facts
        found: Counter[str] = Counter()
        for values in get_facts(self.question, facts, persons).values():
            eligible = self.after.by_id[name].eligible
            found.update(asks(self.after.conditions, eligible, by_name(facts, values)))
        return tuple(found.most_common())


MOVED = (
    f"SELECT person_id, programme, was, was_fen, becomes, becomes_fen FROM {COMPARED}"
    f" WHERE was <> becomes OR COALESCE(was_fen, -1) <> COALESCE(becomes_fen, -1)"
    f" ORDER BY programme, person_id"
)


def _answers(rules: MonthRules, programme: str, label: str) -> str:
    """Return the SELECT of everyone's outcome and amount; no one's, of a programme not in force."""
    placed = find(pages_of(rules), programme)
    if placed is None:
        # The other rules have it, so that its table has a row for everyone.
        other = answers_of(0, "then" if label == "now" else "now")
        return f"SELECT person_id, 'no' AS outcome, CAST(NULL AS BIGINT) AS amount_fen FROM {other}"
    page, place = placed
    amount = f"CAST({place.amount_column} AS BIGINT)" if place.amount_column else "CAST(NULL AS BIGINT)"
    outcome = (
        f"CASE WHEN (yes_bits & {place.mask}) <> 0 THEN 'yes'"
        f" WHEN (ask_bits & {place.mask}) <> 0 THEN 'ask' ELSE 'no' END"
    )
    return (
        f"SELECT person_id, outcome, CASE WHEN outcome = 'yes' THEN amount_fen END AS amount_fen"
        f" FROM (SELECT person_id, {outcome} AS outcome, {amount} AS amount_fen"
        f" FROM {answers_of(page, label)}) AS answered"
    )


def _totals(programme: str, outcome: str, fen: str) -> Totals:
    ((entitled, to_ask, owed, without),) = fetch(
        f"SELECT COUNT(CASE WHEN {outcome} = 'yes' THEN 1 END),"
        f" COUNT(CASE WHEN {outcome} = 'ask' THEN 1 END),"
        f" CAST(COALESCE(SUM({fen}), 0) AS BIGINT),"
        f" COUNT(CASE WHEN {outcome} = 'yes' AND {fen} IS NULL THEN 1 END)"
        f" FROM {COMPARED} WHERE programme = %s",
        programme,
    )
    return Totals(int(str(entitled)), int(str(to_ask)), Money(int(str(owed))), int(str(without)))


def _moved(row: tuple[object, ...]) -> Moved:
    person, programme, was, was_fen, becomes, becomes_fen = row
    before, after = Outcome(str(was)), Outcome(str(becomes))
    paid = None if was_fen is None else int(str(was_fen))
    pays = None if becomes_fen is None else int(str(becomes_fen))
    effect = _effect(before, paid, after, pays)
    return Moved(int(str(person)), str(programme), effect, before, paid, after, pays)


def _effect(was: Outcome, paid: int | None, becomes: Outcome, pays: int | None) -> Effect:
    if Outcome.YES not in (was, becomes):
        return Effect.TO_ASK if becomes == Outcome.ASK else Effect.SETTLED
    if was != becomes:
        return Effect.GAINS if becomes == Outcome.YES else Effect.LOSES
    if paid is None or pays is None:
        return Effect.AMOUNT_UNKNOWN
    return Effect.MORE if pays > paid else Effect.LESS
