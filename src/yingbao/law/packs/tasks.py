"""Tasks: what each row of a plan's table of tasks became, and who answers for it."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import fit, wording_of
from yingbao.law.packs.record_shapes import TaskShape
from yingbao.law.packs.units import Units

NO_CLAUSE = Wording("规划里没有“{id}”", "the plan has no “{id}”")
NOTHING = Wording("没有项目、指标、流程或单位“{id}”", "nothing in this pack has the id “{id}”")
NEEDS_NOTE = Wording(
    "只有规划没有写单位时才在这里写，并用 note 说明",
    "units stand here only where the plan names none, with a note that says so",
)


@dataclass(frozen=True)
class Task:
    """A row of the table: what it became. `lead` and `responsible` are ids of units the plan left out."""

    id: str
    does: tuple[str, ...]
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    note: Wording
    place: Place


@dataclass(frozen=True)
class TaskReader:
    """Reads tasks against the clauses of the plan, the units, and all a task may become."""

    clauses: Container[str]
    things: Container[str]
    units: Units
    problems: Problems

    def read(self, clause_id: str, entry: Located) -> Task | None:
        """Return a task, or None after noting why it has no shape."""
        shape = fit(TaskShape, entry, self.problems)
        if shape is None:
            return None
        if clause_id not in self.clauses:
            self.problems.add(entry.key_place, NO_CLAUSE.fill(id=clause_id))
        for number, name in enumerate(shape.does):
            if name not in self.things:
                self.problems.add(entry.find(("does", number)).place, NOTHING.fill(id=name))
        if (shape.lead or shape.responsible) and not shape.note:
            self.problems.add(entry.key_place, NEEDS_NOTE)
        return Task(
            id=clause_id,
            does=tuple(dict.fromkeys(shape.does)),
            lead=tuple(self._units(shape.lead, entry, "lead")),
            responsible=tuple(self._units(shape.responsible, entry, "responsible")),
            note=wording_of(shape.note),
            place=entry.key_place,
        )

    def _units(self, words: list[str], entry: Located, key: str) -> Iterator[str]:
        for number, word in enumerate(words):
            unit = self.units.resolve(word, entry.find((key, number)).place, self.problems)
            if unit:
                yield unit.id
