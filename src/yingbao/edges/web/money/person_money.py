"""A person's money: what is owed for which month, what was paid, what came back, and why it changed."""

from dataclasses import dataclass
from itertools import groupby

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from yingbao.edges.reports.workbook import Column, Listing, type_of_cell
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.due_words import (
    Step,
    columns_of_finding,
    failure_in_words,
    finding_as_cells,
    period_in_words,
    step_of,
)
from yingbao.edges.web.money.sums import Sums, sums_of
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.place import place_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.taking import Taking, take
from yingbao.law.packs import Pack
from yingbao.office.access.permissions import Permission, may
from yingbao.office.casework.models import Award
from yingbao.office.payments.models import Line
from yingbao.office.payments.queries.person_money import MoneyOfPerson, OwedDue, money_of
from yingbao.office.payments.queries.repaid import Recovering
from yingbao.office.provision.models import Due
from yingbao.office.register.actions.numbers import note_viewing
from yingbao.office.register.models import Person
from yingbao.office.register.queries.visible import get_person


@dataclass(frozen=True)
class PeriodOfMoney:
    """One period of a programme: its sums, and how it came to them."""

    name: str
    sums: Sums
    steps: list[Step]


@dataclass(frozen=True)
class YearOfMoney:
    """The periods of a year, the newest first."""

    year: int
    sums: Sums
    periods: list[PeriodOfMoney]


@dataclass(frozen=True)
class Payment:
    """One line of a roll about the person."""

    line: Line
    account: str
    failure: str


@dataclass(frozen=True)
class ProgrammeOfMoney:
    """All of one programme."""

    id: str
    name: str
    awards: list[Award]
    sums: Sums
    repaid: int
    deducted: int
    left: int
    years: list[YearOfMoney]
    payments: list[Payment]
    recovering: list[Recovering]


@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def person_money(request: OfficerRequest, person_id: int) -> HttpResponse:
    """Show what is owed and was paid to someone in the officer's division; others are not found."""
    person = person_or_404(request, person_id)
    note_viewing(person=person, by=request.user)
    place = place_of(request.user)
    page = {
        "person": person,
        "programmes": load(request, person),
        "only_here": "" if place.division == place.county else place.name,
        "may_export": may(request.user, Permission.EXPORT_LISTS),
        "may_see_cases": may(request.user, Permission.VIEW_CASES),
    }
    return render(request, "money/person_money.html", page)


@policy(permission=Permission.EXPORT_LISTS, scope=Scope.DIVISION, methods=("POST",), fresh=True)
def person_money_export(request: OfficerRequest, person_id: int) -> FileResponse:
    """Write every finding of the person's money into a workbook, and record who took it."""
    person = person_or_404(request, person_id)
    title = f"{person.name} {gettext('Money')}"
    act = Taking("payments.person.exported", subject=f"person:{person.pk}")
    return take(request, Listing(title, [], columns(), cells(load(request, person))), act)


def person_or_404(request: OfficerRequest, person_id: int) -> Person:
    """Return someone in the officer's division; others are not found."""
    person = get_person(request.user, person_id)
    if person is None:
        raise Http404
    return person


def load(request: OfficerRequest, person: Person) -> list[ProgrammeOfMoney]:
    """Return the programmes of which something is owed or was granted, by the order of the rules."""
    money, pack = money_of(request.user, person), rules_of(request.user)
    used = {each.due.programme for each in money.dues} | {each.programme for each in money.awards}
    order = {each.id: place for place, each in enumerate(pack.programmes)}
    return [of_programme(each, money, pack) for each in sorted(used, key=lambda id: (order.get(id, -1), id))]


def of_programme(programme: str, money: MoneyOfPerson, pack: Pack) -> ProgrammeOfMoney:
    """Return one programme: its sums, its years, its payments and recoveries."""
    dues = [each for each in money.dues if each.due.programme == programme]
    recovering = [each for each in money.recovering if each.receivable.programme == programme]
    return ProgrammeOfMoney(
        id=programme,
        name=programme_name(pack, programme),
        awards=[each for each in money.awards if each.programme == programme],
        sums=sums_of(dues),
        repaid=sum(each.repaid for each in recovering),
        deducted=sum(each.deducted for each in recovering),
        left=sum(each.left for each in recovering),
        years=years_of(dues),
        payments=[
            Payment(each, money.accounts.get(each.account_id or 0, ""), failure_in_words(each))
            for each in money.lines
            if each.roll.programme == programme
        ],
        recovering=recovering,
    )


def years_of(dues: list[OwedDue]) -> list[YearOfMoney]:
    """Return the years, the newest first. No month is left out."""
    by_year = groupby(dues, key=lambda each: each.due.period.year)
    years = [(year, list(of_year)) for year, of_year in by_year]
    return [YearOfMoney(year, sums_of(of_year), periods_of(of_year)) for year, of_year in reversed(years)]


def periods_of(dues: list[OwedDue]) -> list[PeriodOfMoney]:
    """Return the periods of some dues, the newest first, each with how it came about."""
    by_period = groupby(dues, key=lambda each: (each.due.period, each.due.per))
    periods = [list(of_period) for _, of_period in by_period]
    return [
        PeriodOfMoney(period_in_words(of_period[0].due), sums_of(of_period), steps_of(of_period))
        for of_period in reversed(periods)
    ]


def steps_of(dues: list[OwedDue]) -> list[Step]:
    """Return the findings of a period in the order they were made, each with the one before it."""
    last: dict[int, Due] = {}
    steps = []
    for each in dues:
        steps.append(step_of(each, last.get(each.due.person_id)))
        last[each.due.person_id] = each.due
    return steps


def columns() -> list[Column]:
    """Return the columns, in the language of the officer."""
    return [
        *columns_of_finding(),
        Column(gettext("Old basis"), width=40),
        Column(gettext("New basis"), width=40),
        Column(gettext("Where it stands"), width=40),
    ]


def cells(programmes: list[ProgrammeOfMoney]) -> list[list[type_of_cell]]:
    """Return every finding as cells, the newest period first; accounts are not among them."""
    return [
        [
            *finding_as_cells(programme.name, period.name, step.due),
            step.old.words if step.old else None,
            step.new.words,
            gettext("; ").join(each.words for each in step.places),
        ]
        for programme in programmes
        for year in programme.years
        for period in year.periods
        for step in period.steps
    ]
