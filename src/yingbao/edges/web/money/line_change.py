"""Leave a line out of its roll, or accept what stands against it; each with an officer's word."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.forms import WhyForm
from yingbao.edges.web.money.line_show import line_or_404, may_change
from yingbao.edges.web.money.line_words import lines_in_words
from yingbao.edges.web.money.refusals import REFUSALS, say
from yingbao.edges.web.money.roll_act import frame
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.payments.actions.lines import accept_problem, leave_out
from yingbao.office.payments.choices import BLOCKING
from yingbao.office.payments.models import Line, LineProblem
from yingbao.office.payments.queries.lines import get_problem
from yingbao.office.register.actions.numbers import note_viewing

LEAVE_OUT = _("Leave this line out")
ACCEPT = _("Accept it")


@policy(
    permission=Permission.PREPARE_ROLLS, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def line_leave_out(request: OfficerRequest, line_id: int) -> HttpResponse:
    """Take a line off its roll; what it would have paid waits for another roll."""
    line = line_or_404(request.user, line_id)

    def do(why: str) -> object:
        return leave_out(line=line, why=why, at=timezone.now(), by=request.user)

    return say_why(request, line, LEAVE_OUT, do)


@policy(
    permission=Permission.PREPARE_ROLLS, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def problem_accept(request: OfficerRequest, problem_id: int) -> HttpResponse:
    """Accept what stands against a line, and say why it may be paid all the same."""
    problem = get_problem(request.user, problem_id)
    if problem is None:
        raise Http404
    line = line_or_404(request.user, problem.line_id)

    def do(why: str) -> object:
        return accept_problem(problem=problem, why=why, at=timezone.now(), by=request.user)

    if problem.kind in BLOCKING and request.method != "POST":
        return too_late(request, line)
    return say_why(request, line, ACCEPT, do, problem)


def say_why(
    request: OfficerRequest,
    line: Line,
    button: Promise,
    do: Callable[[str], object],
    problem: LineProblem | None = None,
) -> HttpResponse:
    """Show the form that asks why, or do it and go back to the line."""
    if request.method != "POST" and not may_change(line, request.user):
        return too_late(request, line)
    form = WhyForm(posted(request))
    if form.is_valid():
        try:
            do(form.cleaned_data["why"])
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Saved: %(act)s.") % {"act": button})
            return redirect("line_show", line.pk)
    note_viewing(person=line.person, by=request.user)
    (row,) = lines_in_words([line])
    against = [each for each in row.problems if problem is not None and each.problem.pk == problem.pk]
    page = {"form": form, "button": button, "row": row, "against": against}
    return render(request, "money/line_change.html", {**page, **frame(line.roll, request.user)})


def too_late(request: OfficerRequest, line: Line) -> HttpResponse:
    """Go back to a line that cannot be changed now."""
    messages.warning(request, gettext("This line cannot be changed now: its roll has gone on."))
    return redirect("line_show", line.pk)
