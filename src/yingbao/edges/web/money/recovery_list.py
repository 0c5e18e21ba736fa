"""What was paid and not owed (追回): found, being recovered, recovered, given up."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.reports.workbook import Column, Kind, Listing, type_of_cell
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.found_to_recover import found_in_words
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.paging import paging
from yingbao.edges.web.place import place_in_words, place_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.taking import Taking, take
from yingbao.office.access.models import Officer
from yingbao.office.access.own_county import COUNTY
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_names
from yingbao.office.audit import actions as audit
from yingbao.office.payments.choices import ReceivableState
from yingbao.office.payments.models import Receivable
from yingbao.office.payments.queries.names import names_of
from yingbao.office.payments.queries.recoveries import receivables_of, to_be_recovered
from yingbao.office.payments.queries.repaid import recovering_of

FOUND = "found"
WHICH: dict[str, Promise] = {
    FOUND: _("Found, not demanded yet"),
    ReceivableState.OPEN: _("Being recovered"),
    ReceivableState.SETTLED: _("Recovered"),
    ReceivableState.WRITTEN_OFF: _("Written off"),
}
LOOKS: dict[str, str] = {
    ReceivableState.OPEN: "unknown",
    ReceivableState.SETTLED: "yes",
    ReceivableState.WRITTEN_OFF: "no",
}


@dataclass(frozen=True)
class ShownReceivable:
    """One receivable as a row shows it: what it is of, and how far it came, in fen."""

    row: Receivable
    name: str
    place: str
    programme: str
    repaid: int
    deducted: int
    left: int
    look: str


@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def recovery_list(request: OfficerRequest) -> HttpResponse:
    """Show what is to come back in the officer's division; which of it stands in the address."""
    which = which_asked(request)
    page: dict[str, Any] = {
        "whiches": list(WHICH.items()),
        "which": which,
        "name": WHICH[which],
        "may_demand": may_recover(request.user),
        "may_export": may(request.user, Permission.EXPORT_LISTS),
    }
    if which == FOUND:
        found = to_be_recovered(request.user)
        page["paging"] = listed = paging(request, len(found))
        page["total_fen"] = sum(each.fen for each in found)
        page["found"] = found_in_words(found[listed.slice], rules_of(request.user))
    else:
        rows = narrowed(request)
        page["paging"] = listed = paging(request, rows.count())
        page["rows"] = shown(request, list(rows[listed.slice]))
    audit.record(
        "payments.recoveries.viewed",
        by=request.user,
        subject=f"recoveries:{which}",
        detail={"page": listed.page, "rows": listed.total},
    )
    return render(request, "money/recovery_list.html", page)


@policy(permission=Permission.EXPORT_LISTS, scope=Scope.DIVISION, methods=("POST",), fresh=True)
def recovery_export(request: OfficerRequest) -> FileResponse:
    """Write every receivable of the list into a workbook, and record who took it."""
    which = which_asked(request)
    title = f"{place_of(request.user).name} {gettext('Recoveries')} {WHICH[which]}"
    act = Taking("payments.recoveries.exported", subject=f"recoveries:{which}")
    if which == FOUND:
        return take(request, Listing(title, [], found_columns(), found_cells(request)), act)
    rows = shown(request, list(narrowed(request)))
    return take(request, Listing(title, [], columns(), [cells(each) for each in rows]), act)


def may_recover(officer: Officer) -> bool:
    """Return whether an officer recovers money, for the whole county."""
    return may(officer, Permission.RECOVER_MONEY) and len(officer.acting_division_id) == COUNTY


def which_asked(request: OfficerRequest) -> str:
    """Return which part of the list the address asks for."""
    which = request.GET.get("which", FOUND)
    return which if which in WHICH else FOUND


def narrowed(request: OfficerRequest) -> QuerySet[Receivable]:
    """Return the receivables in the state asked for, the newest first."""
    return receivables_of(request.user).filter(state=which_asked(request)).order_by("-id")


def shown(request: OfficerRequest, rows: list[Receivable]) -> list[ShownReceivable]:
    """Return receivables in words; persons, places and what came back are asked once each."""
    pack = rules_of(request.user)
    places = get_names({code for each in rows for code in (each.division_code[:9], each.division_code)})
    names = names_of({each.person_id for each in rows})
    return [
        ShownReceivable(
            row=each.receivable,
            name=names.get(each.receivable.person_id, ""),
            place=place_in_words(each.receivable.division_code, places),
            programme=programme_name(pack, each.receivable.programme),
            repaid=each.repaid,
            deducted=each.deducted,
            left=each.left,
            look=LOOKS[each.receivable.state],
        )
        for each in recovering_of(rows)
    ]


def columns() -> list[Column]:
    """Return the columns, in the language of the officer."""
    return [
        Column(gettext("Number"), width=22),
        Column(gettext("Name"), width=12),
        Column(gettext("Lives in"), width=24),
        Column(gettext("Programme"), width=28),
        Column(gettext("Who gives it back"), width=14),
        Column(gettext("Amount (yuan)"), Kind.FEN, 14),
        Column(gettext("Repaid (yuan)"), Kind.FEN, 14),
        Column(gettext("Deducted (yuan)"), Kind.FEN, 14),
        Column(gettext("Still to come (yuan)"), Kind.FEN, 14),
        Column(gettext("State"), width=10),
        Column(gettext("Decided on"), Kind.DAY, 14),
        Column(gettext("Reasons"), width=40),
    ]


def cells(each: ShownReceivable) -> list[type_of_cell]:
    """Return a receivable as cells; no number of a person is among them."""
    row = each.row
    return [
        row.number,
        each.name or gettext("no longer known here"),
        each.place,
        each.programme,
        row.get_debtor_display(),
        row.fen,
        each.repaid,
        each.deducted,
        each.left,
        row.get_state_display(),
        row.decided_on,
        row.reason,
    ]


def found_columns() -> list[Column]:
    """Return the columns of what was found and not demanded yet."""
    return [
        Column(gettext("Name"), width=12),
        Column(gettext("Programme"), width=28),
        Column(gettext("Amount (yuan)"), Kind.FEN, 14),
        Column(gettext("Months"), width=60),
    ]


def found_cells(request: OfficerRequest) -> list[list[type_of_cell]]:
    """Return what was found and not demanded yet as cells, with every difference."""
    return [
        [
            each.person.name,
            each.programme,
            each.fen,
            gettext("; ").join(f"{less.name} {less.difference}" for less in each.months),
        ]
        for each in found_in_words(to_be_recovered(request.user), rules_of(request.user))
    ]
