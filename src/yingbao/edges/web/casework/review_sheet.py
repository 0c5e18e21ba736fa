"""A round of re-verification on paper: one village a page, to be filled in and signed at the door."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yingbao.edges.reports.sheet import set_page
from yingbao.edges.web.casework.review_show import narrowed
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.place import place_in_words, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.taking import pdf, taken_by
from yingbao.edges.web.templatetags import written
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_names
from yingbao.office.audit import actions as audit
from yingbao.office.casework.choices import ReviewResult
from yingbao.office.casework.models import ReviewItem, ReviewRound
from yingbao.office.casework.queries.reviews import visible_items, visible_rounds

# Nobody carries more home at once; a county with more takes it township by township.
MOST = 2000
FOUND = [each for each in ReviewResult if each is not ReviewResult.OPEN]


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def review_sheet(request: OfficerRequest, review_id: int) -> HttpResponse:
    """Set whom a round asks in the officer's division for print, as the page is filtered."""
    found = visible_rounds(request.user).filter(pk=review_id).first()
    if found is None:
        raise Http404
    items = narrowed(visible_items(request.user).filter(round=found), request)
    rows = list(items[: MOST + 1])
    if not rows or len(rows) > MOST:
        none, many = (
            gettext("Nobody matches these filters."),
            gettext("Choose a township first: these are too many."),
        )
        messages.warning(request, many if rows else none)
        return redirect("review_show", found.pk)
    audit.record(
        "casework.review.taken",
        by=request.user,
        subject=f"review:{found.pk}",
        detail={"rows": len(rows), "persons": [row.person_id for row in rows]},
    )
    return pdf(set_page("round", told(request, found, rows)), f"{found}")


def told(request: OfficerRequest, found: ReviewRound, rows: list[ReviewItem]) -> dict[str, Any]:
    """Return everything the pages say."""
    chinese = written.in_chinese()
    names = get_names(code for row in rows for code in (row.division_code[:9], row.division_code))
    programme = programme_name(rules_of(request.user), found.programme)
    return {
        "lang": "zh" if chinese else "en",
        "region": "CN" if chinese else "GB",
        "title": gettext("Re-verification: %(programme)s") % {"programme": programme},
        "under": gettext("Drawn on %(drawn)s, to be done until %(due)s. Tick what was found, and sign.")
        % {"drawn": written.day(found.drawn_on), "due": written.day(found.due_on)},
        "heads": [
            gettext("No."),
            gettext("Name"),
            gettext("Sex"),
            gettext("Born on"),
            gettext("What was found"),
            gettext("Signature of the person, or who signs for the person"),
            gettext("Day"),
        ],
        "villages": [
            {"name": place_in_words(code, names) or code, "rows": lines(list(group))}
            for code, group in groupby(rows, key=lambda row: row.division_code)
        ],
        "signs": [gettext("Who went:"), gettext("For the village:"), gettext("Day:")],
        "footer": taken_by(request),
    }


def lines(items: list[ReviewItem]) -> list[list[str]]:
    """Return one line a person; what is written down already is printed, the rest is left to be ticked."""
    return [
        [
            str(number),
            item.person.name,
            item.person.get_sex_display(),
            written.day(item.person.birth_on),
            result_of(item),
            "",
            written.day(item.on) if item.on else "",
        ]
        for number, item in enumerate(items, 1)
    ]


def result_of(item: ReviewItem) -> str:
    """Return what was found, or the boxes to tick."""
    if item.result == ReviewResult.OPEN:
        return "　".join(f"□ {each.label}" for each in FOUND)
    return " · ".join(filter(None, (item.get_result_display(), item.found)))
