"""The tasks of the plan by the unit that leads them, and what each became."""

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.involved import involved_in, tasks_by_lead
from yingbao.edges.web.plan.tasks import TaskRow, row_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs import Pack
from yingbao.law.packs.records import records_of
from yingbao.law.packs.units import Unit
from yingbao.office.access.permissions import Permission


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def task_list(request: OfficerRequest) -> HttpResponse:
    """List the plan's tasks, all or those of one unit, grouped by who leads."""
    pack = rules_of(request.user)
    unit = request.GET.get("unit", "")
    groups = [(lead, kept) for lead, rows in grouped(pack) if (kept := of_unit(rows, unit))]
    page = {
        "groups": groups,
        "unit": unit,
        "units": choices(pack),
        "total": sum(len(rows) for _, rows in grouped(pack)),
        "shown": sum(len(rows) for _, rows in groups),
    }
    return render(request, "plan/task_list.html", page)


def grouped(pack: Pack) -> list[tuple[Unit | None, list[TaskRow]]]:
    """Return the tasks by their lead, in the order of the plan."""
    units = records_of(pack).units.by_id
    return [
        (units.get(lead), [row_of(task, pack) for task in tasks])
        for lead, tasks in tasks_by_lead(pack).items()
    ]


def of_unit(rows: list[TaskRow], unit: str) -> list[TaskRow]:
    """Return the tasks a unit leads or takes part in; all where none is named."""
    if not unit:
        return rows
    return [row for row in rows if any(each.id == unit for each in (*row.units.lead, *row.units.responsible))]


def choices(pack: Pack) -> list[tuple[str, str]]:
    """Return the units that have a task."""
    involved = involved_in(pack)
    return [
        (unit.id, label(unit.name))
        for unit in records_of(pack).units
        if involved[unit.id].leads_tasks or involved[unit.id].takes_part_in_tasks
    ]
