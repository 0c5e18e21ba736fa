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


def month_asked(request: HttpRequest, months: list[Month], *, today: datetime.date) -> Month:
    """Return the month in the address; without one the newest determined, or else this month."""
    written = request.GET.get("month") or request.POST.get("month")
    if not written:
        return months[0] if months else Month.of(today)
    try:
        return Month.parse(written)
    except ValueError:
        raise Http404 from None


def list_named(name: str) -> WorkList:
    """Return the list of this name; there are only four."""
    try:
        return WorkList(name)
    except ValueError:
        raise Http404 from None
