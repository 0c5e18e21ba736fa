"""The plan of a county as its page shows it: chapters, clauses, and beside each clause what it became."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from yingbao.edges.web.plan.involved import involved_in
from yingbao.edges.web.plan.things import ShownThing, shown_of
from yingbao.law.facts.problems import Wording
from yingbao.law.packs import Pack
from yingbao.law.packs.clauses import ClauseEntry, NotedRemark
from yingbao.law.packs.coverage import Coverage, PlacedClause, coverage_of, top_of
from yingbao.law.packs.records import records_of
from yingbao.law.packs.words import GUIDANCE, REMARKS
from yingbao.law.plans.document import Clause, Kind, PlanDocument

HEADINGS = {Kind.CHAPTER: 2, Kind.SECTION: 3, Kind.ANNEX: 2, Kind.BOX: 3}
# Rows of tables stand in tables of their own below.
IN_TABLES = {Kind.INDICATOR, Kind.TASK, Kind.TABLE_HEAD}


@dataclass(frozen=True)
class ShownRemark:
    """What is to be known about a clause, under the name of its kind."""

    kind: Wording
    text: Wording


@dataclass(frozen=True)
class Line:
    """One clause as the page shows it: a heading, or a text with what it became or why it is guidance."""

    clause: Clause
    level: int
    in_box: bool
    things: tuple[ShownThing, ...] = ()
    guidance: Wording | None = None
    why: Wording | None = None
    remarks: tuple[ShownRemark, ...] = ()


@dataclass(frozen=True)
class Tally:
    """How many clauses there are, how many became something, are guidance, or have no place yet."""

    clauses: int
    became: int
    guidance: int
    without: int

    @property
    def placed(self) -> int:
        """How many have a place."""
        return self.became + self.guidance


@dataclass(frozen=True)
class Chapter:
    """A chapter, the annexes, or what stands before and after them."""

    id: str
    heading: str
    lines: tuple[Line, ...]
    tally: Tally


def tally(clauses: Iterable[PlacedClause]) -> Tally:
    """Count clauses by what they became; one that is guidance and became something counts as the latter."""
    found = list(clauses)
    became = sum(bool(placed.things) for placed in found)
    placed = sum(placed.has_place for placed in found)
    return Tally(len(found), became, placed - became, len(found) - placed)


@lru_cache(maxsize=8)
def chapters_of(pack: Pack) -> tuple[Chapter, ...]:
    """Return the chapters of a pack's plan with all their clauses; none where it has no plan."""
    coverage = coverage_of(pack)
    if coverage is None:
        return ()
    lines: dict[str, list[Line]] = {}
    for clause in coverage.plan.clauses:
        placed = coverage.by_id.get(clause.id)
        if clause.kind not in IN_TABLES and (clause.text or placed):
            lines.setdefault(top_of(clause, coverage.plan), []).append(
                line_of(clause, placed, coverage, pack)
            )
    return tuple(_chapter(name, tuple(own), coverage) for name, own in lines.items())


def line_of(clause: Clause, placed: PlacedClause | None, coverage: Coverage, pack: Pack) -> Line:
    """Return a clause as the page shows it."""
    entry = placed.entry if placed else records_of(pack).clauses.get(clause.id)
    return Line(
        clause=clause,
        level=HEADINGS.get(clause.kind, 0),
        in_box=any(each.kind is Kind.BOX for each in (clause, *above(clause, coverage.plan))),
        things=tuple(shown_of(thing) for thing in placed.things) if placed else (),
        guidance=GUIDANCE[entry.guidance] if entry and entry.guidance else None,
        why=entry.why if entry and entry.why.zh else None,
        remarks=remarks_of(entry),
    )


def remarks_of(entry: ClauseEntry | None) -> tuple[ShownRemark, ...]:
    """Return the remarks on a clause; texts themselves are never corrected."""
    noted: tuple[NotedRemark, ...] = entry.remarks if entry else ()
    return tuple(ShownRemark(REMARKS[remark.kind], remark.text) for remark in noted)


def above(clause: Clause, plan: PlanDocument) -> list[Clause]:
    """Return all that a clause is part of, innermost first."""
    found: list[Clause] = []
    while (parent := plan.by_id.get((found[-1] if found else clause).parent or "")) is not None:
        found.append(parent)
    return found


def narrowed(chapters: tuple[Chapter, ...], kind: str, unit: str, pack: Pack) -> tuple[Chapter, ...]:
    """Return the chapters with only the clauses that became this kind, or that concern this unit.

    Headings stay where something beneath them does.
    """
    if not kind and not unit:
        return chapters
    concerned = involved_in(pack).get(unit) if unit else None
    names = concerned.things if concerned else frozenset()
    found = []
    for chapter in chapters:
        kept = [line for line in chapter.lines if line.level or _fits(line, kind, unit, names)]
        lines = tuple(line for index, line in enumerate(kept) if not line.level or _leads(kept, index))
        if lines:
            found.append(Chapter(chapter.id, chapter.heading, lines, chapter.tally))
    return tuple(found)


def _fits(line: Line, kind: str, unit: str, names: frozenset[str]) -> bool:
    if unit and not any(thing.id in names for thing in line.things):
        return False
    if not kind:
        return True
    if kind == "guidance":
        return line.guidance is not None
    if kind == "remark":
        return bool(line.remarks)
    return any(kind == thing.kind for thing in line.things)


def _leads(lines: list[Line], index: int) -> bool:
    """Whether a text follows a heading before another heading as high or higher."""
    for line in lines[index + 1 :]:
        if not line.level:
            return True
        if line.level <= lines[index].level:
            return False
    return False


def _chapter(name: str, lines: tuple[Line, ...], coverage: Coverage) -> Chapter:
    heading = coverage.plan.by_id.get(name)
    text = heading.text if heading and heading.text else ""
    return Chapter(name, text, lines, tally(coverage.by_chapter.get(name, ())))
