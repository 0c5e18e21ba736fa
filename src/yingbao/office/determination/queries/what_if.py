"""What would change under other rules: who gains, who loses, what it costs. Nothing is stored.

Both sets of rules are asked of the same facts of the same month, as known at the same source; only the
programmes that can answer otherwise are asked at all.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

import polars as pl

from yingbao.law.engines.deciding import asks
from yingbao.law.facts.problems import Wording
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import Laid, Pack
from yingbao.law.packs.funding import digest_with_funds, otherwise_borne
from yingbao.law.rules.differing import differing, same_measure
from yingbao.law.rules.graph import atoms_of
from yingbao.law.rules.months import MonthRules, Programme
from yingbao.law.rules.nodes import Bit
from yingbao.law.rules.programmes import Pays
from yingbao.office.access.sight import seeing_all
from yingbao.office.determination import both_rules
from yingbao.office.determination.both_rules import ASK, NO, YES, get_kinds
from yingbao.office.determination.fact_frames import get_fact_frame
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.households import (
    Households,
    OncePerHousehold,
    get_households,
    once_per_household,
    owed_per_household,
)
from yingbao.office.determination.queries.spreads import TOLD_BY, Spread, get_spreads
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.values.money import Money
from yingbao.values.month import Month

# How often in a year a period begins. What is owed once, or once in the years of the plan, is not of a year.
TIMES: Mapping[str, int] = {"month": 12, "quarter": 4, "half_year": 2, "term": 2, "year": 1}
SIDES = ("was", "becomes")
# How often a year each of two amounts is owed; 1 and 1 where both are of the same period.
Times: TypeAlias = tuple[int, int]


class Outcome(StrEnum):
    """What the rules say of one person and one programme."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


OUTCOMES = {NO: Outcome.NO, YES: Outcome.YES, ASK: Outcome.ASK}


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
    # What is owed in a period; nothing where it is not money.
    owed_fen: Money
    # Entitled persons whose amount is not known; the sum leaves them out.
    without_amount: int
    # How the sum came about where money is owed per household; no person is left out of it by amount then.
    households: Households | None = None

    @property
    def counted(self) -> int:
        """How many amounts the sum is of: of persons, or of households."""
        return self.households.counted if self.households else self.entitled - self.without_amount


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
    # How it is owed today and how under the rules tried; a programme only one of them has is owed one way.
    paid: Pays | None
    pays: Pays | None
    before: Totals
    after: Totals
    counts: Counter[Effect]
    # The facts that would decide who is to be asked now and was not before, most wanted first.
    wanted: tuple[tuple[str, int], ...]
    # No one is answered otherwise or owed another amount: only others bear or draw it.
    borne_alone: bool = False

    @property
    def same_measure(self) -> bool:
        """Whether both sums are of the same unit and the same period."""
        return same_measure(self.paid, self.pays)

    @property
    def sides(self) -> tuple[Totals, Totals]:
        """Before and after."""
        return self.before, self.after

    @property
    def per_household(self) -> bool:
        """Whether either of the rules owes its money per household."""
        return any(side.households is not None for side in self.sides)

    @property
    def in_money(self) -> bool:
        """Whether either of the rules owes it in money."""
        return any(pays.in_money for pays in (self.paid, self.pays) if pays)


@dataclass(frozen=True)
class WhatIf:
    """What other rules would change in one month, inside one division.

    Persons are counted, also where one is owed to a whole household; its money is summed once per household.
    """

    county: str
    month: Month
    within: str
    laid: tuple[str, ...]
    # What was known: the last source whose facts were asked.
    horizon: int
    digests: tuple[str, str]
    now: Pack
    then: Pack
    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    spreads: tuple[Spread, ...]

    def of(self, programme: str, *effects: Effect) -> list[Moved]:
        """Return whom a programme moves so."""
        return [m for m in self.moved if m.programme == programme and m.effect in effects]


