"""Take a what-if away as a workbook: figures, where and whom it reaches, and who gains and who loses."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from yingbao.edges.reports.workbook import Column, Kind, Listing, type_of_cell
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import place_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.scenarios.asked import Asked, CannotShow, asked, work_out
from yingbao.edges.web.scenarios.figures import (
    fund_lines,
    money_lines,
    programme_lines,
    spread_note,
    spread_tables,
    unchecked,
)
from yingbao.edges.web.scenarios.people import Who, named
from yingbao.edges.web.scenarios.result import reform_names, value_names
from yingbao.edges.web.taking import Taking, take_book
from yingbao.edges.web.templatetags.unconfirmed import in_a_cell
from yingbao.edges.web.templatetags.written import label
from yingbao.edges.web.templatetags.written import month as written_month
from yingbao.office.access.permissions import Permission
from yingbao.office.determination.queries.what_if import WhatIf
from yingbao.office.scenarios.costs import get_costs


@policy(permission=Permission.EXPORT_LISTS, scope=Scope.DIVISION, methods=("POST",), fresh=True)
def scenario_workbook(request: OfficerRequest) -> HttpResponseBase:
    """Write what is found into a workbook of four sheets, and record who took it."""
    what = asked(request)
    if not what.tried:
        return redirect("scenario_new")
    try:
        found, _ = work_out(request, what)
    except CannotShow as why:
        return refused(request, why)
    people = named(request.user, found, found.moved)
    notes = notes_of(request, what, found)
    return take_book(request, notes[0], sheets(found, notes, people), taking(what, found, people))


def taking(what: Asked, found: WhatIf, people: list[Who]) -> Taking:
    """Return how the taking is written down: what was tried, on which month, how many persons it names."""
    tried = {"reforms": list(what.tried.reforms), "values": list(what.tried.values), "rows": len(people)}
    return Taking("scenarios.what_if.exported", subject=f"what_if:{found.month}", detail=tried)


def refused(request: OfficerRequest, why: CannotShow) -> HttpResponse:
    """Say why nothing can be taken away, on the form."""
    messages.error(request, str(why))
    return redirect("scenario_new")


def title_of(request: OfficerRequest, what: Asked, found: WhatIf) -> str:
    """Return what the whole is called: the scenario's name, the place and the month."""
    name = what.scenario.name if what.scenario else gettext("What would change")
    return f"{place_of(request.user).name} {name} {written_month(found.month)}"


def notes_of(request: OfficerRequest, what: Asked, found: WhatIf) -> list[str]:
    """Return what stands above every sheet: the title, what was tried."""
    tried = [*reform_names(what, found), *value_names(what, found)]
    lines = [title_of(request, what, found), gettext("Tried: %(what)s") % {"what": "; ".join(tried)}]
    resting = unchecked(programme_lines(found, get_costs(found)))
    return [*lines, *resting]


def sheets(found: WhatIf, notes: list[str], people: list[Who]) -> list[tuple[str, Listing]]:
    """Return the sheets with their names."""
    parts = [
        (gettext("What changes"), programme_columns(), programme_rows(found)),
        (gettext("What it costs"), money_columns(), money_rows(found)),
        (gettext("Where and whom"), spread_columns(), spread_rows(found)),
        (gettext("Who"), people_columns(), people_rows(people)),
    ]
    return [(name, Listing(f"{notes[0]} {name}", notes[1:], columns, rows)) for name, columns, rows in parts]


def programme_columns() -> list[Column]:
    counts = [
        gettext("Entitled before"),
        gettext("Entitled after"),
        gettext("gain it"),
        gettext("lose it"),
        gettext("another amount"),
        gettext("become unknown"),
        gettext("amount not known"),
    ]
    return [
        Column(gettext("Programme"), width=28),
        *(Column(title, Kind.COUNT) for title in counts),
        Column(gettext("Period")),
        Column(gettext("A period before (yuan)"), Kind.FEN, 18),
        Column(gettext("A period after (yuan)"), Kind.FEN, 18),
        Column(gettext("Facts to ask"), width=40),
        Column(gettext("Remark"), width=60),
        Column(gettext("To be checked"), width=30),
    ]


def programme_rows(found: WhatIf) -> Iterator[list[type_of_cell]]:
    for line in programme_lines(found, get_costs(found)):
        before, after = line.change.before, line.change.after
        yield [
            line.name,
            before.entitled,
            after.entitled,
            line.gains,
            line.loses,
            line.other_amount,
            line.to_ask,
            after.without_amount if line.in_money else None,
            line.per,
            before.owed_fen.fen if line.in_money else None,
            after.owed_fen.fen if line.in_money else None,
            "; ".join(f"{fact} {count}" for fact, count in line.wanted),
            " ".join(line.remarks),
            in_a_cell(line.unconfirmed),
        ]


def money_columns() -> list[Column]:
    return [
        Column(gettext("What"), width=40),
        Column(gettext("Before (yuan)"), Kind.FEN, 18),
        Column(gettext("After (yuan)"), Kind.FEN, 18),
        Column(gettext("Difference (yuan)"), Kind.FEN, 18),
        Column(gettext("Remark"), width=24),
    ]


def money_rows(found: WhatIf) -> Iterator[list[type_of_cell]]:
    costs = get_costs(found)
    tables = [("", money_lines(costs)), *fund_lines(costs)]
    for title, lines in tables:
        for line in lines:
            name = f"{title}: {line.name}" if title else line.name
            remark = gettext("not known") if line.more is None else ""
            yield [name, line.before, line.after, line.more, remark]


def spread_columns() -> list[Column]:
    return [
        Column(gettext("Programme"), width=28),
        Column(gettext("Along"), width=20),
        Column(gettext("Where or whom"), width=20),
        Column(gettext("Before"), Kind.COUNT),
        Column(gettext("After"), Kind.COUNT),
        Column(gettext("gain it"), Kind.COUNT),
        Column(gettext("lose it"), Kind.COUNT),
        Column(gettext("More a period (yuan)"), Kind.FEN, 18),
        Column(gettext("Remark"), width=60),
    ]


def spread_rows(found: WhatIf) -> Iterator[list[type_of_cell]]:
    for change in found.changes:
        remark = spread_note(found, change.programme)
        for table in spread_tables(found, change.programme):
            for line in table.lines:
                part = line.slice
                counts: list[type_of_cell] = [part.before, part.after, part.gains, part.loses]
                yield [label(change.name), str(table.title), line.name, *counts, line.more_fen, remark]


def people_columns() -> list[Column]:
    return [
        Column(gettext("Name"), width=12),
        Column(gettext("Lives in"), width=28),
        Column(gettext("Programme"), width=28),
        Column(gettext("What changes"), width=18),
        Column(gettext("Before (yuan)"), Kind.FEN, 14),
        Column(gettext("After (yuan)"), Kind.FEN, 14),
        Column(gettext("Remark"), width=14),
    ]


def people_rows(people: list[Who]) -> Iterator[list[type_of_cell]]:
    for who in people:
        remark = gettext("per household") if who.per_household else ""
        yield [who.name, who.place, who.programme, str(who.effect), who.was_fen, who.becomes_fen, remark]
