"""What was granted (享受资格): every award of the division, with its state."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from yingbao.edges.reports.workbook import Column, Kind, Listing, type_of_cell
from yingbao.edges.web.awarded import ShownAward, awards_in_words
from yingbao.edges.web.casework.narrowing import narrowed
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.paging import Paging, paging
from yingbao.edges.web.place import place_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.searching import NO_NUMBERS_OF_PERSONS, is_about_a_person
from yingbao.edges.web.taking import Taking, take
from yingbao.edges.web.templatetags.unconfirmed import in_a_cell
from yingbao.office.access.models import Division
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_names, list_townships
from yingbao.office.audit import actions as audit
from yingbao.office.casework.choices import AwardState
from yingbao.office.casework.models import Award
from yingbao.office.casework.queries.awards import visible_awards


@dataclass(frozen=True)
class AwardListPage:
    """Everything the page shows."""

    states: list[tuple[str, str]]
    state: str
    townships: list[Division]
    township: str
    programmes: list[tuple[str, str]]
    programme: str
    name: str
    rows: list[ShownAward]
    paging: Paging
    filtered: bool


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def award_list(request: OfficerRequest) -> HttpResponse:
    """Show awards; filters stand in the address, numbers of persons never do."""
    if is_about_a_person(request.GET.get("name", "")):
        messages.warning(request, NO_NUMBERS_OF_PERSONS)
        return redirect("award_list")
    page = load(request)
    audit.record(
        "casework.awards.viewed",
        by=request.user,
        subject="awards:list",
        detail={"page": page.paging.page, "rows": page.paging.total},
    )
    return render(request, "casework/award_list.html", {"page": page})


@policy(permission=Permission.EXPORT_LISTS, scope=Scope.DIVISION, methods=("POST",), fresh=True)
def award_export(request: OfficerRequest) -> FileResponse:
    """Write every row of the filtered list into a workbook, and record who took it."""
    title = f"{place_of(request.user).name} {gettext('Awards')}"
    asked = request.GET
    detail = {name: asked.get(name, "")[:60] for name in ("state", "township", "programme")}
    act = Taking(
        "casework.awards.exported",
        subject="awards:list",
        detail={"by_name": bool(asked.get("name")), **detail},
    )
    return take(request, Listing(title, [], columns(), cells(request)), act)


def load(request: OfficerRequest) -> AwardListPage:
    """Load the page."""
    officer, asked = request.user, request.GET
    awards = narrowed(visible_awards(officer), request, set(AwardState))
    listed = paging(request, awards.count())
    pack = rules_of(officer)
    used = visible_awards(officer).order_by("programme").values_list("programme", flat=True).distinct()
    return AwardListPage(
        states=[(state, str(words)) for state, words in AwardState.choices],
        state=asked.get("state", ""),
        townships=list(list_townships(officer)),
        township=asked.get("township", ""),
        programmes=[(each, programme_name(pack, each)) for each in used],
        programme=asked.get("programme", ""),
        name=asked.get("name", "")[:40],
        rows=shown(request, list(awards[listed.slice])),
        paging=listed,
        filtered=any(asked.get(name) for name in ("state", "township", "programme", "name")),
    )


def shown(request: OfficerRequest, awards: list[Award]) -> list[ShownAward]:
    """Return awards in words; names of divisions are asked once."""
    names = get_names(code for each in awards for code in (each.division_code[:9], each.division_code))
    return awards_in_words(awards, rules_of(request.user), names)


def columns() -> list[Column]:
    """Return the columns, in the language of the officer."""
    return [
        Column(gettext("Number"), width=22),
        Column(gettext("Name"), width=12),
        Column(gettext("Lives in"), width=24),
        Column(gettext("Programme"), width=22),
        Column(gettext("Amount (yuan)"), Kind.FEN, 14),
        Column(gettext("First month"), width=12),
        Column(gettext("Last month"), width=12),
        Column(gettext("State"), width=10),
        Column(gettext("Decided on"), Kind.DAY, 14),
        Column(gettext("To be checked"), width=30),
    ]


def cells(request: OfficerRequest) -> list[list[type_of_cell]]:
    """Return the rows as cells; no number of a person is among them."""
    return [
        [
            row.award.number,
            row.award.person.name,
            row.place,
            row.programme,
            row.award.amount_fen,
            f"{row.award.first_month:%Y-%m}",
            f"{row.award.last_month:%Y-%m}" if row.award.last_month else None,
            row.state,
            row.award.decided_on,
            in_a_cell(row.unconfirmed),
        ]
        for row in shown(request, list(narrowed(visible_awards(request.user), request, set(AwardState))))
    ]
