"""The page of what a what-if found: figures, one programme's spread, who gains and who loses."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.paging import Paging, paging
from yingbao.edges.web.place import Place, place_of
from yingbao.edges.web.scenarios.asked import Asked, CannotShow, address_of, work_out
from yingbao.edges.web.scenarios.chart import Chart, draw
from yingbao.edges.web.scenarios.figures import (
    MoneyLine,
    ProgrammeLine,
    SpreadTable,
    fund_lines,
    money_lines,
    programme_lines,
    spread_note,
    spread_tables,
)
from yingbao.edges.web.scenarios.people import Who, chosen, effects_named, named
from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs import PackProblems
from yingbao.law.packs.reforms import list_reforms
from yingbao.office.access.permissions import Permission, may
from yingbao.office.audit import actions as audit
from yingbao.office.determination.queries.what_if import Effect, WhatIf
from yingbao.office.scenarios.costs import Costs, get_costs
from yingbao.office.scenarios.queries import may_end, sees_summary

PER_PAGE = 50


@dataclass(frozen=True)
class Result:
    """Everything the page shows."""

    asked: Asked
    place: Place
    found: WhatIf
    costs: Costs
    rules_changed: bool
    reforms: list[str]
    values: list[str]
    programmes: list[ProgrammeLine]
    money: list[MoneyLine]
    funds: list[tuple[str, list[MoneyLine]]]
    programme: str
    spreads: list[SpreadTable]
    spread_note: str
    chart: Chart
    effect: str
    effects: list[Any]
    people: list[Who]
    paging: Paging
    may_export: bool
    may_end: bool
    address: str
    again: str

    @property
    def unseen(self) -> int:
        """Rows of this page whose person no longer stands in the officer's division."""
        return self.paging.last - self.paging.first + 1 - len(self.people) if self.paging.total else 0


def show(request: OfficerRequest, what: Asked) -> HttpResponse:
    """Show what is found, or why it cannot be worked out."""
    try:
        found, changed = work_out(request, what)
    except CannotShow as why:
        told = {"asked": what, "why": str(why), "again": address_of(what.tried)}
        told["summary"] = what.scenario and sees_summary(request.user, what.scenario)
        return render(request, "scenarios/scenario_refused.html", told)
    result = load(request, what, found, rules_changed=changed)
    audit.record(
        "scenarios.what_if.viewed",
        by=request.user,
        subject=f"what_if:{found.month}",
        detail={
            "reforms": list(what.tried.reforms),
            "values": list(what.tried.values),
            "rows": result.paging.total,
        },
    )
    return render(request, "scenarios/scenario_show.html", {"result": result})


def load(request: OfficerRequest, what: Asked, found: WhatIf, *, rules_changed: bool) -> Result:
    """Load the page."""
    costs = get_costs(found)
    lines = programme_lines(found, costs)
    programme = _programme(request, lines)
    effect = request.GET.get("effect", "")
    if effect and effect not in {each.value for each in Effect}:
        raise Http404
    moved = chosen(found, programme, effect)
    turn = paging(request, len(moved), PER_PAGE)
    tables = spread_tables(found, programme)
    return Result(
        asked=what,
        place=place_of(request.user),
        found=found,
        costs=costs,
        rules_changed=rules_changed,
        reforms=reform_names(what, found),
        values=value_names(what, found),
        programmes=lines,
        money=money_lines(costs),
        funds=fund_lines(costs),
        programme=programme,
        spreads=tables,
        spread_note=spread_note(found, programme),
        chart=draw(tables[0].lines if tables else []),
        effect=effect,
        effects=effects_named(),
        people=named(request.user, found, moved[turn.slice]),
        paging=turn,
        may_export=may(request.user, Permission.EXPORT_LISTS),
        may_end=bool(what.scenario and may_end(request.user, what.scenario)),
        address=what.address,
        again=address_of(what.tried),
    )


def _programme(request: OfficerRequest, lines: list[ProgrammeLine]) -> str:
    """Return the programme looked at more closely: the one in the address, else the first."""
    wanted = request.GET.get("programme", "")
    if not lines:
        return ""
    return wanted if wanted in {line.id for line in lines} else lines[0].id


def reform_names(what: Asked, found: WhatIf) -> list[str]:
    """Return the names of the reforms that are tried."""
    try:
        known = {reform.id: label(reform.name) for reform in list_reforms(found.now)}
    except PackProblems:
        known = {}
    return [known.get(reform, reform) for reform in what.tried.reforms]


def value_names(what: Asked, found: WhatIf) -> list[str]:
    """Return the values that are tried, by the names of what they are values of."""
    names = []
    for value in what.tried.values:
        name, _, amount = value.partition("=")
        parameter_id, _, tier = name.partition(":")
        parameter = found.now.parameters.get(parameter_id)
        spoken = label(parameter.name) if parameter else parameter_id
        unit = label(parameter.unit) if parameter else ""
        names.append(f"{spoken}{f' ({tier})' if tier else ''} = {amount} {unit}".strip())
    return names
