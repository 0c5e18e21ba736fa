"""Take the refused rows away as a workbook, each with its reason, to have them corrected."""

import tempfile
from collections.abc import Iterator

from django.http import FileResponse, Http404
from django.utils.translation import gettext

from yingbao.edges.reports.workbook import Column, Kind, Listing, type_of_cell, write_listing
from yingbao.edges.web.determination.finding_export import IN_MEMORY, WORKBOOK, taken_by
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import county_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rosters.kinds import kind_name, kinds_of
from yingbao.edges.web.rosters.rows import ShownRow, show_rows
from yingbao.edges.web.templatetags.written import month
from yingbao.office.access.permissions import Permission
from yingbao.office.audit import actions as audit
from yingbao.office.register.choices import RowOutcome
from yingbao.office.register.models import Source, StagedRow
from yingbao.office.register.queries.visible import get_source


@policy(permission=Permission.IMPORT_ROSTERS, scope=Scope.DIVISION, methods=("POST",))
def roster_refused(request: OfficerRequest, source_id: int) -> FileResponse:
    """Write every refused row of a file with its line and reasons; no number stands in it."""
    source = get_source(request.user, source_id)
    if source is None:
        raise Http404
    kinds = kinds_of(county_of(request.user))
    title = f"{kind_name(source.kind, kinds)} {month(source.month)} {gettext('Refused rows')}"
    refused = StagedRow.objects.filter(source=source, outcome=RowOutcome.REFUSED).order_by("line")
    rows = show_rows(refused.iterator(chunk_size=2000), source, request.user)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the response closes it
    listing = Listing(title, [source.name, taken_by(request)], columns(), cells(source, rows))
    count = write_listing(listing, file)
    audit.record(
        "register.roster.refused_exported",
        by=request.user,
        subject=f"source:{source.pk}",
        detail={"rows": count},
    )
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{title}.xlsx", content_type=WORKBOOK)


def columns() -> list[Column]:
    """Return the columns, in the language of the officer."""
    return [
        Column(gettext("Line"), Kind.COUNT, 8),
        Column(gettext("Name"), width=14),
        Column(gettext("Reason"), width=90),
    ]


def cells(source: Source, rows: list[ShownRow]) -> Iterator[list[type_of_cell]]:
    """Give the rows as cells."""
    for row in rows:
        yield [row.line, row.name, "\n".join(row.reasons)]
