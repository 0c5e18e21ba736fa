"""What is taken away: lists as workbooks, pages as PDF; signed, within limits, and written down.

Nothing taken away is kept here: a workbook is written for the one answer that carries it.
"""

import datetime
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.reports.book import write_book
from yingbao.edges.reports.workbook import Listing, TooMuchForAWorkbook, write_listing
from yingbao.edges.web.http import OfficerRequest, officer_of
from yingbao.office.audit import actions as audit
from yingbao.office.audit.queries.acts import list_takings

IN_MEMORY = 5 * 1024 * 1024
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AN_HOUR = datetime.timedelta(hours=1)
TOO_MANY_REQUESTS = 429


class NotTaken(Exception):
    """Nothing was taken away; the text says why and what to do instead."""


@dataclass(frozen=True)
class Taking:
    """How a taking is written into the book of acts; the number of rows is added."""

    verb: str
    subject: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


def take(request: OfficerRequest, listing: Listing, act: Taking) -> FileResponse:
    """Return a list as a workbook, and write down who took it.

    Raises:
        NotTaken: it is too long, or the officer has taken too much within an hour.
    """
    signed = replace(listing, taken_by=taken_by(request))
    return _take(request, listing.title, lambda file, most: write_listing(signed, file, most=most), act)


def take_book(
    request: OfficerRequest, title: str, sheets: Sequence[tuple[str, Listing]], act: Taking
) -> FileResponse:
    """Return several lists as one workbook, and write down who took it.

    Raises:
        NotTaken: as for one list.
    """
    by = taken_by(request)
    signed = [(name, replace(listing, taken_by=by)) for name, listing in sheets]
    return _take(request, title, lambda file, most: write_book(signed, file, most=most), act)


def _take(
    request: OfficerRequest, title: str, write: Callable[[IO[bytes], int], int], act: Taking
) -> FileResponse:
    refuse_too_often(request)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the response closes it
    try:
        count = write(file, settings.TAKEN_MOST_ROWS)
    except TooMuchForAWorkbook as why:
        file.close()
        said = gettext(
            "The list has more than %(most)s rows, more than may be taken away at once. Narrow it by "
            "township, programme or day, and take it in parts."
        )
        raise NotTaken(said % {"most": f"{settings.TAKEN_MOST_ROWS:,}"}) from why
    file.seek(0)
    audit.record(act.verb, by=request.user, subject=act.subject, detail={"rows": count, **act.detail})
    return FileResponse(file, as_attachment=True, filename=f"{title}.xlsx", content_type=WORKBOOK)


def refuse_too_often(request: OfficerRequest) -> None:
    """Refuse an officer who has taken as much within an hour as is allowed.

    Raises:
        NotTaken: with the minutes to wait.
    """
    now = timezone.now()
    taken = list(list_takings(request.user.username, since=now - AN_HOUR).values_list("at", flat=True))
    if len(taken) < settings.TAKEN_MOST_TIMES:
        return
    wait = taken[-settings.TAKEN_MOST_TIMES] + AN_HOUR - now
    said = gettext(
        "Within the last hour this account took lists away %(times)s times; more is not allowed. "
        "Try again in %(minutes)s minutes."
    )
    raise NotTaken(said % {"times": len(taken), "minutes": wait // datetime.timedelta(minutes=1) + 1})


class NotTakenMiddleware:
    """Answer with a page that says why nothing was taken away, and write the try down."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, why: Exception) -> HttpResponse | None:
        if not isinstance(why, NotTaken):
            return None
        match = request.resolver_match
        page = f"page:{match.url_name if match else ''}"
        audit.record("access.taking.refused", by=officer_of(request), subject=page)
        return render(request, "not_taken.html", {"why": str(why)}, status=TOO_MANY_REQUESTS)


def pdf(page: bytes, name: str) -> HttpResponse:
    """Return a page set for print, saved under its name. The caller records the taking."""
    named = {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}.pdf"}
    return HttpResponse(page, content_type="application/pdf", headers=named)


def taken_by(request: OfficerRequest) -> str:
    """Return the line that says who took the list and when."""
    now = timezone.localtime()
    return gettext("Taken by %(officer)s on %(day)s. Contains personal data: keep it safe.") % {
        "officer": f"{request.user.name} ({request.user.username})",
        "day": f"{now:%Y-%m-%d %H:%M}",
    }
