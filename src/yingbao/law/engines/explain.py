"""One person's answer with its reasons: each condition, the facts it saw, the clause, what is to be asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import repeat
from typing import NamedTuple

from yingbao.law.engines.answers import PackedAnswer
from yingbao.law.engines.closure import Determine, compile
from yingbao.law.engines.deciding import deciding_conditions, missing_facts
from yingbao.law.engines.reference import Facts
from yingbao.law.facts.problems import Wording, blanks
from yingbao.law.facts.values import Kind, Value
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.rules.graph import bits_of, facts_of
from yingbao.law.rules.months import MonthRules, NamedCondition, Page, Programme
from yingbao.law.rules.truth import Truth
from yingbao.values.citation import Citation

LACKS = Wording("{says}：未知，缺少{facts}", "{says}: unknown, missing {facts}")
UNSTATED = Wording("{says}：未知，标准待核", "{says}: unknown, the rate is to be checked")
NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True)
class Question:
    """A missing fact that would decide, and what to ask."""

    fact: Fact

    @property
    def wording(self) -> Wording:
        """The question in words; the fact's name where none was written."""
        return self.fact.question if self.fact.question.zh else self.fact.name


class Reason(NamedTuple):
    """One condition's answer."""

    condition: NamedCondition
    truth: Truth
    explanation: "Explanation"

    @property
    def id(self) -> str:
        return self.condition.id

    @property
    def citation(self) -> Citation | None:
        return self.condition.citation

    @property
    def facts(self) -> dict[str, Value | None]:
        """The facts the condition asked and what it saw; None is not known."""
        rule = self.explanation.rules.conditions[self.condition.number]
        return {fact.id: self.explanation.facts.get(fact.id) for fact in facts_of(rule)}

    @property
    def missing(self) -> tuple[Fact, ...]:
        """The facts it lacks to be decided."""
        rules = self.explanation.rules
        asked = set(missing_facts(rules.conditions[self.condition.number], self.explanation.facts))
        return tuple(fact for fact in rules.facts if fact.id in asked)

    def sentence(self, names: Mapping[str, str] = NO_NAMES) -> Wording:
        """Return the reason in words, with the facts in it; divisions by the names given, else by code."""
        if self.truth is None:
            says = self.explanation.fill(self.condition.says, names)
            lacking = Wording(
                "、".join(fact.name.zh for fact in self.missing), ", ".join(f.name.en for f in self.missing)
            )
            return LACKS.fill(says=says, facts=lacking) if lacking.zh else UNSTATED.fill(says=says)
        said = self.condition.says if self.truth else self.condition.fails
        return self.explanation.fill(said, names)


@dataclass(eq=False)
class Explanation:
    """A programme's answer for one person and month, and everything it rests on.

    The sentences and questions are made when they are asked for.
    """

    rules: MonthRules
    programme: Programme
    facts: Facts
    outcome: Truth
    amount_fen: int | None
    truths: tuple[Truth, ...]
    explainer: "Explainer"
    packed: PackedAnswer

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every condition in the order of the programme."""
        return tuple(map(Reason, self.programme.conditions, self.truths, repeat(self)))

    @property
    def failing(self) -> tuple[Reason, ...]:
        """The conditions that do not hold; the first is the reason given for a no."""
        return tuple(reason for reason in self.reasons if reason.truth is False)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What to ask so that the answer is decided; nothing where it is, or where only a rate is unknown."""
        if self.outcome is not None:
            return ()
        numbers = self.explainer.deciding(self.programme, self.packed)
        asked = dict.fromkeys(
            fact for number in numbers for fact in missing_facts(self.rules.conditions[number], self.facts)
        )
        return tuple(Question(self.explainer.facts[name]) for name in asked)

    def fill(self, sentence: Wording, names: Mapping[str, str] = NO_NAMES) -> Wording:
        """Return a sentence with the person's facts in its blanks."""
        if "{" not in sentence.zh and "{" not in sentence.en:
            return sentence
        told, named = self.explainer.told, {*blanks(sentence.zh), *blanks(sentence.en)}
        return sentence.fill(**{name: self._say(told[name], names) for name in named})

    def _say(self, fact: Fact, names: Mapping[str, str]) -> Wording:
        value = self.facts.get(fact.id)
        if fact.kind is Kind.DIVISION and value is not None:
            name = names.get(str(value), str(value))
            return Wording(name, name)
        return fact.say(value)


@dataclass(frozen=True)
class _Seat:
    """Where a programme's answer is found in the packed answers."""

    programme: Programme
    page: Page
    bit: int
    amount: int | None
    conditions: tuple[int, ...]


@dataclass(eq=False)
class Explainer:
    """Explains answers of one month; keeps what it has once worked out."""

    rules: MonthRules
    determine: Determine = field(init=False)
    seats: dict[str, _Seat] = field(init=False)
    facts: Mapping[str, Fact] = field(init=False)
    told: Mapping[str, Fact] = field(init=False)
    _remembered: dict[tuple[str, int, int], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.determine = compile(self.rules)
        self.facts = {fact.id: fact for fact in self.rules.facts}
        self.told = {fact.id: fact for fact in self.rules.told}
        self.seats = {programme.id: self._seat(programme) for programme in self.rules.programmes}

    def _seat(self, programme: Programme) -> _Seat:
        page = self.rules.page_of(programme.id)
        money = self.rules.money_on(page)
        return _Seat(
            programme=programme,
            page=page,
            bit=1 << page.programmes.index(programme.id),
            amount=money.index(programme.id) if programme.id in money else None,
            conditions=tuple(page.bit(condition.number) for condition in programme.conditions),
        )

    def explain(self, programmes: Iterable[str], facts: Facts) -> Iterator[Explanation]:
        """Give the answer of each of some programmes for a person; a fact not given is not known.

        The rules are asked once, however many programmes are explained.
        """
        answered = self.determine(self.rules.tuple_of(facts))
        for name in programmes:
            seat = self.seats[name]
            yield self._explained(seat, facts, answered[seat.page.number])

    def _explained(self, seat: _Seat, facts: Facts, packed: PackedAnswer) -> Explanation:
        true, unknown = packed.true_bits, packed.unknown_bits
        outcome = True if packed.yes_bits & seat.bit else None if packed.ask_bits & seat.bit else False
        return Explanation(
            self.rules,
            seat.programme,
            facts,
            outcome,
            None if seat.amount is None else packed.amounts[seat.amount],
            tuple([True if true & b else None if unknown & b else False for b in seat.conditions]),
            self,
            packed,
        )

    def deciding(self, programme: Programme, packed: PackedAnswer) -> list[int]:
        """Return the unknown conditions that decide, remembered per distinct signature."""
        seat = self.seats[programme.id]
        mask = sum(set(seat.conditions))
        key = programme.id, packed.true_bits & mask, packed.unknown_bits & mask
        if key not in self._remembered:
            truths = {number: _truth(seat.page, packed, number) for number in bits_of(programme.eligible)}
            self._remembered[key] = deciding_conditions(programme.eligible, truths)
        return self._remembered[key]


def _truth(page: Page, packed: PackedAnswer, number: int) -> Truth:
    bit = page.bit(number)
    return True if packed.true_bits & bit else None if packed.unknown_bits & bit else False


@lru_cache(maxsize=64)
def explainer(rules: MonthRules) -> Explainer:
    """Return the explainer of a month, made once."""
    return Explainer(rules)


def explain(rules: MonthRules, programme_id: str, facts: Facts) -> Explanation:
    """Return one programme's answer for one person with everything it rests on."""
    return next(explainer(rules).explain([programme_id], facts))
