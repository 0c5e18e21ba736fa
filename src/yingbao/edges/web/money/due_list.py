"""What is owed for a month (应发), and what was found to be more or less: in sums and person by person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext

from yingbao.edges.reports.workbook import Column, Listing, type_of_cell
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.due_words import (
    Told,
    basis_of,
    columns_of_finding,
    finding_as_cells,
    period_in_words,
)
from yingbao.edges.web.money.words import month_of
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.paging import Paging, paging
from yingbao.edges.web.place import place_in_words, place_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.searching import lies_in
from yingbao.edges.web.taking import Taking, take
from yingbao.edges.web.templatetags.written import month as written_month
from yingbao.law.packs import Pack
from yingbao.office.access.models import Division
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_names, list_townships
from yingbao.office.audit import actions as audit
from yingbao.office.payments.queries.names import names_of
from yingbao.office.provision.choices import Cause
from yingbao.office.provision.models import Due
from yingbao.office.provision.queries.found import Found, by_cause, found_in, owed_for, reckoned_months
from yingbao.values.month import Month

AT_A_TIME = 2000
FILTERS = ("which", "month", "township", "programme", "cause")


@dataclass(frozen=True)
class ShownFound:
    """One programme and reason: how many dues, and their sum."""

    found: Found
    programme: str
    cause: str


@dataclass(frozen=True)
class ShownDue:
    """One due as a row shows it; a person who no longer stands here has no name here."""

    due: Due
    name: str
    place: str
    programme: str
    period: str
    basis: Told


@dataclass(frozen=True)
class DueListPage:
    """Everything the page shows."""

    month: Month
    months: list[Month]
    which: str
    townships: list[Division]
    township: str
    programmes: list[tuple[str, str]]
    programme: str
    causes: list[tuple[str, str]]
    cause: str
    found: list[ShownFound]
    total_fen: int
    rows: list[ShownDue]
    paging: Paging
    filtered: bool
    may_export: bool


@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def due_list(request: OfficerRequest) -> HttpResponse:
    """Show what is owed for a month, or was found in it; filters stand in the address."""
    page = load(request)
    audit.record(
        "provision.dues.viewed",
        by=request.user,
        subject=f"dues:{page.month}",
        detail={"page": page.paging.page, "rows": page.paging.total},
    )
    return render(request, "money/due_list.html", {"page": page})


@policy(permission=Permission.EXPORT_LISTS, scope=Scope.DIVISION, methods=("POST",), fresh=True)
def due_export(request: OfficerRequest) -> FileResponse:
    """Write every row of the filtered list into a workbook, and record who took it."""
    month = month_of(request)
    title = f"{place_of(request.user).name} {pgettext('money', 'What is owed')} {written_month(month)}"
    narrowed_by = {name: request.GET.get(name, "")[:60] for name in FILTERS}
    act = Taking("provision.dues.exported", subject=f"dues:{month}", detail=narrowed_by)
    dues = narrowed(request, dues_asked(request, month))
    return take(request, Listing(title, [], columns(), cells(request, dues)), act)


def load(request: OfficerRequest) -> DueListPage:
    """Load the page."""
    officer, asked, month = request.user, request.GET, month_of(request)
    pack = rules_of(officer)
    whole = dues_asked(request, month)
    dues = narrowed(request, whole)
    found = by_cause(dues)
    listed = paging(request, sum(each.dues for each in found))
    filtered = any(asked.get(name) for name in ("township", "programme", "cause"))
    used = dict.fromkeys(each.programme for each in (by_cause(whole) if filtered else found))
    return DueListPage(
        month=month,
        months=sorted({month, *reckoned_months(officer)}, reverse=True),
        which="found" if asked.get("which") == "found" else "owed",
        townships=list(list_townships(officer)),
        township=asked.get("township", ""),
        programmes=[(each, programme_name(pack, each)) for each in used],
        programme=asked.get("programme", ""),
        causes=[(value, str(words)) for value, words in Cause.choices],
        cause=asked.get("cause", ""),
        found=found_in_words(found, pack),
        total_fen=sum(each.fen for each in found),
        rows=shown(request, list(dues[listed.slice])),
        paging=listed,
        filtered=filtered,
        may_export=may(officer, Permission.EXPORT_LISTS),
    )


def dues_asked(request: OfficerRequest, month: Month) -> QuerySet[Due]:
    """Return the dues of the month, or those found in it."""
    ask = found_in if request.GET.get("which") == "found" else owed_for
    return ask(request.user, month).select_related("source")


def narrowed(request: OfficerRequest, dues: QuerySet[Due]) -> QuerySet[Due]:
    """Return the dues of a township, programme and reason."""
    asked = request.GET
    if asked.get("township"):
        dues = dues.filter(lies_in(asked["township"]))
    if asked.get("programme"):
        dues = dues.filter(programme=asked["programme"])
    if asked.get("cause") in set(Cause):
        dues = dues.filter(cause=asked["cause"])
    return dues


def found_in_words(found: list[Found], pack: Pack) -> list[ShownFound]:
    """Return counts and sums with the names of programmes and reasons, in the order of the reasons."""
    order = [str(each) for each in Cause]
    return [
        ShownFound(each, programme_name(pack, each.programme), str(Cause(each.cause).label))
        for each in sorted(found, key=lambda each: (each.programme, order.index(each.cause)))
    ]


def shown(request: OfficerRequest, dues: Sequence[Due]) -> list[ShownDue]:
    """Return dues in words; persons and names of divisions are asked once each."""
    pack = rules_of(request.user)
    places = get_names({code for each in dues for code in (each.division_code[:9], each.division_code)})
    names = names_of({each.person_id for each in dues})
    return [
        ShownDue(
            each,
            names.get(each.person_id, ""),
            place_in_words(each.division_code, places),
            programme_name(pack, each.programme),
            period_in_words(each),
            basis_of(each),
        )
        for each in dues
    ]


def columns() -> list[Column]:
    """Return the columns, in the language of the officer."""
    return [
        Column(gettext("Name"), width=12),
        Column(gettext("Lives in"), width=24),
        *columns_of_finding(),
        Column(gettext("Basis"), width=40),
    ]


def cells(request: OfficerRequest, dues: QuerySet[Due]) -> Iterator[list[type_of_cell]]:
    """Give every due as cells, some at a time; no number of a person is among them."""
    every = dues.iterator(chunk_size=AT_A_TIME)
    while some := list(islice(every, AT_A_TIME)):
        for row in shown(request, some):
            yield [
                row.name or gettext("no longer known here"),
                row.place,
                *finding_as_cells(row.programme, row.period, row.due),
                row.basis.words,
            ]
