"""The rules of one month: every condition once, every programme over them, split into pages of bits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from yingbao.law.facts.problems import Wording
from yingbao.law.facts.vocabulary import Fact, Vocabulary
from yingbao.law.rules.binding import Binding
from yingbao.law.rules.graph import facts_of, facts_of_term, map_atoms
from yingbao.law.rules.nodes import Always, Atom, Bit, Case, Condition, Rule, Term
from yingbao.law.rules.programmes import Enrolment, Pays, WrittenCondition, WrittenProgramme
from yingbao.law.rules.truth import exact
from yingbao.values.citation import Citation
from yingbao.values.month import Month
from yingbao.values.sure import Sure

BITS = 60


class PageTooSmall(ValueError):
    """One programme alone has more conditions than a page has bits."""


@dataclass(frozen=True)
class NamedCondition:
    """A condition under the name one programme gives it; the number says which bit it is."""

    id: str
    number: int
    text: str
    says: Wording
    fails: Wording
    citation: Citation | None
    sure: Sure = Sure.STATED


@dataclass(frozen=True)
class Programme:
    """A programme in one month: eligibility over numbered conditions, and what it then pays."""

    id: str
    name: Wording
    kind: str
    lead: str
    citations: tuple[Citation, ...]
    conditions: tuple[NamedCondition, ...]
    eligible: Rule
    amount: Term | None
    pays: Pays | None
    enrolment: Enrolment | None

    @property
    def in_money(self) -> bool:
        """Whether what it owes is money."""
        return self.pays is not None and self.pays.in_money


@dataclass(frozen=True)
class Page:
    """Up to sixty conditions and up to sixty programmes they serve.

    The order of both gives the bits of a packed answer: bit 0 is the first. The order is the same in
    every month of a pack, also for conditions and programmes not in force in this one.
    """

    number: int
    conditions: tuple[int, ...]
    programmes: tuple[str, ...]

    def bit(self, condition: int) -> int:
        """Return the value of a condition's bit."""
        return 1 << self.conditions.index(condition)


@dataclass(frozen=True, eq=False)
class MonthRules:
    """All that decides a month, with nothing left to look up but the facts of a person.

    `facts` decide; `told` are named in sentences only, and wanted when an answer is put into words.
    """

    pack_id: str
    digest: str
    month: Month
    facts: tuple[Fact, ...]
    conditions: tuple[Rule, ...]
    programmes: tuple[Programme, ...]
    pages: tuple[Page, ...]
    paying: frozenset[str] = frozenset()
    told: tuple[Fact, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Programme]:
        """The programmes in force, by id."""
        return {programme.id: programme for programme in self.programmes}

    def money_on(self, page: Page) -> tuple[str, ...]:
        """Return the programmes of a page that pay in money, in its order: one amount each."""
        return tuple(name for name in page.programmes if name in self.paying)

    def on(self, page: Page) -> tuple[Programme, ...]:
        """Return the programmes of a page that are in force, in its order."""
        return tuple(self.by_id[name] for name in page.programmes if name in self.by_id)

    def page_of(self, programme_id: str) -> Page:
        """Return the page a programme is on."""
        return next(page for page in self.pages if programme_id in page.programmes)

    def tuple_of(self, facts: Mapping[str, object]) -> tuple[object, ...]:
        """Return a person's facts in the fixed order; a fact not given is not known."""
        return tuple(map(facts.get, self.fact_ids))

    @cached_property
    def fact_ids(self) -> tuple[str, ...]:
        """The ids of the facts in the fixed order."""
        return tuple(fact.id for fact in self.facts)


@dataclass
class Layout:
    """Which bit every condition of a pack is; the same for every month of it."""

    programmes: Sequence[WrittenProgramme]
    rules: list[Rule] = field(default_factory=list)
    pages: list[tuple[list[int], list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        numbers: dict[Rule, int] = {}
        for programme in self.programmes:
            own = [numbers.setdefault(c.rule, len(numbers)) for c in programme.conditions]
            self._place(programme.id, list(dict.fromkeys(own)))
        self.rules = list(numbers)

    def _place(self, programme_id: str, own: list[int]) -> None:
        if len(own) > BITS:
            raise PageTooSmall(programme_id)
        for conditions, programmes in self.pages:
            new = [number for number in own if number not in conditions]
            if len(conditions) + len(new) <= BITS and len(programmes) < BITS:
                conditions += new
                programmes.append(programme_id)
                return
        self.pages.append((own, [programme_id]))

    def number(self, condition: WrittenCondition) -> int:
        """Return the number of a condition."""
        return self.rules.index(condition.rule)

    def facts(self, vocabulary: Vocabulary) -> tuple[Fact, ...]:
        """Return the facts anything here asks, in the order of the vocabulary."""
        asked = {fact for rule in self.rules for fact in facts_of(rule)}
        for programme in self.programmes:
            if programme.pays:
                asked |= set(facts_of_term(programme.pays.amount))
        return tuple(fact for fact in vocabulary if fact in asked)


@dataclass(frozen=True)
class Bound:
    """A layout bound to a month."""

    layout: Layout
    binding: Binding

    @property
    def conditions(self) -> tuple[Rule, ...]:
        """Every condition of the month by its number."""
        return tuple(self.binding.rule(rule) for rule in self.layout.rules)

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """Every programme in force in the month."""
        month = self.binding.month
        return tuple(self._programme(p) for p in self.layout.programmes if month in p.in_force)

    @property
    def paying(self) -> frozenset[str]:
        """The programmes that pay in money, in force in the month or not."""
        return frozenset(p.id for p in self.layout.programmes if p.pays and p.pays.in_money)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages, the same in every month."""
        placed = enumerate(self.layout.pages)
        return tuple(Page(n, tuple(conditions), tuple(names)) for n, (conditions, names) in placed)

    def _programme(self, written: WrittenProgramme) -> Programme:
        month = self.binding.month
        by_id = {c.id: c for c in written.conditions}

        def numbered(atom: Atom) -> Rule:
            if not isinstance(atom, Condition):
                return atom
            condition = by_id[atom.name]
            in_force = month in condition.in_force
            return Bit(self.layout.number(condition)) if in_force else Always(True)

        return Programme(
            id=written.id,
            name=written.name,
            kind=written.kind,
            lead=written.lead,
            citations=written.citations,
            conditions=tuple(self._named(c) for c in written.conditions if month in c.in_force),
            eligible=exact(map_atoms(written.eligible, numbered)),
            amount=self.binding.term(inline(written.pays.amount, by_id)) if written.pays else None,
            pays=written.pays,
            enrolment=written.enrolment,
        )

    def _named(self, condition: WrittenCondition) -> NamedCondition:
        return NamedCondition(
            id=condition.id,
            number=self.layout.number(condition),
            text=condition.text,
            says=condition.says,
            fails=condition.fails,
            citation=condition.citation,
            sure=condition.sure,
        )


def inline(term: Term, conditions: Mapping[str, WrittenCondition]) -> Term:
    """Return an amount with the rules of named conditions in the place of their names."""
    if not isinstance(term, Case):
        return term

    def spelled(atom: Atom) -> Rule:
        return conditions[atom.name].rule if isinstance(atom, Condition) else atom

    branches = ((map_atoms(rule, spelled), inline(amount, conditions)) for rule, amount in term.branches)
    return Case(tuple(branches), inline(term.default, conditions))
