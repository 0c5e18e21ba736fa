"""One page of a case for print: where it stands, its papers and opinions, and a code that leads back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from yingbao.edges.reports.sheet import draw_qr, set_page
from yingbao.edges.web.casework.case_act import frame
from yingbao.edges.web.casework.case_show import CasePage, load
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.taking import pdf, taken_by
from yingbao.edges.web.templatetags import written
from yingbao.office.access.permissions import Permission
from yingbao.office.audit import actions as audit
from yingbao.office.casework.models import Case, Paper
from yingbao.office.casework.queries.cases import get_case


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def case_sheet(request: OfficerRequest, case_id: int) -> HttpResponse:
    """Set one case for print, and write down who took it."""
    case = get_case(request.user, case_id)
    if case is None:
        raise Http404
    address = request.build_absolute_uri(reverse("case_show", args=[case.pk]))
    shown = load(case, request.user, timezone.localdate())
    page = set_page("file", told(case, shown, address, taken_by(request)))
    audit.record(
        "casework.case_sheet.taken",
        by=request.user,
        subject=f"case:{case.pk}",
        detail={"number": case.number, "persons": [case.person_id]},
    )
    return pdf(page, case.number)


def told(case: Case, page: CasePage, address: str, footer: str) -> dict[str, Any]:
    """Return everything the page says."""
    chinese = written.in_chinese()
    return {
        "lang": "zh" if chinese else "en",
        "region": "CN" if chinese else "GB",
        "title": f"{case.person.name} · {frame(case)['programme']}",
        "under": gettext("Case %(number)s · %(state)s") % {"number": case.number, "state": page.state},
        "facts": facts(case, page),
        "parts": [steps(page), papers(list(case.papers.order_by("number"))), acts(page)],
        "qr": draw_qr(address),
        "alt": gettext("QR code of the page of this case: %(address)s") % {"address": address},
        "footer": footer,
    }


def facts(case: Case, page: CasePage) -> list[dict[str, str]]:
    """Return what stands at the top."""
    said = {
        gettext("What is asked for"): page.aim,
        gettext("Brought in by"): " · ".join(filter(None, (page.origin, case.window))),
        gettext("Handed in on"): written.day(case.handed_in_on),
        gettext("Lives in"): page.place,
        gettext("Whose turn"): page.turn,
        gettext("Clock stopped"): page.stopped_for,
        pgettext("limit", "Last day"): written.day(case.due_on) if case.due_on else "",
    }
    return [{"name": name, "words": words} for name, words in said.items() if words]


def steps(page: CasePage) -> dict[str, Any]:
    """Return the course of the case."""
    looks = {"done": gettext("done"), "current": gettext("now"), "ahead": ""}
    return {
        "name": gettext("The course of this case"),
        "wide": [1, 1, 0],
        "heads": [gettext("Step"), gettext("By whom"), gettext("How far")],
        "rows": [[step.name, step.who, looks[step.look]] for step in page.steps],
        "none": "",
    }


def papers(listed: list[Paper]) -> dict[str, Any]:
    """Return the papers with what became of each."""
    return {
        "name": gettext("Papers"),
        "wide": [1, 1],
        "heads": [gettext("Paper"), gettext("State")],
        "rows": [
            [paper.name_zh if written.in_chinese() else paper.name_en, state_of(paper)] for paper in listed
        ],
        "none": gettext("No paper is asked for."),
    }


def state_of(paper: Paper) -> str:
    """Return what became of a paper."""
    if paper.brought_on:
        return gettext("brought on %(on)s") % {"on": written.day(paper.brought_on)}
    if paper.not_needed:
        return gettext("not needed (%(why)s)") % {"why": paper.not_needed}
    if paper.missing_told_on:
        return gettext("missing, told on %(on)s") % {"on": written.day(paper.missing_told_on)}
    return gettext("not there yet")


def acts(page: CasePage) -> dict[str, Any]:
    """Return what was done, in its order, with opinions and reasons."""
    return {
        "name": gettext("What was done"),
        "wide": [0, 0, 1, 0],
        "heads": [gettext("Day"), gettext("What"), gettext("Opinion or reason"), gettext("By whom")],
        "rows": [
            [
                written.day(each.act.on),
                each.what,
                " · ".join(filter(None, (each.more, each.act.words))),
                each.who,
            ]
            for each in reversed(page.acts)
        ],
        "none": "",
    }
