"""One line of a roll: who, whereto, which dues it pays, and what stands against it."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.line_words import ShownLine, lines_in_words
from yingbao.edges.web.money.roll_act import frame
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.templatetags.written import day, month
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import is_in_scope
from yingbao.office.payments.choices import LineState, RollState
from yingbao.office.payments.models import Line
from yingbao.office.payments.queries.lines import get_line
from yingbao.office.provision.choices import Cause
from yingbao.office.provision.models import Due
from yingbao.office.register.actions.numbers import note_viewing


@dataclass(frozen=True)
class LinePage:
    """Everything the page shows."""

    row: ShownLine
    dues: list[tuple[str, int, str]]
    answered: str
    sees_person: bool
    # Whether the officer may leave it out, or accept what stands against it, now.
    may_change: bool


@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def line_show(request: OfficerRequest, line_id: int) -> HttpResponse:
    """Show one line of the officer's division."""
    line = line_or_404(request.user, line_id)
    note_viewing(person=line.person, by=request.user)
    page = {"page": load(line, request.user), **frame(line.roll, request.user)}
    return render(request, "money/line_show.html", page)


def load(line: Line, officer: Officer) -> LinePage:
    """Load the page."""
    (row,) = lines_in_words([line])
    dues = Due.objects.filter(discharges__line=line).order_by("period", "sequence")
    return LinePage(
        row=row,
        dues=[(month(due.period), due.amount, str(Cause(due.cause).label)) for due in dues],
        answered=gettext("answered on %(day)s") % {"day": day(line.answered_on)} if line.answered_on else "",
        sees_person=may(officer, Permission.VIEW_PERSONS),
        may_change=may_change(line, officer),
    )


def may_change(line: Line, officer: Officer) -> bool:
    """Return whether an officer may accept what stands against a line, or take it off its roll, now."""
    return (
        line.state == LineState.IN
        and line.roll.state == RollState.BUILT
        and may(officer, Permission.PREPARE_ROLLS)
        and is_in_scope(officer, line.roll.county)
    )


def line_or_404(officer: Officer, line_id: int) -> Line:
    """Return a visible line; anything else is not found."""
    line = get_line(officer, line_id)
    if line is None:
        raise Http404
    return line