@seeing_all(reason="who stood there when it was known is counted; who may not be seen is not named")
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
    answered = differing(now.for_month(month), then.for_month(month))
    borne = tuple(name for name in otherwise_borne(now, then, month) if name not in answered)
    names = answered + borne
    known = get_horizon() if horizon is None else horizon
    both = _rules(now, month, names), _rules(then, month, names)
    told = [fact for name in TOLD_BY.values() if (fact := now.vocabulary.find(name))]
    shared = owed_per_household(now), owed_per_household(then)
    work = _Work(
        Question(county, month, known), within or county, *both, tuple(told), shared, frozenset(borne)
    )
    changes, moved, spreads = work.carry_out(names) if names else ((), (), ())
    return WhatIf(
        county=county,
        month=month,
        within=within or county,
        laid=then.overlays,
        horizon=known,
        digests=(digest_with_funds(now, month), digest_with_funds(then, month)),
        now=now,
        then=then,
        changes=changes,
        moved=moved,
        spreads=spreads,
    )


@lru_cache(maxsize=32)
def _rules(pack: Pack, month: Month, names: tuple[str, ...]) -> MonthRules:
    """Return the rules of a few programmes; putting them together takes as long as asking them."""
    return pack.only(names).for_month(month)


@dataclass(frozen=True)
class _Work:
    question: Question
    within: str
    before: MonthRules
    after: MonthRules
    # The facts the spreads are told by.
    told: tuple[Fact, ...]
    # The programmes that owe money per household, before and after.
    shared: tuple[frozenset[str], frozenset[str]]
    # Those that nobody is answered otherwise by.
    borne_alone: frozenset[str]

    def carry_out(
        self, names: Sequence[str]
    ) -> tuple[tuple[Change, ...], tuple[Moved, ...], tuple[Spread, ...]]:
        facts = tuple(dict.fromkeys([*self.before.facts, *self.after.facts, *self.told]))
        frame = get_fact_frame(self.question, facts, self.within)
        compared = both_rules.compare(frame, self.before, self.after, names)
        times = [self._times(name) for name in names]
        moving = compared.filter(_differs(compared, times)).sort("programme", "person_id")
        moved = tuple(_moved(names, times, *row) for row in moving.drop("row").iter_rows())
        counts = _counted(moved)
        households = self._households(frame["person_id"], names)
        once = (
            self._once("was", compared, households, names),
            self._once("becomes", compared, households, names),
        )
        totals = _totals(compared, names, (self.before.paying, self.after.paying), once)
        asked = moving.filter(pl.col("becomes") == ASK)
        changes = (
            self._change(name, totals.get(place, (NOBODY, NOBODY)), counts[name], self._wanted(name, rows))
            for place, name in enumerate(names)
            for rows in [frame[asked.filter(pl.col("programme") == place)["row"]]]
        )
        return tuple(changes), moved, tuple(get_spreads(compared, frame, self.question.month, names, once))

    def _households(self, persons: pl.Series, names: Sequence[str]) -> pl.Series:
        """Return the household of each person, read only where something is owed per household."""
        asked = self.question
        known: Mapping[int, int] = {}
        if any(name in shared for shared in self.shared for name in names):
            known = get_households(county=asked.county, month=asked.month, horizon=asked.horizon)
        return pl.Series("household", [known.get(person) for person in persons], dtype=pl.Int64)

    def _once(
        self, side: str, compared: pl.DataFrame, households: pl.Series, names: Sequence[str]
    ) -> OncePerHousehold:
        shared = self.shared[SIDES.index(side)]
        places = frozenset(place for place, name in enumerate(names) if name in shared)
        return once_per_household(compared, side, households, places)

    def _change(
        self,
        name: str,
        totals: tuple[Totals, Totals],
        counts: Counter[Effect],
        wanted: tuple[tuple[str, int], ...],
    ) -> Change:
        before, after = self._sides(name)
        alone = name in self.borne_alone
        return Change(name, after.name, before.pays, after.pays, *totals, counts, wanted, alone)

    def _sides(self, name: str) -> tuple[Programme, Programme]:
        """Return the programme under both rules; where one of them lacks it, the other's stands for both."""
        before, after = self.before.by_id.get(name), self.after.by_id.get(name)
        return before or self.after.by_id[name], after or self.before.by_id[name]

    def _times(self, name: str) -> Times | None:
        """Return what makes both amounts comparable: how often each is owed; None where nothing does."""
        before, after = (programme.pays for programme in self._sides(name))
        if same_measure(before, after):
            return 1, 1
        if before is None or after is None or not (before.in_money and after.in_money):
            return None
        if before.per not in TIMES or after.per not in TIMES:
            return None
        return TIMES[before.per], TIMES[after.per]

    def _wanted(self, name: str, facts: pl.DataFrame) -> tuple[tuple[str, int], ...]:
        if not facts.height:
            return ()
        rules, eligible = self.after.conditions, self.after.by_id[name].eligible
        asked = [rules[atom.number] for atom in atoms_of(eligible) if isinstance(atom, Bit)]
        found: Counter[str] = Counter()
        for known, persons in get_kinds(facts, asked):
            found.update(dict.fromkeys(asks(rules, eligible, known), persons))
        return tuple(found.most_common())


