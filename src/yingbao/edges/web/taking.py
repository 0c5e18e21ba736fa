"""Lists that are taken away as workbooks: who took them and when stands above the table."""

import tempfile
from dataclasses import replace

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.reports.workbook import Listing, write_listing
from yingbao.edges.web.http import OfficerRequest

IN_MEMORY = 5 * 1024 * 1024
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def take(request: OfficerRequest, listing: Listing) -> tuple[FileResponse, int]:
    """Return the workbook as an answer, and how many rows it holds. The caller records the taking."""
    signed = replace(listing, notes=[*listing.notes, taken_by(request)])
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the response closes it
    count = write_listing(signed, file)
    file.seek(0)
    name = f"{listing.title}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=WORKBOOK), count


def taken_by(request: OfficerRequest) -> str:
    """Return the line that says who took the list and when."""
    now = timezone.localtime()
    return gettext("Taken by %(officer)s on %(day)s. Contains personal data: keep it safe.") % {
        "officer": f"{request.user.name} ({request.user.username})",
        "day": f"{now:%Y-%m-%d %H:%M}",
    }
