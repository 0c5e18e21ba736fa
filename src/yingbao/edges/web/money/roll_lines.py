"""The lines of a roll: filtered, page by page, and taken away as the officers' Excel form (清册)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from yingbao.edges.reports.workbook import Column, Kind, Listing, type_of_cell
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.line_words import ShownLine, lines_in_words
from yingbao.edges.web.money.roll_act import frame, roll_or_404
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.paging import Paging, paging
from yingbao.edges.web.place import place_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.searching import NO_NUMBERS_OF_PERSONS, lies_in, looks_like_a_number
from yingbao.edges.web.taking import Taking, take
from yingbao.edges.web.templatetags import written
from yingbao.office.access.models import Division
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import list_townships
from yingbao.office.audit import actions as audit
from yingbao.office.payments.choices import LineState, ProblemKind
from yingbao.office.payments.models import Line, Roll
from yingbao.office.payments.queries.lines import lines_of

AT_A_TIME = 1000
FILTERS = ("state", "problem", "township", "name")


@dataclass(frozen=True)
class RollLinesPage:
    """Everything the page shows."""

    states: list[tuple[str, str]]
    state: str
    problems: list[tuple[str, str]]
    problem: str
    townships: list[Division]
    township: str
    name: str
    rows: list[ShownLine]
    paging: Paging
    filtered: bool
    may_export: bool


@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def roll_lines(request: OfficerRequest, roll_id: int) -> HttpResponse:
    """Show lines of a roll; filters stand in the address, numbers of persons never do."""
    roll = roll_or_404(request.user, roll_id)
    if looks_like_a_number(request.GET.get("name", "")):
        messages.warning(request, NO_NUMBERS_OF_PERSONS)
        return redirect("roll_lines", roll.pk)
    page = load(request, roll)
    audit.record(
        "payments.lines.viewed",
        by=request.user,
        subject=f"roll:{roll.pk}",
        detail={
            "number": roll.number,
            "page": page.paging.page,
            "rows": page.paging.total,
            "persons": [row.line.person_id for row in page.rows],
        },
    )
    return render(request, "money/roll_lines.html", {"page": page, **frame(roll, request.user)})


@policy(permission=Permission.EXPORT_LISTS, scope=Scope.DIVISION, methods=("POST",), fresh=True)
def roll_export(request: OfficerRequest, roll_id: int) -> FileResponse:
    """Write every line of the filtered list into a workbook, and record who took it."""
    roll = roll_or_404(request.user, roll_id)
    programme = programme_name(rules_of(request.user), roll.programme)
    title = f"{place_of(request.user).name} {programme} {written.month(roll.month.month)} {gettext('Roll')}"
    detail = {name: request.GET.get(name, "")[:60] for name in ("state", "problem", "township")}
    act = Taking(
        "payments.lines.exported",
        subject=f"roll:{roll.pk}",
        detail={"number": roll.number, "by_name": bool(request.GET.get("name")), **detail},
    )
    notes = [f"{gettext('Number')} {roll.number}"]
    return take(request, Listing(title, notes, columns(), cells(request, roll)), act)


def load(request: OfficerRequest, roll: Roll) -> RollLinesPage:
    """Load the page."""
    asked = request.GET
    lines = narrowed(lines_of(request.user, roll), request)
    listed = paging(request, lines.count())
    return RollLinesPage(
        states=[(state, str(words)) for state, words in LineState.choices],
        state=asked.get("state", ""),
        problems=[(kind, str(words)) for kind, words in ProblemKind.choices],
        problem=asked.get("problem", ""),
        townships=list(list_townships(request.user)),
        township=asked.get("township", ""),
        name=asked.get("name", "")[:40],
        rows=lines_in_words(lines[listed.slice]),
        paging=listed,
        filtered=any(asked.get(name) for name in FILTERS),
        may_export=may(request.user, Permission.EXPORT_LISTS),
    )


def narrowed(lines: QuerySet[Line], request: OfficerRequest) -> QuerySet[Line]:
    """Return the lines that fit the filters; numbers of persons are never one."""
    asked = request.GET
    if asked.get("state") in LineState.values:
        lines = lines.filter(state=asked["state"])
    if asked.get("problem") in ProblemKind.values:
        lines = lines.filter(problems__kind=asked["problem"])
    if asked.get("township"):
        lines = lines.filter(lies_in(asked["township"]))
    if sought := asked.get("name", "").strip()[:40]:
        lines = lines.filter(name__contains=sought)
    return lines


def columns() -> list[Column]:
    """Return the columns, in the language of the officer."""
    return [
        Column(gettext("No."), Kind.COUNT, 8),
        Column(gettext("Name"), width=12),
        Column(gettext("Lives in"), width=26),
        Column(gettext("Account"), width=24),
        Column(gettext("Bank"), width=16),
        Column(gettext("Account holder"), width=14),
        Column(gettext("Owed (yuan)"), Kind.FEN, 14),
        Column(gettext("Deducted (yuan)"), Kind.FEN, 14),
        Column(gettext("Paid out (yuan)"), Kind.FEN, 14),
        Column(gettext("State"), width=12),
        Column(gettext("What stands against it"), width=36),
    ]


def cells(request: OfficerRequest, roll: Roll) -> Iterator[list[type_of_cell]]:
    """Give the lines as cells, so many at a time; accounts stay masked."""
    lines = narrowed(lines_of(request.user, roll), request)
    for start in range(0, lines.count(), AT_A_TIME):
        for row in lines_in_words(lines[start : start + AT_A_TIME]):
            yield [
                row.line.number,
                row.line.name,
                row.place,
                row.account,
                row.bank,
                row.line.holder_name,
                row.line.gross_fen,
                row.line.deducted_fen,
                row.line.fen,
                row.line.get_state_display(),
                gettext("; ").join(each.words for each in row.problems),
            ]
