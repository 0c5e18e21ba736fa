"""A public notice as a page for the board of the village."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from yingbao.edges.reports.sheet import draw_qr, set_page
from yingbao.edges.web.casework.notice_show import notice_or_404
from yingbao.edges.web.casework.notice_words import (
    amount_of,
    days_of,
    public_address,
    telephone_of,
    title,
)
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.taking import pdf
from yingbao.edges.web.templatetags import written
from yingbao.office.access.permissions import Permission
from yingbao.office.audit import actions as audit
from yingbao.office.casework.models import PublicNotice
from yingbao.office.casework.queries.notices import lines_shown
from yingbao.office.casework.queries.offices import nearest_card


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def notice_sheet(request: OfficerRequest, notice_id: int) -> HttpResponse:
    """Set the notice for print, and write down who took it."""
    notice = notice_or_404(request.user, notice_id)
    page = set_page("notice", told(request, notice))
    audit.record("casework.notice.taken", by=request.user, subject=f"notice:{notice.pk}")
    return pdf(page, notice.number)


def told(request: HttpRequest, notice: PublicNotice) -> dict[str, Any]:
    """Return everything the page says."""
    chinese = written.in_chinese()
    card = nearest_card(notice.division_code)
    lines = list(lines_shown(notice))
    return {
        "lang": "zh" if chinese else "en",
        "region": "CN" if chinese else "GB",
        "title": title(notice),
        "number": notice.number,
        "lines": [
            gettext(
                "As the rules provide, the following is made public so that everyone can say what is wrong."
                " It is open from %(days)s."
            )
            % {"days": days_of(notice)}
        ],
        "heads": [
            gettext("No."),
            gettext("Name"),
            gettext("Village"),
            gettext("Programme"),
            gettext("Amount"),
        ],
        "rows": [
            [str(line.number), line.masked_name, line.place, line.what, amount_of(line)] for line in lines
        ],
        "ways": ways(notice, telephone_of(notice, card), card.address if card else ""),
        "qr": draw_qr(public_address(request, notice)),
        "alt": gettext("QR code of the page of this notice: %(address)s")
        % {"address": public_address(request, notice)},
        "caption": gettext("Scan to see the notice and to object"),
        "office": card.name if card else "",
        "day": written.day(notice.first_day),
    }


def ways(notice: PublicNotice, telephone: str, address: str) -> list[str]:
    """Return how to object, each way in a sentence."""
    said = [gettext("Whoever knows that something is wrong may say so until %(day)s:")]
    if telephone:
        said.append(gettext("by telephone: %(telephone)s;") % {"telephone": telephone})
    if address:
        said.append(gettext("at the counter: %(address)s;") % {"address": address})
    said += [
        gettext("on the internet: scan the code on the right."),
        gettext("Only the officers who handle objections see who objected."),
    ]
    return [said[0] % {"day": written.day(notice.last_day)}, *said[1:]]
