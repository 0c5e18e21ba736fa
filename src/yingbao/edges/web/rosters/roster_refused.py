"""Take the refused rows away as a workbook, each with its reason, to have them corrected."""

from collections.abc import Iterator

from django.http import FileResponse, Http404
from django.utils.translation import gettext

from yingbao.edges.reports.workbook import Column, Listing, type_of_cell
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import county_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rosters.kinds import kind_name, kinds_of
from yingbao.edges.web.rosters.rows import ShownRow, show_rows
from yingbao.edges.web.taking import Taking, take
from yingbao.edges.web.templatetags.written import month
from yingbao.office.access.permissions import Permission
from yingbao.office.register.queries.staged import list_refused_rows
from yingbao.office.register.queries.visible import get_source


@policy(permission=Permission.IMPORT_ROSTERS, scope=Scope.DIVISION, methods=("POST",), fresh=True)
def roster_refused(request: OfficerRequest, source_id: int) -> FileResponse:
    """Write every refused row of a file with its line and reasons; no number stands in it."""
    source = get_source(request.user, source_id)
    if source is None:
        raise Http404
    kinds = kinds_of(county_of(request.user))
    title = f"{kind_name(source.kind, kinds)} {month(source.month)} {gettext('Refused rows')}"
    rows = show_rows(list_refused_rows(request.user, source), source, request.user)
    act = Taking("register.roster.refused_exported", subject=f"source:{source.pk}")
    return take(request, Listing(title, [source.name], columns(), cells(rows)), act)


def columns() -> list[Column]:
    """Return the columns, in the language of the officer."""
    return [
        Column(gettext("Line"), width=14),
        Column(gettext("Name"), width=14),
        Column(gettext("Reason"), width=90),
    ]


def cells(rows: list[ShownRow]) -> Iterator[list[type_of_cell]]:
    """Give the rows as cells."""
    for row in rows:
        yield [row.line, row.name, "\n".join(row.reasons)]
