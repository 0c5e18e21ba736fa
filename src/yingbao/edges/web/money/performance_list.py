"""What a year's money did (资金绩效): how much to how many, how soon, to how many of those entitled."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.reports.workbook import Column, Kind, Listing, type_of_cell
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.budget_list import year_asked
from yingbao.edges.web.money.takeover_list import sees_county
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import county_of, place_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.taking import Taking, take
from yingbao.edges.web.templatetags.written import month as written_month
from yingbao.office.access.permissions import Permission, may
from yingbao.office.payments.queries.performance import Performance, performance_of


@names_nobody
@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def performance_list(request: OfficerRequest) -> HttpResponse:
    """Show the figures of a year to who sees the whole county; below it there are none."""
    year, whole = year_asked(request), sees_county(request.user)
    page = {
        "year": year,
        "whole": whole,
        "rows": shown(request, year) if whole else [],
        "may_export": may(request.user, Permission.EXPORT_LISTS),
    }
    return render(request, "money/performance_list.html", page)


@names_nobody
@policy(permission=Permission.EXPORT_LISTS, scope=Scope.DIVISION, methods=("POST",), fresh=True)
def performance_export(request: OfficerRequest) -> FileResponse:
    """Write the figures of a year into a workbook, and record who took it."""
    if not sees_county(request.user):
        raise Http404
    year = year_asked(request)
    title = f"{place_of(request.user).name} {gettext('What the money did')} {year}"
    act = Taking("payments.performance.exported", subject=f"performance:{year}")
    rows = [cells(name, each) for name, each in shown(request, year)]
    return take(request, Listing(title, [], columns(), rows), act)


def shown(request: OfficerRequest, year: int) -> list[tuple[str, Performance]]:
    """Return the figures of each programme with its name."""
    pack = rules_of(request.user)
    rows = performance_of(county_of(request.user), year, on=timezone.localdate())
    return [(programme_name(pack, each.programme), each) for each in rows]


def columns() -> list[Column]:
    """Return the columns, in the language of the officer."""
    return [
        Column(gettext("Programme"), width=28),
        Column(gettext("Persons paid"), Kind.COUNT),
        Column(gettext("Person-months"), Kind.COUNT),
        Column(gettext("Paid (yuan)"), Kind.FEN, 18),
        Column(gettext("Paid in time"), Kind.COUNT),
        Column(gettext("Whose day has passed"), Kind.COUNT),
        Column(gettext("Pay day"), width=24),
        Column(gettext("Of the month"), width=14),
        Column(gettext("Paid for it"), Kind.COUNT),
        Column(gettext("Entitled"), Kind.COUNT),
        Column(gettext("Satisfaction"), width=20),
    ]


def cells(name: str, each: Performance) -> list[type_of_cell]:
    """Return one programme as cells; what is not known says so."""
    timely, covered = each.timeliness, each.coverage
    day = gettext("not known") if timely.pay_day is None else str(timely.pay_day)
    if timely.assumed:
        day = f"{day} {gettext('example value, to be checked')}"
    known = timely.pay_day is not None
    return [
        name,
        each.persons,
        each.person_months,
        each.fen,
        timely.on_time if known else None,
        timely.of if known else None,
        day,
        written_month(covered.month) if covered.month else gettext("not known"),
        covered.paid if covered.month else None,
        covered.entitled,
        gettext("not known: nobody was asked"),
    ]
