"""The four lists in words, and which month a page is about."""

import datetime

from django.http import Http404, HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.office.determination.choices import WorkList
from yingbao.values.month import Month

NAMES: dict[WorkList, Promise] = {
    WorkList.MISSED: _("Missed"),
    WorkList.WRONG: _("Enrolled wrongly"),
    WorkList.CHANGED: _("Changed"),
    WorkList.ASK: _("To be asked"),
}
MEANINGS: dict[WorkList, Promise] = {
    WorkList.MISSED: _("Entitled by the rules, and not on the payee list. Visit them and help them apply."),
    WorkList.WRONG: _("On the payee list, and not entitled, or paid another amount. Check before stopping."),
    WorkList.CHANGED: _("The answer or the amount is not what it was last month."),
    WorkList.ASK: _("One fact is missing, and it decides. Ask it and enter the answer."),
}


TOWNSHIP_DIGITS = 9
# No page is about a month outside these; beyond them there is not always a month before or after.
FIRST, LAST = Month(1900, 1), Month(2999, 12)


def month_asked(request: HttpRequest, months: list[Month], *, today: datetime.date) -> Month:
    """Return the month in the address; without one the newest determined, or else this month.

    A month determined far ahead of today is shown to who asks for it, and to nobody else.
    """
    written = request.GET.get("month") or request.POST.get("month")
    if not written:
        return newest(months, today=today) if months else Month.of(today)
    try:
        month = Month.parse(written)
    except ValueError:
        raise Http404 from None
    if not FIRST <= month <= LAST:
        raise Http404
    return month


def newest(months: list[Month], *, today: datetime.date) -> Month:
    """Return the newest of some months, the newest first, that is not far ahead of today."""
    return next((month for month in months if month <= Month.of(today).next), months[-1])


def list_named(name: str) -> WorkList:
    """Return the list of this name; there are only four."""
    try:
        return WorkList(name)
    except ValueError:
        raise Http404 from None
