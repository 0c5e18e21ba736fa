"""One public notice, for officers: its lines with their cases, and what was said against them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yingbao.edges.web.casework.notice_words import amount_of, days_of, public_address, title
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.audit import actions as audit
from yingbao.office.casework.models import PublicNotice
from yingbao.office.casework.queries.cases import visible_cases
from yingbao.office.casework.queries.notices import get_notice, visible_objections


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def notice_show(request: OfficerRequest, notice_id: int) -> HttpResponse:
    """Show a notice on which a case of the officer stands."""
    notice = notice_or_404(request.user, notice_id)
    cases = dict(visible_cases(request.user).filter(notice_lines__notice=notice).values_list("pk", "number"))
    lines = [
        {"line": line, "amount": amount_of(line), "case": cases.get(line.case_id, "")}
        for line in notice.lines.order_by("number")
    ]
    today = timezone.localdate()
    audit.record("casework.notice.viewed", by=request.user, subject=f"notice:{notice.pk}")
    return render(
        request,
        "casework/notice_show.html",
        {
            "notice": notice,
            "title": title(notice),
            "days": days_of(notice),
            "stands": notice.first_day <= today <= notice.last_day and notice.taken_down_on is None,
            "lines": lines,
            "objections": visible_objections(request.user).filter(line__notice=notice),
            "address": public_address(request, notice),
            "may_object": notice.taken_down_on is None and may(request.user, Permission.HANDLE_OBJECTIONS),
        },
    )


def notice_or_404(officer: Officer, notice_id: int) -> PublicNotice:
    """Return a visible notice; anything else is not found."""
    notice = get_notice(officer, notice_id)
    if notice is None:
        raise Http404
    return notice
