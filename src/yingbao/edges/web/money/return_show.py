"""What the bank answered about a roll: how much was paid, and what was sent back, line by line, and why."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.line_words import ShownLine, lines_in_words
from yingbao.edges.web.money.roll_act import frame, sees_whole
from yingbao.edges.web.paging import Paging, paging
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.audit import actions as audit
from yingbao.office.payments.choices import LineState
from yingbao.office.payments.models import BankReturn
from yingbao.office.payments.queries.lines import lines_of
from yingbao.office.payments.queries.rolls import get_roll


@dataclass(frozen=True)
class ReturnPage:
    """Everything the page shows."""

    returned: BankReturn
    waiting: int
    rows: list[ShownLine]
    paging: Paging
    may_reissue: bool


@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def return_show(request: OfficerRequest, return_id: int) -> HttpResponse:
    """Show a return to those who see every line of its roll."""
    returned = return_or_404(request.user, return_id)
    lines = lines_of(request.user, returned.roll)
    failed = lines.filter(state=LineState.FAILED)
    listed = paging(request, failed.count())
    page = ReturnPage(
        returned=returned,
        waiting=lines.filter(state=LineState.SENT).count(),
        rows=lines_in_words(failed[listed.slice]),
        paging=listed,
        may_reissue=may(request.user, Permission.PREPARE_ROLLS),
    )
    audit.record(
        "payments.lines.viewed",
        by=request.user,
        subject=f"roll:{returned.roll_id}",
        detail={
            "number": returned.roll.number,
            "page": listed.page,
            "rows": listed.total,
            "persons": [row.line.person_id for row in page.rows],
        },
    )
    return render(request, "money/return_show.html", {"page": page, **frame(returned.roll, request.user)})


def return_or_404(officer: Officer, return_id: int) -> BankReturn:
    """Return what the bank answered about a roll all of whose lines the officer sees."""
    returned = BankReturn.objects.select_related("roll__month").filter(pk=return_id).first()
    roll = get_roll(officer, returned.roll_id) if returned else None
    if returned is None or roll is None or not sees_whole(officer, roll):
        raise Http404
    return returned
