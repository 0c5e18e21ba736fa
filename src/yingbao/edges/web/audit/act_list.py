"""The book of acts of a division: for auditors, with the state of its seals."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.reports.workbook import Column, Listing, type_of_cell
from yingbao.edges.web.audit.act_filter import ActFilter
from yingbao.edges.web.audit.shown import show_acts
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.paging import paging
from yingbao.edges.web.place import place_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.taking import Taking, take
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.audit import actions as audit
from yingbao.office.audit.models import Act
from yingbao.office.audit.queries.seals import get_seal_state

AT_ONCE = 500
NAMES = ("by", "group", "since", "until", "person")


@policy(permission=Permission.VIEW_ACTS, scope=Scope.DIVISION)
def act_list(request: OfficerRequest) -> HttpResponse:
    """Show one page of the acts of the officers of this division, the newest first."""
    form = asked(request)
    found = form.acts(request.user)
    pages = paging(request, found.count())
    told = {"filter": filter_of(form), "page": pages.page, "rows": pages.total}
    page = {
        "form": form,
        "rows": show_acts(request.user, found[pages.slice]),
        "paging": pages,
        "seal": get_seal_state(),
        "export_url": f"{reverse('act_export')}?{urlencode(filter_of(form))}",
    }
    audit.record("audit.acts.viewed", by=request.user, detail=told)
    return render(request, "audit/act_list.html", page)


@policy(permission=Permission.VIEW_ACTS, scope=Scope.DIVISION, methods=("POST",))
def act_export(request: OfficerRequest) -> HttpResponse | FileResponse:
    """Write every act the filter lets through into a workbook, and record who took it."""
    form = asked(request)
    if not form.is_valid():
        return redirect("act_list")
    title = f"{place_of(request.user).name} {gettext('Book of acts')}"
    rows = cells(request.user, form.acts(request.user).iterator(AT_ONCE))
    act = Taking("audit.acts.exported", detail={"filter": filter_of(form)})
    return take(request, Listing(title, [], columns(), rows), act)


def asked(request: OfficerRequest) -> ActFilter:
    """Return the filter of the address."""
    given = {name: request.GET[name] for name in NAMES if name in request.GET}
    return ActFilter(given, timezone.localdate())


def filter_of(form: ActFilter) -> dict[str, str]:
    """Return what the filter narrows by, without what could not be understood."""
    said = form.cleaned_data if form.is_valid() else {}
    return {name: str(said[name]) for name in NAMES if said.get(name)}


def columns() -> list[Column]:
    """Return the columns, in the language of the officer."""
    return [
        Column(gettext("When"), width=20),
        Column(gettext("Who"), width=12),
        Column(gettext("Account"), width=14),
        Column(gettext("In which post"), width=26),
        Column(gettext("Standing in for"), width=12),
        Column(gettext("Did"), width=44),
        Column(gettext("About"), width=20),
        Column(gettext("Why"), width=40),
    ]


def cells(officer: Officer, acts: Iterator[Act]) -> Iterator[list[type_of_cell]]:
    """Give the acts as cells, some hundred at a time so that names are asked for together."""
    while several := list(islice(acts, AT_ONCE)):
        for row in show_acts(officer, several):
            when = f"{row.at:%Y-%m-%d %H:%M:%S}"
            post = (row.post, row.stands_in_for)
            yield [when, row.who, row.account, *post, row.did, str(row.about), row.reason]
