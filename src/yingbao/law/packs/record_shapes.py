"""What may stand in units.yaml, tasks.yaml, indicators.yaml, processes/ and clauses/."""

from enum import StrEnum
from typing import Literal, TypeAlias

from pydantic import Field

from yingbao.law.calendars.days import Days
from yingbao.law.facts.shapes import Named, Shape
from yingbao.law.packs.shapes import MonthText, SpanShape
from yingbao.values.sure import Sure

Note: TypeAlias = Named | str
UnitKind: TypeAlias = Literal[
    "department",
    "committee",
    "federation",
    "association",
    "township",
    "village",
    "court",
    "party",
    "institution",
    "enterprise",
    "public",
]
Nature: TypeAlias = Literal["binding", "expected", "stated"]
IndicatorUnit: TypeAlias = Literal["percent", "persons", "households", "places", "events", "amount", "text"]
Bound: TypeAlias = Literal[">=", ">", "=", "<=", "<"]
Guidance: TypeAlias = Literal["frame", "background", "direction", "principle", "goal", "encouragement"]
Remark: TypeAlias = Literal["conflict", "copying_error", "gap", "reading"]


class Does(StrEnum):
    """What a step of a process does (ADR 14)."""

    # Papers are taken, all that is missing is told once (一次性告知), the clock starts.
    ACCEPT = "accept"
    # Somebody goes and writes down what was found.
    VISIT = "visit"
    # An opinion, passed on or sent back.
    CHECK = "check"
    # Yes, or no with reasons and remedies; never by who prepared it.
    DECIDE = "decide"
    # Published, masked, for a number of days; an open objection holds the award.
    NOTICE = "notice"
    # The result reaches the person.
    TELL = "tell"
    # What an award brings (fund, pay, deliver): not casework.
    CARRY_OUT = "carry_out"
    # What may be asked afterwards; it opens a case of its own: the steps up to the next request.
    REQUEST = "request"


class UnitShape(SpanShape):
    """A unit: who it is, from when to when, who came after it, what it is organised for."""

    name: Named
    kind: UnitKind
    aliases: list[str] = []
    successor: str | None = None
    goes_by: list[str] = []
    does: list[Named] = []
    note: Note = ""


class TaskShape(Shape):
    """A row of the plan's table of tasks: what it became; units only where the plan leaves them empty."""

    does: list[str]
    lead: list[str] = []
    responsible: list[str] = []
    note: Note = ""


class TargetShape(Shape):
    """What is to be reached by when; words where the plan gives no number."""

    value: int | str | None = None
    bound: Bound = "="
    by: MonthText | None = None
    text: Named | None = None


class MeasuredShape(Shape):
    """Whom or what an indicator counts: one of the four."""

    programme: str | None = None
    rule: str | None = None
    delivered: str | None = None
    given: str | None = None


class IndicatorShape(Shape):
    """An indicator of the plan, or one borrowed from the plans above it."""

    name: Named
    clauses: list[str]
    nature: Nature
    unit: IndicatorUnit
    target: TargetShape
    among: MeasuredShape | None = None
    reached: MeasuredShape
    definition: Named
    sure: Sure
    borrowed: bool = False
    note: Note = ""


class StepShape(Shape):
    """A step of a process: what it does, who takes it, within or for how long, with which papers."""

    id: str
    name: Named
    does: Does
    who: str
    within: str | None = None
    lasts: str | None = Field(default=None, alias="for")
    extends: str | None = None
    days: Days | None = None
    asks: list[Named] = []
    masked: bool = False


class ProcessShape(Shape):
    """The course of an application, a petition, a yearly declaration."""

    id: str
    name: Named
    source: str
    steps: list[StepShape]
    changes_by: str = ""
    stops_clock: list[str] = []
    remedies: list[str] = []
    note: Note = ""


class ParagraphShape(Shape):
    """A paragraph of a letter, in both languages; or the name of a remedy, told where it is open."""

    zh: str = ""
    en: str = ""
    remedy: str = ""


class RemedyShape(Shape):
    """What letters say of a remedy."""

    zh: str
    en: str


class LetterShape(Shape):
    """The words of a letter, with places for what differs."""

    id: str
    title: Named
    paragraphs: list[ParagraphShape]


class FigureShape(Shape):
    """A number of a clause that is a record of what was, not a promise."""

    name: Named
    value: int | str
    unit: str = ""
    period: str = ""


class RemarkShape(Named):
    """What is to be known about a clause: texts are never corrected."""

    kind: Remark


class ClauseShape(Shape):
    """What a clause of the plan became, or why it is guidance."""

    becomes: list[str] = []
    guidance: Guidance | None = None
    why: Note = ""
    figures: list[FigureShape] = []
    numbers: dict[str, Named] = {}
    note: RemarkShape | list[RemarkShape] = []
