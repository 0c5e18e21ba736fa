"""Take a list away as a workbook: all its rows, and the taking is written down."""

from collections.abc import Iterator

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.reports.workbook import Column, Kind, Listing, type_of_cell
from yingbao.edges.web.determination.finding_list import filters_asked, order_asked
from yingbao.edges.web.determination.lists import NAMES, list_named, month_asked
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import place_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.taking import Taking, take
from yingbao.edges.web.templatetags.unconfirmed import in_a_cell
from yingbao.edges.web.templatetags.written import month as written_month
from yingbao.office.access.permissions import Permission
from yingbao.office.determination.queries import findings, runs


@policy(permission=Permission.EXPORT_LISTS, scope=Scope.DIVISION, methods=("POST",), fresh=True)
def finding_export(request: OfficerRequest, name: str) -> FileResponse:
    """Write every row of the filtered list into a workbook, and record who took it."""
    kind = list_named(name)
    months = runs.list_months(officer=request.user)
    month = month_asked(request, months, today=timezone.localdate())
    filters = filters_asked(request)
    rows = findings.iterate_findings(
        officer=request.user, month=month, kind=kind, filters=filters, order=order_asked(request)
    )
    title = f"{place_of(request.user).name} {NAMES[kind]} {written_month(month)}"
    narrowed = {
        "township": filters.township,
        "programme": filters.programme,
        "reason": filters.reason,
        "by_name": bool(filters.search),
    }
    act = Taking("determination.list.exported", subject=f"list:{kind.value}:{month}", detail=narrowed)
    return take(request, Listing(title, [], columns(), cells(rows)), act)


def columns() -> list[Column]:
    """Return the columns, in the language of the officer."""
    return [
        Column(gettext("Township or subdistrict"), width=16),
        Column(gettext("Village or community"), width=16),
        Column(gettext("Name"), width=12),
        Column(gettext("Programme"), width=22),
        Column(gettext("Reason"), width=60),
        Column(gettext("Clause"), width=22),
        Column(gettext("Since"), width=12),
        Column(gettext("A month (yuan)"), Kind.FEN, 14),
        Column(gettext("At stake (yuan)"), Kind.FEN, 14),
        Column(gettext("To be checked"), width=30),
    ]


def cells(rows: Iterator[findings.FindingRow]) -> Iterator[list[type_of_cell]]:
    """Give the rows as cells; no number of a person is among them."""
    for row in rows:
        yield [
            row.township,
            row.village,
            row.name,
            row.programme_name,
            row.sentence,
            row.clause,
            str(row.since) if row.since else None,
            row.monthly.fen if row.monthly else None,
            row.at_stake.fen if row.at_stake else None,
            in_a_cell(row.unconfirmed),
        ]
