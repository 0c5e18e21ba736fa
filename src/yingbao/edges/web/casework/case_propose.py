"""Making cases of rows of a list: first shown, then done."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from yingbao.edges.web.casework.refusals import REFUSALS, say
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.audit import actions as audit
from yingbao.office.casework.actions.opening import AIM_OF_LIST, propose
from yingbao.office.casework.models import Case
from yingbao.office.casework.queries.cases import visible_cases
from yingbao.office.determination.choices import WorkList
from yingbao.office.determination.models import Finding
from yingbao.office.determination.queries.scope import findings_in_scope

MOST = 200


@dataclass(frozen=True)
class Row:
    """One row that would become a case, or why it would not."""

    finding: Finding
    programme: str
    aim: str
    already: Case | None


@policy(permission=Permission.HAND_IN_CASES, scope=Scope.DIVISION, writes=True)
def case_propose(request: OfficerRequest) -> HttpResponse:
    """Show what would be proposed; propose it when the officer has seen it."""
    findings = chosen(request)
    if not findings:
        messages.warning(request, gettext("No row was chosen: tick the rows first."))
        return redirect("finding_list")
    if request.POST.get("seen") == "yes":
        return propose_all(request, findings)
    rows = preview(request, findings)
    audit.record(
        "casework.proposal.viewed",
        by=request.user,
        subject="cases:proposal",
        detail={"persons": [row.finding.person_id for row in rows]},
    )
    return render(
        request, "casework/case_propose.html", {"rows": rows, "new": sum(not r.already for r in rows)}
    )


def chosen(request: OfficerRequest) -> list[Finding]:
    """Return the ticked rows that are in the officer's division."""
    ticked = request.POST.getlist("on_page" if request.POST.get("every") else "row")
    ids = [int(each) for each in ticked if each.isascii() and each.isdigit()]
    if len(ids) > MOST:
        raise Http404
    found = findings_in_scope(request.user).filter(pk__in=ids, list__in=[each.value for each in AIM_OF_LIST])
    return list(found.select_related("person").order_by("pk"))


def preview(request: OfficerRequest, findings: list[Finding]) -> list[Row]:
    """Return the rows with what each would become."""
    pack = rules_of(request.user)
    waiting = visible_cases(request.user).filter(
        person__in=[each.person_id for each in findings], ended_on__isnull=True
    )
    known = {(case.person_id, case.programme, case.aim): case for case in waiting}
    rows = []
    for each in findings:
        aim = AIM_OF_LIST[WorkList(each.list)]
        already = known.get((each.person_id, each.programme, aim))
        rows.append(Row(each, programme_name(pack, each.programme), str(aim.label), already))
    return rows


def propose_all(request: OfficerRequest, findings: list[Finding]) -> HttpResponse:
    """Propose every row; one that cannot be proposed does not stop the others, and is told."""
    made, refused = 0, []
    for finding in findings:
        try:
            propose(finding=finding, on=timezone.localdate(), at=timezone.now(), by=request.user)
            made += 1
        except REFUSALS as refusal:
            refused.append(f"{finding.person.name}: {say(refusal)}")
    if made:
        told = ngettext("%(count)s case was opened.", "%(count)s cases were opened.", made)
        messages.success(request, told % {"count": made})
    for each in refused:
        messages.warning(request, each)
    return redirect("case_list")
