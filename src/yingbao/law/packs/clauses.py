"""Clauses: what each clause of a plan became, or why it is guidance; figures, explanations, remarks."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from fractions import Fraction

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import fit, wording_of
from yingbao.law.packs.record_shapes import ClauseShape, FigureShape, Guidance, Remark, RemarkShape
from yingbao.law.packs.tasks import NO_CLAUSE, NOTHING, Task

BOTH = Wording(
    "becomes 与 guidance 只写一种", "a clause either becomes something or is guidance, it is not both"
)
NEITHER = Wording("写 becomes 或 guidance", "write what it becomes, or why it is guidance")
NEEDLESS_WHY = Wording("why 只用于 guidance", "`why` is for guidance only")
SAID_TWICE = Wording(
    "tasks.yaml 已写明 {clause} 成为“{id}”，这里不再写",
    "tasks.yaml says that {clause} became “{id}”; it does not stand here again",
)
NOT_A_NUMBER = Wording("“{written}”不是数", "“{written}” is no number")


@dataclass(frozen=True)
class Figure:
    """A number of a clause that records what was: 1,200 homes modified, 2016—2020."""

    name: Wording
    value: Fraction
    unit: str
    period: str


@dataclass(frozen=True)
class NotedRemark:
    """A conflict, a copying error, a gap or a reading of ours; the text itself is never corrected."""

    kind: Remark
    text: Wording


@dataclass(frozen=True)
class ClauseEntry:
    """What is written about a clause. Where it says neither, something else names the clause."""

    id: str
    becomes: tuple[str, ...]
    guidance: Guidance | None
    why: Wording
    figures: tuple[Figure, ...]
    numbers: dict[str, Wording]
    remarks: tuple[NotedRemark, ...]
    place: Place
    number_places: dict[str, Place]


@dataclass(frozen=True)
class ClauseReader:
    """Reads clauses against the ids of the plan and of all a clause may become."""

    clauses: Container[str]
    things: Container[str]
    problems: Problems

    def read(self, clause_id: str, entry: Located) -> ClauseEntry | None:
        """Return what is written about a clause, or None after noting why it has no shape."""
        shape = fit(ClauseShape, entry, self.problems)
        if shape is None:
            return None
        if clause_id not in self.clauses:
            self.problems.add(entry.key_place, NO_CLAUSE.fill(id=clause_id))
        self._check(shape, entry)
        notes = shape.note if isinstance(shape.note, list) else [shape.note]
        figures = (self._figure(each, entry.find(("figures", n))) for n, each in enumerate(shape.figures))
        return ClauseEntry(
            id=clause_id,
            becomes=tuple(dict.fromkeys(shape.becomes)),
            guidance=shape.guidance,
            why=wording_of(shape.why),
            figures=tuple(figure for figure in figures if figure),
            numbers={written: said.wording for written, said in shape.numbers.items()},
            remarks=tuple(_remark(note) for note in notes),
            place=entry.key_place,
            number_places={key: entry.find(("numbers", key)).key_place for key in shape.numbers},
        )

    def _check(self, shape: ClauseShape, entry: Located) -> None:
        if shape.becomes and shape.guidance:
            self.problems.add(entry.key_place, BOTH)
        if not (shape.becomes or shape.guidance or shape.figures or shape.numbers or shape.note):
            self.problems.add(entry.key_place, NEITHER)
        if shape.why and not shape.guidance:
            self.problems.add(entry.find(("why",)).key_place, NEEDLESS_WHY)
        for number, name in enumerate(shape.becomes):
            if name not in self.things:
                self.problems.add(entry.find(("becomes", number)).place, NOTHING.fill(id=name))

    def _figure(self, shape: FigureShape, entry: Located) -> Figure | None:
        try:
            value = Fraction(shape.value)
        except (ValueError, ZeroDivisionError):
            self.problems.add(entry.find(("value",)).place, NOT_A_NUMBER.fill(written=shape.value))
            return None
        return Figure(shape.name.wording, value, shape.unit, shape.period)


def check_rows(clauses: Mapping[str, ClauseEntry], tasks: Mapping[str, Task], problems: Problems) -> None:
    """What a row of the table of tasks became stands in tasks.yaml and not again among the clauses."""
    for task in tasks.values():
        entry = clauses.get(task.id)
        for name in task.does:
            if entry and name in entry.becomes:
                problems.add(entry.place, SAID_TWICE.fill(clause=task.id, id=name))


def _remark(shape: RemarkShape) -> NotedRemark:
    return NotedRemark(shape.kind, shape.wording)
