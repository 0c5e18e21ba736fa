"""The four lists (名单): who is missed, enrolled wrongly, changed, to be asked."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.determination.lists import MEANINGS, NAMES, TOWNSHIP_DIGITS, list_named, month_asked
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.paging import Paging, page_number
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.searching import looks_like_a_number
from yingbao.law.packs import NotInForce
from yingbao.law.rules.months import Programme
from yingbao.office.access.permissions import Permission, may
from yingbao.office.audit import actions as audit
from yingbao.office.casework.actions.opening import AIM_OF_LIST
from yingbao.office.determination.choices import WorkList
from yingbao.office.determination.queries import figures, findings, runs
from yingbao.office.determination.queries.payee_lists import PartlyListed, list_partly_listed, list_unlisted
from yingbao.values.month import Month

FILTERS: dict[str, Promise] = {
    "township": _("Township or subdistrict"),
    "programme": _("Programme"),
    "reason": _("Reason"),
}
ORDERS: dict[str, Promise] = {
    "": _("Place"),
    "name": _("Name"),
    "stake": _("Money at stake"),
    "since": _("Since when"),
    "programme": _("Programme"),
    "reason": _("Reason"),
}


@dataclass(frozen=True)
class Filter:
    """One thing to narrow the list by."""

    name: str
    label: Promise
    choices: list[findings.Choice]
    chosen: str


@dataclass(frozen=True)
class ListPage:
    """Everything the page shows."""

    kind: WorkList
    name: Promise
    meaning: Promise
    month: Month
    months: list[Month]
    lists: list[dict[str, Any]]
    filters: list[Filter]
    sought: str
    order: str
    orders: list[tuple[str, Promise]]
    filtered: bool
    unfiltered_url: str
    export_url: str
    found: findings.FindingPage
    paging: Paging
    may_export: bool
    may_answer: bool
    may_propose: bool
    # Programmes of which no payee list came in: nobody can be missed there.
    unlisted: list[Programme]
    # Programmes of which some townships sent no payee list of this month.
    partly: list[PartlyListed]
    # Whether the policy rules of the month are included.
    in_force: bool


@policy(permission=Permission.VIEW_LISTS, scope=Scope.DIVISION)
def finding_list(request: OfficerRequest, name: str = WorkList.MISSED) -> HttpResponse:
    """Show one page of one list; filters stand in the address, numbers of persons never do."""
    if looks_like_a_number(request.GET.get("name", "")):
        messages.warning(request, gettext("Enter citizen and certificate numbers in the search box below."))
        return redirect("person_search")
    page = load(request, list_named(name))
    audit.record(
        "determination.list.viewed",
        by=request.user,
        subject=f"list:{page.kind.value}:{page.month}",
        detail={"page": page.paging.page, "rows": page.found.total},
    )
    return render(request, "determination/finding_list.html", {"page": page})


def filters_asked(request: HttpRequest) -> findings.Filters:
    """Return what the address narrows the list to."""
    asked = request.GET
    return findings.Filters(
        township=asked.get("township", ""),
        programme=asked.get("programme", ""),
        reason=asked.get("reason", ""),
        search=asked.get("name", "")[:40],
    )


def order_asked(request: HttpRequest) -> str:
    """Return the order in the address; an unknown one is the usual one."""
    order = request.GET.get("order", "")
    return order if order in ORDERS else ""


def load(request: OfficerRequest, kind: WorkList) -> ListPage:
    """Load the page."""
    officer = request.user
    months = runs.list_months(officer=officer)
    month = month_asked(request, months, today=timezone.localdate())
    filters = filters_asked(request)
    order = order_asked(request)
    found = findings.list_findings(
        officer=officer, month=month, kind=kind, filters=filters, order=order, page=page_number(request)
    )
    address = reverse("finding_list", args=[kind.value])
    asked = {"month": str(month)} | {k: v for k, v in request.GET.items() if k in {*FILTERS, "name", "order"}}
    return ListPage(
        kind=kind,
        name=NAMES[kind],
        meaning=MEANINGS[kind],
        month=month,
        months=months,
        lists=switch(officer, kind, month),
        filters=[
            Filter(name, label, [named(each) for each in getattr(found, f"{name}s")], getattr(filters, name))
            for name, label in FILTERS.items()
        ],
        sought=filters.search,
        order=order,
        orders=list(ORDERS.items()),
        filtered=filters != findings.Filters(),
        unfiltered_url=f"{address}?{urlencode({'month': str(month)})}",
        export_url=f"{reverse('finding_export', args=[kind.value])}?{urlencode(asked)}",
        found=found,
        paging=Paging(found.page, found.pages, found.total, findings.PER_PAGE),
        may_export=may(officer, Permission.EXPORT_LISTS),
        may_answer=kind is WorkList.ASK and may(officer, Permission.STATE_FACTS),
        may_propose=kind in AIM_OF_LIST and may(officer, Permission.HAND_IN_CASES),
        **told_of_the_month(officer, kind, month),
    )


def told_of_the_month(officer: Any, kind: WorkList, month: Month) -> dict[str, Any]:
    """Return what the list of those missed must say before its rows: of which programmes it cannot speak."""
    if kind is not WorkList.MISSED:
        return {"unlisted": [], "partly": [], "in_force": True}
    try:
        unlisted = list_unlisted(officer=officer, month=month)
        partly = list_partly_listed(officer=officer, month=month)
    except NotInForce:
        return {"unlisted": [], "partly": [], "in_force": False}
    return {"unlisted": unlisted, "partly": partly, "in_force": True}


def named(choice: findings.Choice) -> findings.Choice:
    """Return a value to filter by; the county's own code stands for those whose township is not known."""
    county_only = choice.value.isdigit() and len(choice.value) < TOWNSHIP_DIGITS
    return replace(choice, name=gettext("Township not known")) if county_only else choice


def switch(officer: Any, kind: WorkList, month: Month) -> list[dict[str, Any]]:
    """Return the four lists to switch between, with how many rows each has."""
    counts = {each.list: each.count for each in figures.get_home_figures(officer=officer, month=month).lists}
    return [
        {
            "name": NAMES[each],
            "count": counts.get(each, 0),
            "url": f"{reverse('finding_list', args=[each.value])}?{urlencode({'month': str(month)})}",
            "current": each is kind,
        }
        for each in WorkList
    ]
