"""What each unit has to do with: what it leads, what it answers for with others, its tasks and steps."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from yingbao.law.packs import Pack
from yingbao.law.packs.coverage import coverage_of
from yingbao.law.packs.processes import Process
from yingbao.law.packs.records import Records, records_of
from yingbao.law.packs.units import Unit
from yingbao.law.plans.document import Task
from yingbao.law.rules.programmes import WrittenProgramme


@dataclass
class Involved:
    """Everything one unit leads or takes part in, each in the order of the pack or the plan."""

    leads: list[WrittenProgramme] = field(default_factory=list)
    takes_part: list[WrittenProgramme] = field(default_factory=list)
    leads_tasks: list[Task] = field(default_factory=list)
    takes_part_in_tasks: list[Task] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list)
    # The units whose work this one took over.
    came_after: list[Unit] = field(default_factory=list)

    @property
    def things(self) -> frozenset[str]:
        """The ids of its programmes and processes."""
        programmes = {each.id for each in (*self.leads, *self.takes_part)}
        return frozenset(programmes | {each.id for each in self.processes})


@lru_cache(maxsize=8)
def involved_in(pack: Pack) -> Mapping[str, Involved]:
    """Return for every unit of a pack, by its id, what it has to do with."""
    records = records_of(pack)
    found: dict[str, Involved] = {unit.id: Involved() for unit in records.units}
    for programme in pack.programmes:
        lead = records.lead_of(programme)
        if lead is not None:
            found[lead.id].leads.append(programme)
        for unit in records.responsible_for(programme):
            found[unit.id].takes_part.append(programme)
    _add_tasks(pack, records, found)
    for process in records.processes.values():
        for name in dict.fromkeys(_who(process, records)):
            found[name].processes.append(process)
    for unit in records.units:
        if unit.successor in found:
            found[unit.successor].came_after.append(unit)
    return found


@dataclass(frozen=True)
class TaskUnits:
    """Who leads a task and who answers for it beside the lead; units of the pack where they are known."""

    lead: tuple[Unit, ...]
    responsible: tuple[Unit, ...]


def units_of(task: Task, records: Records) -> TaskUnits:
    """Return the units of a task: as the plan names them, or as the pack where the plan left them out."""
    written = records.tasks.get(task.id)
    lead = (*task.lead, *(written.lead if written else ()))
    responsible = (*task.responsible, *(written.responsible if written else ()))
    return TaskUnits(_units(lead, records), _units(responsible, records))


def _units(words: tuple[str, ...], records: Records) -> tuple[Unit, ...]:
    found = (records.units.find(word) for word in words)
    return tuple(dict.fromkeys(unit for unit in found if unit is not None))


def _add_tasks(pack: Pack, records: Records, found: dict[str, Involved]) -> None:
    coverage = coverage_of(pack)
    for task in coverage.plan.tasks if coverage else ():
        units = units_of(task, records)
        for unit in units.lead:
            found[unit.id].leads_tasks.append(task)
        for unit in units.responsible:
            found[unit.id].takes_part_in_tasks.append(task)


def _who(process: Process, records: Records) -> Iterator[str]:
    for step in process.steps:
        unit = records.units.find(step.who)
        if unit is not None:
            yield unit.id


def tasks_by_lead(pack: Pack) -> Mapping[str, list[Task]]:
    """Return the tasks of the plan by the unit that leads them; units in the order of their first task."""
    records, coverage = records_of(pack), coverage_of(pack)
    found: dict[str, list[Task]] = defaultdict(list)
    for task in coverage.plan.tasks if coverage else ():
        lead = units_of(task, records).lead
        found[lead[0].id if lead else ""].append(task)
    return found
