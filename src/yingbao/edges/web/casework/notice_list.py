"""Public notices of the division: those that stand, those held by an objection, and those that are over."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.paging import paging
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_names
from yingbao.office.casework.models import PublicNotice
from yingbao.office.casework.queries import notices

type_of_cut = Callable[[QuerySet[PublicNotice], date], QuerySet[PublicNotice]]
WHICH: dict[str, tuple[Promise, type_of_cut]] = {
    "standing": (_("On the board now"), notices.standing),
    "held": (_("Held by an objection"), notices.held),
    "over": (_("Over"), notices.over),
}


@names_nobody
@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def notice_list(request: OfficerRequest) -> HttpResponse:
    """List notices; which ones stands in the address."""
    which = request.GET.get("which", "standing")
    which = which if which in WHICH else "standing"
    words, cut = WHICH[which]
    found = cut(notices.visible_notices(request.user), timezone.localdate())
    listed = paging(request, found.count())
    rows = list(notices.with_counts(found)[listed.slice])
    names, pack = get_names(each.division_code for each in rows), rules_of(request.user)
    shown = [
        {
            "notice": each,
            "place": names.get(each.division_code, ""),
            "programme": programme_name(pack, each.programme),
        }
        for each in rows
    ]
    return render(
        request,
        "casework/notice_list.html",
        {
            "which": which,
            "tabs": [(name, label) for name, (label, _cut) in WHICH.items()],
            "rows": shown,
            "paging": listed,
            "may_publish": may(request.user, Permission.PUBLISH_NOTICES),
        },
    )
