"""Coverage: what each clause of a plan became, and back, and which of its numbers nothing carries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.carried import Carried, joined
from yingbao.law.packs.carrying import of_period, of_process, of_programme, of_unit
from yingbao.law.packs.clauses import ClauseEntry
from yingbao.law.packs.explaining import explains
from yingbao.law.packs.indicators import Indicator
from yingbao.law.packs.pack import Pack
from yingbao.law.packs.records import Records, records_of
from yingbao.law.packs.targets import of_indicator, states_target
from yingbao.law.plans.document import Clause, Kind, PlanDocument
from yingbao.law.plans.numbers import Number, numbers_in
from yingbao.law.plans.writing import from_yaml
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.values.citation import Citation

ThingKind: TypeAlias = Literal["programme", "indicator", "unit", "process"]

# Heads of columns and lists of contents ask nothing of anyone.
FURNITURE = {Kind.TABLE_HEAD, Kind.TABLE, Kind.CONTENTS}


@dataclass(frozen=True)
class Thing:
    """What a clause became; `particular` is the kind of a programme: cash, service, duty."""

    kind: ThingKind
    id: str
    name: Wording
    particular: str = ""

    def __repr__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class PlacedClause:
    """A clause, what it became, what is written about it, and what is missing.

    `loose` are its numbers that nothing carries, `off_target` the indicators that cite it and whose target
    it does not state, neither as a number nor in words.
    """

    clause: Clause
    things: tuple[Thing, ...]
    entry: ClauseEntry | None
    loose: tuple[Number, ...] = ()
    off_target: tuple[Indicator, ...] = ()

    @property
    def has_place(self) -> bool:
        """Whether it became something or is guidance."""
        return bool(self.things) or bool(self.entry and self.entry.guidance)

    @property
    def is_gap(self) -> bool:
        """Whether something is missing: its place, what carries a number of it, a target it states."""
        return not self.has_place or bool(self.loose) or bool(self.off_target)


@dataclass(frozen=True, eq=False)
class Coverage:
    """The clauses of a plan in its order, each with its place; and for each thing its clauses."""

    plan: PlanDocument
    clauses: tuple[PlacedClause, ...]
    by_id: Mapping[str, PlacedClause] = field(default_factory=dict)

    @property
    def gaps(self) -> tuple[PlacedClause, ...]:
        """The clauses something is missing of."""
        return tuple(placed for placed in self.clauses if placed.is_gap)

    @cached_property
    def clauses_of(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the clauses a thing answers, by its id, in the order of the plan."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for placed in self.clauses:
            for thing in placed.things:
                found[thing.id][placed.clause.id] = None
        return {name: tuple(ids) for name, ids in found.items()}

    def beside(self, pack: Pack) -> tuple[WrittenProgramme, ...]:
        """Return the programmes of a pack that no clause of its plan asks for: the law alone does."""
        return tuple(programme for programme in pack.programmes if programme.id not in self.clauses_of)

    @cached_property
    def by_chapter(self) -> Mapping[str, tuple[PlacedClause, ...]]:
        """The clauses of each chapter, box and annex, by the id of what stands above all else."""
        found: dict[str, list[PlacedClause]] = defaultdict(list)
        for placed in self.clauses:
            found[top_of(placed.clause, self.plan)].append(placed)
        return {name: tuple(clauses) for name, clauses in found.items()}


def counts(clauses: Iterable[PlacedClause]) -> Counter[str]:
    """Count what clauses became: kinds of programmes and of other things, guidance by its reason, gaps."""
    found: Counter[str] = Counter()
    for placed in clauses:
        found["clauses"] += 1
        found["task"] += placed.clause.kind is Kind.TASK
        found.update({thing.particular or thing.kind for thing in placed.things})
        if placed.entry and placed.entry.guidance:
            found[f"guidance {placed.entry.guidance}"] += 1
        found["no place"] += not placed.has_place
        found["number"] += bool(placed.loose)
        found["target"] += bool(placed.off_target)
    return found


@lru_cache(maxsize=16)
def coverage_of(pack: Pack) -> Coverage | None:
    """Return the coverage of a pack's plan; nothing where it has none.

    Raises:
        PackProblems: what is written beside the rules is wrong; nothing is half-loaded.
    """
    records = records_of(pack)
    return cover(pack, records) if records.plan else None


def read_plan(path: Path) -> PlanDocument:
    """Return the plan of a pack."""
    return from_yaml(path.read_text(encoding="utf-8"))


def cover(pack: Pack, records: Records) -> Coverage:
    """Return the coverage of the plan by what was read, wrong or not."""
    plan = read_plan(records.plan) if records.plan else PlanDocument()
    return Covering(pack, records, plan).coverage()


@dataclass(frozen=True)
class Covering:
    """What clauses become, being gathered from all that says so."""

    pack: Pack
    records: Records
    plan: PlanDocument

    def coverage(self) -> Coverage:
        """Return the clauses of the plan, each with its place."""
        named = self._named()
        clauses = tuple(self._placed(clause, named) for clause in leaves(self.plan))
        return Coverage(self.plan, clauses, {placed.clause.id: placed for placed in clauses})

    def _placed(self, clause: Clause, named: Mapping[str, Mapping[Thing, None]]) -> PlacedClause:
        entry = self.records.clauses.get(clause.id)
        things = tuple(named.get(clause.id, ()))
        carried = joined((of_period(self.pack.period), *(self._carried[thing.id] for thing in things)))
        loose = (number for number in clause.numbers if not carried.carries(number))
        unexplained = tuple(number for number in loose if not explains(entry, number))
        off_target = tuple(each for each, cited in self.off_target if clause in cited)
        return PlacedClause(clause, things, entry, unexplained, off_target)

    @cached_property
    def off_target(self) -> tuple[tuple[Indicator, tuple[Clause, ...]], ...]:
        """The indicators whose target no number of the clauses they cite states, and these clauses."""
        known, found = self.plan.by_id, []
        for indicator in self.records.indicators.values():
            cited = tuple(known[c.clause] for c in indicator.citations if c.is_plan and c.clause in known)
            if cited and not states_target(indicator, self._numbers_of(cited)):
                found.append((indicator, cited))
        return tuple(found)

    def _numbers_of(self, clauses: tuple[Clause, ...]) -> Iterator[Number]:
        """The numbers of clauses, and of rows whose unit and target stand in columns of their own."""
        ids = {clause.id for clause in clauses}
        for clause in clauses:
            yield from clause.numbers
        for row in self.plan.indicators:
            if row.id in ids:
                yield from numbers_in(row.target + row.unit)

    def _named(self) -> Mapping[str, Mapping[Thing, None]]:
        """The things that name a clause or that it names, by the clause."""
        found: dict[str, dict[Thing, None]] = defaultdict(dict)
        for clause_id, thing in self._bindings():
            found[clause_id][thing] = None
        return found

    def _bindings(self) -> Iterator[tuple[str, Thing]]:
        for entry in self.records.clauses.values():
            yield from ((entry.id, self.things[name]) for name in entry.becomes if name in self.things)
        for task in self.records.tasks.values():
            yield from ((task.id, self.things[name]) for name in task.does if name in self.things)
        for programme in self.pack.programmes:
            thing = self.things[programme.id]
            yield from ((each.clause, thing) for each in citations_of(programme) if each.is_plan)
        for indicator in self.records.indicators.values():
            thing = self.things[indicator.id]
            yield from ((each.clause, thing) for each in indicator.citations if each.is_plan)
        for process in self.records.processes.values():
            if process.source and process.source.is_plan:
                yield process.source.clause, self.things[process.id]

    @cached_property
    def things(self) -> Mapping[str, Thing]:
        """All a clause may become, by id."""
        records = self.records
        found = [Thing("programme", each.id, each.name, each.kind) for each in self.pack.programmes]
        found += [Thing("indicator", each.id, each.name) for each in records.indicators.values()]
        found += [Thing("process", each.id, each.name) for each in records.processes.values()]
        found += [Thing("unit", unit.id, unit.name) for unit in records.units]
        return {thing.id: thing for thing in found}

    @cached_property
    def _carried(self) -> Mapping[str, Carried]:
        parameters, records = self.pack.parameters, self.records
        found = {unit.id: of_unit(unit, parameters) for unit in records.units}
        found |= {each.id: of_indicator(each) for each in records.indicators.values()}
        found |= {each.id: of_process(each, parameters) for each in records.processes.values()}
        return found | {each.id: of_programme(each, self.pack) for each in self.pack.programmes}


def leaves(plan: PlanDocument) -> Iterator[Clause]:
    """Give the clauses that need a place: with text, with nothing below them, no heads of columns."""
    parents = {clause.parent for clause in plan.clauses}
    for clause in plan.clauses:
        if clause.text and clause.id not in parents and clause.kind not in FURNITURE:
            yield clause


def citations_of(programme: WrittenProgramme) -> Iterator[Citation]:
    """Give all a programme cites: itself, its conditions, its relations."""
    yield from programme.citations
    yield from (condition.citation for condition in programme.conditions if condition.citation)
    yield from (relation.citation for relation in programme.relations if relation.citation)


def top_of(clause: Clause, plan: PlanDocument) -> str:
    """Return the id of the chapter, the annexes or the frame a clause stands in."""
    while clause.parent and clause.parent in plan.by_id:
        clause = plan.by_id[clause.parent]
    return clause.id.partition(".")[0]
