"""Programmes as written in a pack, before a month is asked for."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from yingbao.law.facts.problems import Place, Wording
from yingbao.law.facts.vocabulary import Fact, Subject
from yingbao.law.rules.graph import facts_of, facts_of_term, parameters_of, parameters_of_term
from yingbao.law.rules.nodes import Rule, Term
from yingbao.values.citation import Citation
from yingbao.values.month import Month
from yingbao.values.sure import Sure

Compare: TypeAlias = Literal["both", "missed", "none"]
RelationKind: TypeAlias = Literal["exclude", "choose_higher", "allow"]
ProgrammeKind: TypeAlias = Literal[
    "cash", "goods", "service", "premium", "duty", "reward", "facility", "event"
]
Period: TypeAlias = Literal["month", "quarter", "half_year", "year", "term", "plan", "once"]
# From which month, and until which; nothing where the rules of each month say it alone.
Begins: TypeAlias = Literal["", "month_of_application"]
Ends: TypeAlias = Literal["", "month_after_event", "month_of_comparison"]
Payer: TypeAlias = Literal[
    "central",
    "province",
    "prefecture",
    "county",
    "township",
    "lottery",
    "insurance",
    "levy",
    "employer",
    "own",
]


@dataclass(frozen=True)
class Span:
    """From a month to a month, both included; open where none is given."""

    start: Month | None = None
    end: Month | None = None

    def __contains__(self, month: Month) -> bool:
        return (self.start is None or self.start <= month) and (self.end is None or month <= self.end)


ALWAYS = Span()


@dataclass(frozen=True)
class Enrolment:
    """Which spells show who draws a programme, and how the two are compared."""

    scheme: str
    compare: Compare


@dataclass(frozen=True)
class WrittenCondition:
    """A named condition: its rule, the words for it and for its failing, and where it is written."""

    id: str
    text: str
    rule: Rule
    says: Wording
    fails: Wording
    citation: Citation | None = None
    in_force: Span = ALWAYS
    sure: Sure = Sure.STATED


@dataclass(frozen=True)
class Relation:
    """How another benefit bears on this one: it excludes it, the higher is chosen, or both are drawn."""

    fact_id: str
    kind: RelationKind
    in_force: Span
    citation: Citation | None
    condition_id: str | None
    sure: Sure = Sure.STATED


@dataclass(frozen=True)
class Pays:
    """What is owed: how much of which unit for which period, from when and until when."""

    text: str
    amount: Term
    unit: str
    per: Period
    start: Begins
    until: Ends
    by: Month | None = None

    @property
    def in_money(self) -> bool:
        """Whether it is owed in fen; visits and sessions are counted instead."""
        return self.unit == "fen"


@dataclass(frozen=True)
class Form:
    """A form in which a service may be given: at home, by day, in an institution."""

    id: str
    name: Wording


@dataclass(frozen=True)
class Share:
    """Who pays which part: a parameter (an integer is percent, fen an amount), `rest`, or `unknown`."""

    payer: Payer
    part: str


@dataclass(frozen=True)
class Particulars:
    """What a programme says besides its rules.

    `goes_by` names parameters no rule asks: caps, shares, sizes. `responsible` are the units beside the
    lead, `process` is the course of an application.
    """

    responsible: tuple[str, ...] = ()
    goes_by: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    funds: tuple[Share, ...] = ()
    process: str = ""
    note: Wording = Wording("", "")


@dataclass(frozen=True)
class WrittenProgramme:
    """A programme of a pack with its rules."""

    id: str
    name: Wording
    kind: ProgrammeKind
    subject: Subject
    lead: str
    citations: tuple[Citation, ...]
    conditions: tuple[WrittenCondition, ...]
    eligible_text: str
    eligible: Rule
    relations: tuple[Relation, ...]
    pays: Pays | None
    enrolment: Enrolment | None
    in_force: Span
    place: Place
    area: str = ""
    particulars: Particulars = Particulars()


def facts_of_programme(programme: WrittenProgramme) -> tuple[Fact, ...]:
    """Return the facts a programme asks, each once."""
    found = [fact for condition in programme.conditions for fact in facts_of(condition.rule)]
    if programme.pays:
        found += facts_of_term(programme.pays.amount)
    return tuple(dict.fromkeys(found))


def parameters_of_programme(programme: WrittenProgramme) -> tuple[str, ...]:
    """Return the parameters that decide a programme or what it owes, each once."""
    found = [name for condition in programme.conditions for name in parameters_of(condition.rule)]
    if programme.pays:
        found += parameters_of_term(programme.pays.amount)
    return tuple(dict.fromkeys(found))
