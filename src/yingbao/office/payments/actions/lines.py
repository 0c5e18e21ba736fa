"""An officer's word on one line: it is left out, or what stands against it is accepted."""

from datetime import datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.audit.actions import record
from yingbao.office.payments.actions.holding import CHANGEABLE, NotNow, held, stated, take_back
from yingbao.office.payments.actions.problems import forget_problems
from yingbao.office.payments.actions.releasing import release
from yingbao.office.payments.choices import BLOCKING, LineState, ProblemKind, RollState
from yingbao.office.payments.models import Line, LineProblem


class NotToBeAccepted(Exception):
    """With this nobody may be paid, whatever an officer says."""


@transaction.atomic
def leave_out(*, line: Line, why: str, at: datetime, by: Officer) -> Line:
    """Take a line off its roll for good, and return it; its dues wait for another roll.

    A roll that was prepared or approved is BUILT again. A line left out already stays so.

    Raises:
        NotPermitted, NotOwnCounty: the officer draws up no rolls here.
        NoReason: nothing says why.
        NotNow: the bank file was made, or the roll is cancelled or still being drawn up.
    """
    why = stated(why)
    roll = held(line.roll, Permission.PREPARE_ROLLS, by=by, states=CHANGEABLE)
    line = Line.objects.get(pk=line.pk)
    if line.state == LineState.OUT:
        return line
    line.state = LineState.OUT
    line.save(update_fields=["state"])
    release(roll=roll, state=LineState.OUT)
    forget_problems(roll, ProblemKind.SHARED_ACCOUNT)
    take_back(roll)
    record(
        "payments.line.left_out",
        subject=f"person:{line.person_id}",
        by=by,
        reason=why,
        detail={"roll": roll.number, "line": line.number, "fen": line.fen},
    )
    return line


@transaction.atomic
def accept_problem(*, problem: LineProblem, why: str, at: datetime, by: Officer) -> LineProblem:
    """Accept what stands against a line, with an officer's word, and return it.

    For an account that changed, the word names the evidence. Who accepts does not approve the roll
    afterwards: so two have looked. What was accepted already stays so.

    Raises:
        NotPermitted, NotOwnCounty: the officer draws up no rolls here.
        NoReason: nothing says why.
        NotToBeAccepted: it blocks the line.
        NotNow: the roll waits for approval or is further, or it is cancelled; or the line is left out.
    """
    why = stated(why)
    if problem.kind in BLOCKING:
        raise NotToBeAccepted(problem.kind)
    roll = held(problem.line.roll, Permission.PREPARE_ROLLS, by=by, states={RollState.BUILT})
    problem = LineProblem.objects.select_related("line").get(pk=problem.pk)
    if problem.line.state != LineState.IN:
        raise NotNow(problem.line.state)
    if problem.accepted_by:
        return problem
    problem.accepted_by, problem.accepted_why = by.username, why
    problem.save(update_fields=["accepted_by", "accepted_why"])
    record(
        "payments.problem.accepted",
        subject=f"person:{problem.line.person_id}",
        by=by,
        reason=why,
        detail={"roll": roll.number, "line": problem.line.number, "kind": problem.kind},
    )
    return problem
