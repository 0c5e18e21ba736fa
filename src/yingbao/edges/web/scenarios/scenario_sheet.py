"""One page of a what-if as a PDF: for a meeting, with no person's name on it."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.reports.sheet import set_page
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.scenarios.asked import Asked, CannotShow, asked, work_out
from yingbao.edges.web.scenarios.figures import (
    MoneyLine,
    ProgrammeLine,
    fund_lines,
    money_lines,
    programme_lines,
    spread_tables,
    unchecked,
)
from yingbao.edges.web.scenarios.result import reform_names, value_names
from yingbao.edges.web.scenarios.scenario_workbook import refused, title_of
from yingbao.edges.web.taking import refuse_too_often
from yingbao.edges.web.templatetags import written
from yingbao.office.access.permissions import Permission
from yingbao.office.audit import actions as audit
from yingbao.office.determination.queries.spreads import Dimension
from yingbao.office.determination.queries.what_if import WhatIf
from yingbao.office.scenarios.costs import get_costs

# So much goes on one page; what does not is said, and stands in the workbook.
MOST_PROGRAMMES, MOST_BARS = 10, 14


@policy(permission=Permission.EXPORT_LISTS, scope=Scope.DIVISION, methods=("POST",), fresh=True)
def scenario_sheet(request: OfficerRequest) -> HttpResponse:
    """Set one page of what is found, and record who took it."""
    what = asked(request)
    if not what.tried:
        return redirect("scenario_new")
    refuse_too_often(request)
    try:
        found, changed = work_out(request, what)
    except CannotShow as why:
        return refused(request, why)
    title = title_of(request, what, found)
    page = set_page("what_if", told(request, what, found, rules_changed=changed))
    audit.record(
        "scenarios.what_if.exported",
        by=request.user,
        subject=f"what_if:{found.month}",
        detail={"reforms": list(what.tried.reforms), "values": list(what.tried.values), "sheet": True},
    )
    named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(title)}.pdf"}
    return HttpResponse(page, content_type="application/pdf", headers=named)


def told(request: OfficerRequest, what: Asked, found: WhatIf, *, rules_changed: bool) -> dict[str, Any]:
    """Return everything the page says."""
    costs = get_costs(found)
    lines = programme_lines(found, costs)
    chinese = written.in_chinese()
    return {
        "lang": "zh" if chinese else "en",
        "region": "CN" if chinese else "GB",
        "title": title_of(request, what, found),
        "lines": sentences(what, found, rules_changed=rules_changed),
        "what": what_changes(lines),
        "more": left_out(lines),
        "money": money(money_lines(costs), [line for _, own in fund_lines(costs) for line in own]),
        "chart": chart(found, lines),
        "footer": gettext("Worked out on %(day)s by %(officer)s. A trial: nothing is decided by it.")
        % {"day": written.day(timezone.localdate()), "officer": request.user.name},
    }


def sentences(what: Asked, found: WhatIf, *, rules_changed: bool) -> list[str]:
    """Return what was tried and compared with what."""
    tried = "; ".join([*reform_names(what, found), *value_names(what, found)])
    lines = [
        gettext("Tried: %(what)s") % {"what": tried},
        gettext("Compared with the rules of %(month)s as they are today.")
        % {"month": written.month(found.month)},
    ]
    if what.scenario and what.scenario.note:
        lines.append(what.scenario.note)
    if rules_changed:
        lines.append(gettext("The rules changed since this scenario was kept."))
    return lines


def what_changes(lines: list[ProgrammeLine]) -> dict[str, Any]:
    """Return the table of programmes."""
    return {
        "name": gettext("What changes"),
        "heads": [
            gettext("Programme"),
            gettext("Entitled before"),
            gettext("after"),
            gettext("gain it"),
            gettext("lose it"),
            gettext("another amount"),
            gettext("become unknown"),
        ],
        "rows": [
            [
                line.name,
                *(
                    written.count(number)
                    for number in (
                        line.change.before.entitled,
                        line.change.after.entitled,
                        line.gains,
                        line.loses,
                        line.other_amount,
                        line.to_ask,
                    )
                ),
            ]
            for line in lines[:MOST_PROGRAMMES]
        ],
    }


def left_out(lines: list[ProgrammeLine]) -> str:
    """Return what is not on the page, where no amount is known, and what is to be said of the sums."""
    said = []
    if len(lines) > MOST_PROGRAMMES:
        more = {"count": len(lines) - MOST_PROGRAMMES}
        said.append(gettext("%(count)s more programmes change: they stand in the workbook.") % more)
    without = sum(line.change.after.without_amount for line in lines if line.in_money)
    if without:
        said.append(
            gettext("For %(count)s the amount is not known; the sums leave them out.")
            % {"count": written.persons(without)}
        )
    said += [remark for line in lines[:MOST_PROGRAMMES] for remark in line.remarks]
    said += unchecked(lines[:MOST_PROGRAMMES])
    return " ".join(said)


def money(lines: list[MoneyLine], funds: list[MoneyLine]) -> dict[str, Any]:
    """Return the table of the cost and of who bears it."""
    return {
        "name": gettext("What it costs"),
        "heads": [gettext("What"), gettext("Before"), gettext("After"), gettext("Difference")],
        "rows": [
            [line.name, *(written.money(fen) for fen in (line.before, line.after, line.more))]
            for line in [*lines, *(funds if lines else [])]
        ],
        "note": gettext("A year is reckoned from the persons and amounts of this month."),
    }


def chart(found: WhatIf, lines: list[ProgrammeLine]) -> dict[str, Any]:
    """Return the bars of the townships for the first programme that changes."""
    if not lines:
        return {"name": "", "alt": "", "bars": [], "note": ""}
    first = lines[0]
    tables = [t for t in spread_tables(found, first.id) if t.dimension is Dimension.TOWNSHIP]
    slices = sorted(
        tables[0].lines if tables else [],
        key=lambda line: -abs(line.slice.after - line.slice.before),
    )
    shown = slices[:MOST_BARS]
    bars = [{"name": line.name, "before": line.slice.before, "after": line.slice.after} for line in shown]
    note = gettext("Upper bar: entitled today. Lower bar: entitled under the rules tried.")
    if len(slices) > len(shown):
        note += " " + gettext("The %(count)s townships with the largest changes are shown.") % {
            "count": len(shown)
        }
    return {
        "name": gettext("%(programme)s by township") % {"programme": first.name},
        "alt": "; ".join(f"{bar['name']} {bar['before']} → {bar['after']}" for bar in bars),
        "bars": bars,
        "note": note,
    }
