"""What a notice says at its top, on screen and on paper."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from yingbao.edges.web.awarded import amount_in_words
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.templatetags import written
from yingbao.office.access.queries import get_names
from yingbao.office.casework.models import NoticeLine, OfficeCard, PublicNotice
from yingbao.office.casework.queries.notices import DraftLine
from yingbao.office.determination.packs import pack_of
from yingbao.values.month import Month


def title_of(place: str, programme: str) -> str:
    """Return the title of a notice, of the name of its township and of its programme."""
    return gettext("Public notice: %(programme)s in %(place)s") % {"programme": programme, "place": place}


def title(notice: PublicNotice) -> str:
    """Return the title of one notice."""
    names = get_names([notice.division_code])
    pack = pack_of(notice.county, Month.of(notice.first_day))
    return title_of(names.get(notice.division_code, ""), programme_name(pack, notice.programme))


def days_of(notice: PublicNotice) -> str:
    """Return from when to when a notice stands."""
    days = {"first": written.day(notice.first_day), "last": written.day(notice.last_day)}
    return gettext("%(first)s to %(last)s") % days


def amount_of(line: NoticeLine | DraftLine) -> str:
    """Return the amount of a line and how often it is paid; a dash where it is about no sum of money."""
    return amount_in_words(line.amount_fen, line.per) if line.amount_fen is not None else "—"


def public_address(request: HttpRequest, notice: PublicNotice) -> str:
    """Return where anyone sees a notice while it stands."""
    return request.build_absolute_uri(reverse("notice_public", args=[notice.slug]))


def telephone_of(notice: PublicNotice, card: OfficeCard | None) -> str:
    """Return the telephone for objections: the notice's own, else that of the counter."""
    return notice.telephone or (card.telephone if card else "")
