"""Rows of the plan's tables: their units, what each became, what is to be known about it."""

from dataclasses import dataclass

from yingbao.edges.web.plan.document import ShownRemark, remarks_of
from yingbao.edges.web.plan.involved import TaskUnits, units_of
from yingbao.edges.web.plan.things import ShownThing, shown_of
from yingbao.law.packs import Pack
from yingbao.law.packs.coverage import Coverage, coverage_of
from yingbao.law.packs.records import records_of
from yingbao.law.packs.words import REMARKS
from yingbao.law.plans.document import Task


@dataclass(frozen=True)
class TaskRow:
    """One task; `named_by_us` where the plan left its units empty and the pack names them, with a note."""

    task: Task
    units: TaskUnits
    things: list[ShownThing]
    remarks: tuple[ShownRemark, ...]
    named_by_us: bool


def row_of(task: Task, pack: Pack) -> TaskRow:
    """Return a task as the list shows it."""
    coverage, records = coverage_of(pack), records_of(pack)
    written = records.tasks.get(task.id)
    return TaskRow(
        task,
        units_of(task, records),
        things_of(task.id, coverage) if coverage else [],
        remarks_on(task.id, pack),
        bool(written and (written.lead or written.responsible)),
    )


def things_of(clause_id: str, coverage: Coverage) -> list[ShownThing]:
    """Return what a clause became."""
    placed = coverage.by_id.get(clause_id)
    return [shown_of(thing) for thing in placed.things] if placed else []


def remarks_on(clause_id: str, pack: Pack) -> tuple[ShownRemark, ...]:
    """Return what is to be known about a row: remarks on its clause, and why the pack names its units."""
    records = records_of(pack)
    task = records.tasks.get(clause_id)
    noted = remarks_of(records.clauses.get(clause_id))
    return (*noted, ShownRemark(REMARKS["gap"], task.note)) if task and task.note.zh else noted
