"""The sheet of a month for print: totals by programme, fund and township, its rolls, the audit root."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext, pgettext

from yingbao.edges.reports.sheet import draw_qr, set_page
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.month_turn import board_url, pay_month_or_404
from yingbao.edges.web.money.roll_show import by_at
from yingbao.edges.web.money.words import digest_in_short, fund_name, month_of
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import county_of, place_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.taking import pdf, taken_by
from yingbao.edges.web.templatetags.written import count, day, in_chinese, money, month
from yingbao.law.packs import Pack
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_names, get_officer_names
from yingbao.office.audit import actions as audit
from yingbao.office.payments.choices import LineState
from yingbao.office.payments.models import PayMonth, Roll
from yingbao.office.payments.queries.months import totals_of_month
from yingbao.office.payments.queries.rolls import paid_by_township, rolls_of
from yingbao.values.month import Month


@names_nobody
@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def month_sheet(request: OfficerRequest) -> HttpResponse:
    """Set the month for print, and write down who took it; only for who sees the whole county."""
    asked = month_of(request)
    pay_month = pay_month_or_404(request.user, asked)
    if request.user.division_id != county_of(request.user):
        raise Http404
    address = request.build_absolute_uri(board_url(asked))
    page = set_page("file", told(request.user, pay_month, address, taken_by(request)))
    audit.record(
        "payments.month_sheet.taken",
        by=request.user,
        subject=f"month:{pay_month.pk}",
        detail={"month": str(asked)},
    )
    return pdf(page, f"{place_of(request.user).county_name}{gettext('Payments')}{asked}")


def told(officer: Officer, pay_month: PayMonth, address: str, footer: str) -> dict[str, Any]:
    """Return everything the page says."""
    chinese, pack = in_chinese(), rules_of(officer)
    totals = pay_month.totals.get("programmes") or totals_of_month(pay_month)
    rolls = list(rolls_of(officer, Month.of(pay_month.month)).order_by("id"))
    return {
        "lang": "zh" if chinese else "en",
        "region": "CN" if chinese else "GB",
        "title": gettext("%(place)s: payments of %(month)s")
        % {"place": place_of(officer).county_name, "month": month(pay_month.month)},
        "under": str(pay_month.get_state_display()),
        "facts": facts(pay_month),
        "parts": [
            programmes(totals, pack),
            funds(totals, pack),
            townships(officer, pay_month, pack),
            listed(rolls, pack),
        ],
        "qr": draw_qr(address),
        "alt": gettext("QR code of the page of this month: %(address)s") % {"address": address},
        "footer": footer,
    }


def facts(pay_month: PayMonth) -> list[dict[str, str]]:
    """Return who opened and closed it, and what the book of acts came to then."""
    names = get_officer_names(filter(None, (pay_month.opened_by, pay_month.closed_by)))
    said = {
        gettext("Opened"): by_at(names, pay_month.opened_by, pay_month.opened_at),
        pgettext("month", "Closed"): by_at(names, pay_month.closed_by, pay_month.closed_at)
        or gettext("not closed yet"),
        gettext("Root of the book of acts"): pay_month.audit_root
        or (gettext("no seal yet") if pay_month.closed_by else gettext("is written when it is closed")),
    }
    return [{"name": name, "words": words} for name, words in said.items()]


def part(name: str, heads: list[str], wide: list[int], rows: list[list[str]]) -> dict[str, Any]:
    """Return one table of the page; every one is of money, and empty as long as nothing was paid."""
    return {
        "name": name,
        "heads": heads,
        "wide": wide,
        "rows": rows,
        "none": gettext("Nothing was paid under this month."),
    }


def programmes(totals: dict[str, Any], pack: Pack) -> dict[str, Any]:
    """Return what each programme came to."""
    states = (LineState.SETTLED, LineState.FAILED, LineState.OUT)
    nothing = {"lines": 0, "fen": 0}
    rows = [
        [
            programme_name(pack, programme),
            count(of.get("rolls", 0)),
            *(
                f"{count(of.get(state, nothing)['lines'])} / {money(of.get(state, nothing)['fen'])}"
                for state in states
            ),
        ]
        for programme, of in totals.items()
    ]
    heads = [gettext("Programme"), gettext("Rolls"), *(str(LineState(state).label) for state in states)]
    return part(gettext("By programme (lines / sum)"), heads, [1, 0, 0, 0, 0], rows)


def funds(totals: dict[str, Any], pack: Pack) -> dict[str, Any]:
    """Return what each programme drew from which fund."""
    rows = [
        [programme_name(pack, programme), fund_name(fund), money(fen)]
        for programme, of in totals.items()
        for fund, fen in of.get("funds", {}).items()
    ]
    heads = [gettext("Programme"), gettext("Fund"), gettext("Drawn")]
    return part(gettext("By fund"), heads, [1, 1, 0], rows)


def townships(officer: Officer, pay_month: PayMonth, pack: Pack) -> dict[str, Any]:
    """Return what was paid in which township: with the rolls that are answered, as the sums by programme."""
    found = paid_by_township(officer, pay_month)
    names = get_names(each.code for each in found)
    rows = [
        [
            programme_name(pack, each.programme),
            names.get(each.code, each.code),
            count(each.count),
            money(each.fen),
        ]
        for each in found
    ]
    heads = [
        gettext("Programme"),
        gettext("Township or subdistrict"),
        pgettext("count", "Lines"),
        gettext("Sum"),
    ]
    return part(gettext("By township"), heads, [1, 1, 0, 0], rows)


def listed(rolls: list[Roll], pack: Pack) -> dict[str, Any]:
    """Return the rolls of the month, with the marks by which their content can be recognised."""
    names = get_officer_names(filter(None, (roll.approved_by for roll in rolls)))
    rows = [
        [
            roll.number,
            programme_name(pack, roll.programme),
            str(roll.get_state_display()),
            money(roll.total_fen),
            names.get(roll.approved_by, roll.approved_by),
            day(roll.sent_on) if roll.sent_on else "",
            digest_in_short(roll.digest),
        ]
        for roll in rolls
    ]
    heads = [
        gettext("Number"),
        gettext("Programme"),
        gettext("State"),
        gettext("Sum"),
        gettext("Approved by"),
        gettext("Sent on"),
        gettext("Mark of its content"),
    ]
    return part(gettext("Rolls"), heads, [0, 1, 0, 0, 0, 0, 0], rows)
