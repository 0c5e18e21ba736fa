"""What may stand in the files of a pack."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from yingbao.law.facts.shapes import Named, Shape
from yingbao.law.facts.values import Kind
from yingbao.law.facts.vocabulary import Subject
from yingbao.law.rules.programmes import (
    Begins,
    Compare,
    Ends,
    Payer,
    Period,
    ProgrammeKind,
    RelationKind,
    Span,
)
from yingbao.values.month import Month
from yingbao.values.sure import Sure


def _month(written: object) -> Month:
    return Month.parse(str(written))


MonthText: TypeAlias = Annotated[Month, BeforeValidator(_month)]
Written: TypeAlias = bool | int | str
# Tiers by up to three facts, each inside the one before.
Tiered: TypeAlias = dict[str, Written | dict[str, Written | dict[str, Written]]]


class SpanShape(Shape):
    """From a month to a month, both included."""

    start: MonthText | None = Field(default=None, alias="from")
    end: MonthText | None = Field(default=None, alias="to")

    @property
    def span(self) -> Span:
        """The months it covers."""
        return Span(self.start, self.end)


class DocumentShape(Shape):
    """A document the pack cites as a whole."""

    title: str
    number: str = ""
    file: str = ""


class PackShape(Shape):
    """pack.yaml: who it is for, when it is in force, the years of its plan, what it extends and cites.

    `adapts` are programmes of packs above that it says otherwise, `beside` those its plan does not ask for.
    """

    id: str
    name: Named
    jurisdiction: str
    extends: str | None = None
    in_force: SpanShape = SpanShape()
    period: SpanShape | None = None
    documents: dict[str, DocumentShape] = {}
    adapts: list[str] = []
    beside: list[str] = []


class DatedValueShape(Shape):
    """A value from a month on; `unknown` where it is known to exist and not how much."""

    start: MonthText = Field(alias="from")
    value: Written | Tiered
    sure: Sure
    source: str
    note: Named | str = ""


class ParameterShape(Shape):
    """A dated value, tiered by a fact where `by` is given, or by up to three."""

    name: Named
    type: Kind
    unit: Named | str = ""
    by: str | list[str] | None = None
    values: list[DatedValueShape] = []


class ConditionShape(Shape):
    """A named condition: the rule, and the words for its holding and its failing."""

    rule: str
    says: Named
    fails: Named | None = None
    clause: str | None = None
    sure: Sure | None = None
    note: Named | str = ""


class RelationShape(SpanShape):
    """How another benefit bears on this one."""

    fact: str = Field(alias="with")
    relation: RelationKind
    amount: str | None = None
    source: str | None = None
    clause: str | None = None
    says: Named | None = None
    fails: Named | None = None
    sure: Sure | None = None
    note: Named | str = ""


class PaysShape(Shape):
    """What is owed."""

    amount: str
    unit: str
    per: Period
    by: MonthText | None = None
    start: Begins = Field(default="", alias="from")
    until: Ends = ""


class EnrolmentShape(Shape):
    """Which spells show who draws it, and how they are compared."""

    scheme: str
    compare: Compare = "none"


class FormShape(Named):
    """A form in which a service may be given."""

    id: str


class ProgrammeShape(Shape):
    """A programme: what is owed by someone to a subject for a period, under conditions."""

    id: str
    name: Named
    clauses: list[str] = []
    subject: Subject = "person"
    kind: ProgrammeKind
    lead: str = ""
    responsible: list[str] = []
    conditions: dict[str, ConditionShape]
    eligible: str
    relations: list[RelationShape] = []
    pays: PaysShape | None = None
    goes_by: list[str] = []
    forms: list[FormShape] = []
    funds: dict[Payer, str] = {}
    enrolment: EnrolmentShape | None = None
    in_force: SpanShape = SpanShape()
    process: str = ""
    note: Named | str = ""


class CaseShape(Shape):
    """A worked case: a sentence, the facts, and what must come out."""

    case: str
    en: str = ""
    programme: str
    month: MonthText
    reform: str | None = None
    facts: dict[str, Written | None]
    expect: Literal["yes", "no", "unknown"]
    amount: int | str | None = None
    failing: list[str] | None = None
    asks: list[str] | None = None
