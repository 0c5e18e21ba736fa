"""What a plan consists of once it has been read: clauses in order, boxes, indicators, tasks, problems."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from yingbao.law.plans.numbers import Number, numbers_in


class Kind(StrEnum):
    """What a clause is: 章 chapter, 节 section, 段 paragraph, 句 sentence, 专栏 box, 附件 annex."""

    NUMBER = "number"
    TITLE = "title"
    ADDRESSEES = "addressees"
    NOTICE = "notice"
    MARK = "mark"
    CONTENTS = "contents"
    PREAMBLE = "preamble"
    CHAPTER = "chapter"
    SECTION = "section"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    BOX = "box"
    ANNEX = "annex"
    TABLE = "table"
    TABLE_HEAD = "table_head"
    INDICATOR = "indicator"
    TASK = "task"
    FOOT = "foot"
    UNPLACED = "unplaced"


class Why(StrEnum):
    """Why a line could not be placed with certainty; the sentence is shown to the reader, translated."""

    NUMBER_SKIPPED = "a number before this one is missing"
    NUMBER_REPEATED = "this number was already used here"
    TABLE_UNKNOWN = "the columns of this table are not known"
    ROW_UNCLEAR = "the cells of this row could not be told apart"
    ROW_WITHOUT_UNIT = "this task names no lead and no responsible unit"
    BOX_EMPTY = "this box has no text"
    BOX_OPEN = "it is not clear where this box ends"
    NO_HEADINGS = "no chapter was found; the text is kept as it stands"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader was not sure of: the line it stands on, its text as written, and why."""

    line: int
    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line of the page, not of the plan: a page number or a running head."""

    line: int
    text: str


@dataclass(frozen=True)
class Clause:
    """One addressable piece of the plan.

    A clause that only groups others (a paragraph of several sentences) has no text of its own. The texts of
    all clauses in order are the plan, nothing left out and nothing twice.
    """

    id: str
    kind: Kind
    text: str
    first_line: int
    last_line: int
    parent: str | None = None

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Amounts, shares, counts, ages, frequencies and dates written in the clause, in order."""
        return numbers_in(self.text)


@dataclass(frozen=True, slots=True)
class Box:
    """A box (专栏): its number, its title, and the ids of its items."""

    id: str
    number: int
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicator table (指标).

    What is measured, from where, to where, binding or anticipated.
    """

    id: str
    number: int
    name: str
    unit: str = ""
    baseline: str = ""
    target: str = ""
    type: str = ""
    category: str = ""

    @property
    def binding(self) -> bool | None:
        """True for 约束性, False for 预期性, None when the table does not say."""
        if "约束" in self.type:
            return True
        return False if "预期" in self.type else None


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the task table (任务分工): what is to be done, who leads, who answers with them.

    Units stand as written. `and_others` is true where the plan closes a list with 等 and does not name all.
    """

    id: str
    number: int
    text: str
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    deadline: str = ""
    and_others: bool = False


@dataclass(frozen=True)
class PlanDocument:
    """A plan as read: every word of it in `clauses`, and what boxes and tables say as rows."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    clauses: tuple[Clause, ...] = ()
    boxes: tuple[Box, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[Task, ...] = ()
    problems: tuple[Problem, ...] = ()
    furniture: tuple[Furniture, ...] = field(default=(), compare=False)

    @cached_property
    def by_id(self) -> dict[str, Clause]:
        """Every clause by its id."""
        return {clause.id: clause for clause in self.clauses}

    def under(self, clause_id: str) -> Iterator[Clause]:
        """The clause of this id and all that stand beneath it, in the order of the plan."""
        held = {clause_id}
        for clause in self.clauses:
            if clause.id in held or clause.parent in held:
                held.add(clause.id)
                yield clause

    def text_of(self, clause_id: str) -> str:
        """The whole text of a clause, its parts included; empty when the plan has no such clause."""
        return "".join(clause.text for clause in self.under(clause_id))
