"""What is owed, what was paid and the book of money, side by side (对账): for a year, and month by month."""

from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yingbao.edges.reports.workbook import Column, Kind, Listing, type_of_cell
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.budget_list import year_asked
from yingbao.edges.web.money.due_words import Told
from yingbao.edges.web.money.fault_places import places_in_words
from yingbao.edges.web.money.takeover_list import sees_county
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import county_of, place_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.taking import Taking, take
from yingbao.office.access.permissions import Permission, may
from yingbao.office.ledger.findings import Findings
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.payments.models import BookCheck
from yingbao.office.payments.queries.agreement import check_agreement
from yingbao.office.payments.queries.book_checks import get_last_check
from yingbao.office.payments.queries.by_month import MonthOfMoney, months_of
from yingbao.office.payments.queries.side_by_side import Agreement, agreement, agreement_of_month
from yingbao.values.month import Month

# What is counted twice, where the first count comes from, and where the second.
PAIRS: list[tuple[str, Promise]] = [
    ("owed", pgettext_lazy("money", "Owed")),
    ("sent", _("Sent to the bank")),
    ("settled", _("Paid by the bank")),
    ("failed", _("Sent back by the bank")),
]


@dataclass(frozen=True)
class Pair:
    """One figure counted in two places, in fen."""

    id: str
    name: Promise
    ours: int
    book: int

    @property
    def apart(self) -> int:
        """By how much they differ."""
        return self.ours - self.book


@dataclass(frozen=True)
class ShownAgreement:
    """One programme of a year, figure by figure."""

    id: str
    name: str
    pairs: list[Pair]
    agrees: bool


@dataclass(frozen=True)
class ShownFault:
    """One thing that does not fit: where, with its page, and how much in fen."""

    place: Told
    fen: int


@dataclass(frozen=True)
class ShownFaults:
    """All of one kind: how many, and the first of them."""

    wrong: str
    count: int
    told: list[ShownFault]


@dataclass(frozen=True)
class ReconciliationPage:
    """Everything the page shows. `wrong` is None while nobody asked for every row to be checked.

    `month` is the one of the year that is looked at by itself. `checked` is the last check of the night,
    None where there was none yet.
    """

    year: int
    month: Month | None
    whole: bool
    rows: list[ShownAgreement]
    rows_of_month: list[ShownAgreement]
    programme: str
    programmes: list[tuple[str, str]]
    months: list[MonthOfMoney]
    checked: BookCheck | None
    wrong: list[ShownFaults] | None
    may_export: bool


@names_nobody
@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def reconciliation(request: OfficerRequest) -> HttpResponse:
    """Show whether all counts agree; checked row by row only when it is asked for, as it reads everything."""
    return render(request, "money/reconciliation.html", {"page": load(request)})


@names_nobody
@policy(permission=Permission.EXPORT_LISTS, scope=Scope.DIVISION, methods=("POST",), fresh=True)
def reconciliation_export(request: OfficerRequest) -> FileResponse:
    """Write the sums of a year or of a month, side by side, into a workbook, and record who took it."""
    if not sees_county(request.user):
        raise Http404
    county, year = county_of(request.user), year_asked(request)
    month = month_of_year(request, year)
    title = f"{place_of(request.user).name} {gettext('Reconciliation')} {month or year}"
    counted = agreement_of_month(county, month) if month else agreement(county, year)
    rows = [cells(each, pair) for each in shown(request, counted) for pair in each.pairs]
    act = Taking("payments.reconciliation.exported", subject=f"reconciliation:{month or year}")
    return take(request, Listing(title, [], columns(), rows), act)


def load(request: OfficerRequest) -> ReconciliationPage:
    """Load the page."""
    officer, year, whole = request.user, year_asked(request), sees_county(request.user)
    county, month = county_of(officer), month_of_year(request, year)
    rows = shown(request, agreement(county, year)) if whole else []
    programme = request.GET.get("programme", "")
    return ReconciliationPage(
        year=year,
        month=month,
        whole=whole,
        rows=rows,
        rows_of_month=shown(request, agreement_of_month(county, month)) if whole and month else [],
        programme=programme,
        programmes=[(each.id, each.name) for each in rows],
        months=months_of(county, year, programme) if whole else [],
        checked=get_last_check(county) if whole else None,
        wrong=every_fault(county) if whole and request.GET.get("check") else None,
        may_export=may(officer, Permission.EXPORT_LISTS),
    )


def every_fault(county: str) -> list[ShownFaults]:
    """Return all that does not fit, within the book of money and between it and the rows, with its places."""
    found: list[Findings] = [*check_ledger(county).wrong, *check_agreement(county)]
    places = places_in_words({one.place for each in found for one in each.told})
    return [
        ShownFaults(
            str(each.wrong.label),
            each.count,
            [ShownFault(places.get(one.place, Told(one.place)), one.fen) for one in each.told],
        )
        for each in found
    ]


def month_of_year(request: OfficerRequest, year: int) -> Month | None:
    """Return the month in the address, None without one; it is of the year of the page."""
    written = request.GET.get("month", "")
    if not written:
        return None
    try:
        month = Month.parse(written)
    except ValueError:
        raise Http404 from None
    if month.year != year:
        raise Http404
    return month


def shown(request: OfficerRequest, rows: list[Agreement]) -> list[ShownAgreement]:
    """Return programmes with their figures, those that do not agree first."""
    pack = rules_of(request.user)
    return [
        ShownAgreement(
            each.programme,
            programme_name(pack, each.programme),
            [Pair(id, name, *counts(each, id)) for id, name in PAIRS],
            each.agrees,
        )
        for each in sorted(rows, key=lambda each: (each.agrees, each.programme))
    ]


def counts(each: Agreement, id: str) -> tuple[int, int]:
    """Return both counts of a figure."""
    found: tuple[int, int] = getattr(each, id)
    return found


def columns() -> list[Column]:
    """Return the columns, in the language of the officer."""
    return [
        Column(gettext("Programme"), width=28),
        Column(gettext("What"), width=24),
        Column(gettext("By the rows (yuan)"), Kind.FEN, 18),
        Column(gettext("By the book of money (yuan)"), Kind.FEN, 18),
        Column(gettext("Difference (yuan)"), Kind.FEN, 18),
    ]


def cells(each: ShownAgreement, pair: Pair) -> list[type_of_cell]:
    """Return one figure as cells."""
    return [each.name, str(pair.name), pair.ours, pair.book, pair.apart]
