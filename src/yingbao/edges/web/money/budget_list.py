"""What the county may spend in a year (预算), what is committed and paid of it, and what it will come to."""

from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from yingbao.edges.reports.workbook import Column, Kind, Listing, type_of_cell
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.budget_chart import Chart, draw
from yingbao.edges.web.money.takeover_list import sees_county
from yingbao.edges.web.money.words import fund_name
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import county_of, place_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.taking import Taking, take
from yingbao.office.access.models import Officer
from yingbao.office.access.own_county import COUNTY
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_officer_names
from yingbao.office.payments.models import BudgetEntry
from yingbao.office.payments.queries.budgets import FundBudget, ProgrammeBudget, budget_of, entries_of

FIRST_YEAR, LAST_YEAR = 2000, 2999


@dataclass(frozen=True)
class ShownBudget:
    """One programme of the budget, fund by fund."""

    name: str
    row: ProgrammeBudget
    funds: list[tuple[str, FundBudget]]


@dataclass(frozen=True)
class BudgetPage:
    """Everything the page shows."""

    year: int
    whole: bool
    rows: list[ShownBudget]
    chart: Chart
    entries: list[tuple[BudgetEntry, str, str, str]]
    may_plan: bool
    may_export: bool


@names_nobody
@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def budget_list(request: OfficerRequest) -> HttpResponse:
    """Show the budgets of a year to who sees the whole county; below it there is none."""
    return render(request, "money/budget_list.html", {"page": load(request)})


@names_nobody
@policy(permission=Permission.EXPORT_LISTS, scope=Scope.DIVISION, methods=("POST",), fresh=True)
def budget_export(request: OfficerRequest) -> FileResponse:
    """Write the budgets of a year into a workbook, and record who took it."""
    if not sees_county(request.user):
        raise Http404
    year = year_asked(request)
    title = f"{place_of(request.user).name} {pgettext('money', 'Budget')} {year}"
    rows = [cells for each in shown(request, year) for cells in cells_of(each)]
    act = Taking("payments.budget.exported", subject=f"budget:{year}")
    return take(request, Listing(title, [], columns(), rows), act)


def load(request: OfficerRequest) -> BudgetPage:
    """Load the page."""
    officer, year, whole = request.user, year_asked(request), sees_county(request.user)
    rows = shown(request, year) if whole else []
    return BudgetPage(
        year=year,
        whole=whole,
        rows=rows,
        chart=draw([(each.name, each.row) for each in rows]),
        entries=entries_in_words(request, year) if whole else [],
        may_plan=may_plan(officer),
        may_export=may(officer, Permission.EXPORT_LISTS),
    )


def may_plan(officer: Officer) -> bool:
    """Return whether an officer writes the budgets of the county."""
    return may(officer, Permission.PLAN_BUDGETS) and len(officer.acting_division_id) == COUNTY


def year_asked(request: OfficerRequest) -> int:
    """Return the year in the address; without one this year."""
    written = request.GET.get("year", "")
    if not written:
        return timezone.localdate().year
    if not (written.isascii() and written.isdigit() and FIRST_YEAR <= int(written[:5]) <= LAST_YEAR):
        raise Http404
    return int(written)


def shown(request: OfficerRequest, year: int) -> list[ShownBudget]:
    """Return the programmes with a budget or spending, in the order of the rules."""
    pack = rules_of(request.user)
    order = {each.id: place for place, each in enumerate(pack.programmes)}
    rows = budget_of(county_of(request.user), year)
    rows.sort(key=lambda each: (order.get(each.programme, -1), each.programme))
    return [
        ShownBudget(
            programme_name(pack, each.programme), each, [(fund_name(fund.fund), fund) for fund in each.funds]
        )
        for each in rows
    ]


def entries_in_words(request: OfficerRequest, year: int) -> list[tuple[BudgetEntry, str, str, str]]:
    """Return what was written, the newest first, each with programme, fund and officer in words."""
    pack, entries = rules_of(request.user), entries_of(county_of(request.user), year)
    names = get_officer_names({each.by for each in entries})
    return [
        (each, programme_name(pack, each.programme), fund_name(each.fund), names.get(each.by, each.by))
        for each in reversed(entries)
    ]


def columns() -> list[Column]:
    """Return the columns, in the language of the officer."""
    return [
        Column(gettext("Programme"), width=28),
        Column(pgettext("money", "Fund"), width=14),
        Column(gettext("Budget (yuan)"), Kind.FEN, 18),
        Column(gettext("Committed (yuan)"), Kind.FEN, 18),
        Column(gettext("Paid (yuan)"), Kind.FEN, 18),
        Column(gettext("Left (yuan)"), Kind.FEN, 18),
        Column(gettext("Recovered (yuan)"), Kind.FEN, 18),
        Column(gettext("By the end of the year (yuan)"), Kind.FEN, 18),
        Column(gettext("Left then (yuan)"), Kind.FEN, 18),
        Column(gettext("Remark"), width=30),
    ]


def cells_of(each: ShownBudget) -> list[list[type_of_cell]]:
    """Return a programme as rows: each fund, then the whole with what it will come to."""
    of_funds: list[list[type_of_cell]] = [
        [each.name, name, fund.budget, fund.committed, fund.paid, fund.left, fund.recovered, None, None, None]
        for name, fund in each.funds
    ]
    row, remark = each.row, None if each.row.by_year_end is not None else gettext("forecast not known")
    whole: list[type_of_cell] = [
        each.name,
        gettext("Together"),
        row.budget,
        row.committed,
        row.paid,
        row.left,
    ]
    return [*of_funds, [*whole, row.recovered, row.by_year_end, row.left_at_year_end, remark]]


def offered(request: OfficerRequest) -> list[tuple[str, str]]:
    """Return the programmes paid in money, with their names."""
    pack = rules_of(request.user)
    paid: list[Any] = [each for each in pack.programmes if each.pays is not None and each.pays.in_money]
    return [(each.id, programme_name(pack, each.id)) for each in paid]