NOBODY = Totals(0, 0, Money(0), 0)


def _differs(compared: pl.DataFrame, times: Sequence[Times | None]) -> pl.Series:
    """Return who is answered otherwise, or is owed another amount over the same time."""
    often = pl.DataFrame(
        [each or (None, None) for each in times],
        schema={"was_times": pl.Int64, "becomes_times": pl.Int64},
        orient="row",
    )
    was, becomes = (often[side].gather(compared["programme"]) for side in often.columns)
    paid, pays = compared["was_fen"] * was, compared["becomes_fen"] * becomes
    entitled = (compared["was"] == YES) & (compared["becomes"] == YES)
    return (compared["was"] != compared["becomes"]) | paid.ne_missing(pays) | (entitled & was.is_null())


def _totals(
    compared: pl.DataFrame,
    names: Sequence[str],
    paying: tuple[Collection[str], Collection[str]],
    once: tuple[OncePerHousehold, OncePerHousehold],
) -> dict[int, tuple[Totals, Totals]]:
    """Return both totals by place; `paying` are the programmes in money before and after."""
    counted = compared.group_by("programme").agg(figure for side in SIDES for figure in _figures(side))
    return {
        place: (
            _told(place, figures[:4], once[0], in_money=names[place] in paying[0]),
            _told(place, figures[4:], once[1], in_money=names[place] in paying[1]),
        )
        for place, *figures in counted.iter_rows()
    }


def _figures(side: str) -> tuple[pl.Expr, ...]:
    yes, fen = pl.col(side) == YES, pl.col(f"{side}_fen")
    return (
        yes.sum().alias(f"{side}_entitled"),
        (pl.col(side) == ASK).sum().alias(f"{side}_to_ask"),
        fen.sum().alias(f"{side}_owed"),
        (yes & fen.is_null()).sum().alias(f"{side}_without"),
    )


def _told(place: int, figures: Collection[int], once: OncePerHousehold, *, in_money: bool) -> Totals:
    entitled, to_ask, owed, without = figures
    if place not in once.places:
        return Totals(entitled, to_ask, Money(owed), without if in_money else 0)
    households = once.count(place)
    return Totals(entitled, to_ask, households.owed_fen, 0, households)


def _counted(moved: Sequence[Moved]) -> dict[str, Counter[Effect]]:
    counts: dict[str, Counter[Effect]] = defaultdict(Counter)
    for each in moved:
        counts[each.programme][each.effect] += 1
    return counts


def _moved(  # noqa: PLR0913  # the columns of a row
    names: Sequence[str],
    times: Sequence[Times | None],
    programme: int,
    person: int,
    was: int,
    was_fen: int | None,
    becomes: int,
    becomes_fen: int | None,
) -> Moved:
    before, after = OUTCOMES[was], OUTCOMES[becomes]
    effect = _effect(before, was_fen, after, becomes_fen, times[programme])
    return Moved(person, names[programme], effect, before, was_fen, after, becomes_fen)


def _effect(
    was: Outcome, paid: int | None, becomes: Outcome, pays: int | None, times: Times | None
) -> Effect:
    if Outcome.YES not in (was, becomes):
        return Effect.TO_ASK if becomes == Outcome.ASK else Effect.SETTLED
    if was != becomes:
        return Effect.GAINS if becomes == Outcome.YES else Effect.LOSES
    if paid is None or pays is None or times is None:
        return Effect.AMOUNT_UNKNOWN
    return Effect.MORE if pays * times[1] > paid * times[0] else Effect.LESS
