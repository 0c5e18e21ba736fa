"""One act in one case: allowed by the course and by the officer's post, numbered, written in the book."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from yingbao.office.access.models import Officer
from yingbao.office.audit.actions import record
from yingbao.office.casework.actions.awarding import conclude
from yingbao.office.casework.actions.texting import text_applicant
from yingbao.office.casework.choices import ENDED, ActKind
from yingbao.office.casework.course import Done, Position
from yingbao.office.casework.models import Case, CaseAct
from yingbao.office.casework.queries.courses import course_of, done_in
from yingbao.office.casework.turns import AT_ANY_COUNTER, holds_turn, may_do

# Not only whoever has the turn: any counter of the place, and whoever handles objections there.
ANYWHERE_HERE = AT_ANY_COUNTER | {ActKind.OBJECTED, ActKind.OBJECTION_ANSWERED}


class NotYourTurn(Exception):
    """Another unit acts at this step, or the person lives where the officer does not act."""


class NotYourPost(Exception):
    """The officer's post does not include this act."""


class NoWords(Exception):
    """A refusal, a sending back or an opinion says why."""


@dataclass(frozen=True)
class Act:
    """What is to be written: its kind, its day, its words, and what else belongs to it (never a number)."""

    kind: ActKind
    on: date
    at: datetime
    words: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


def locked(case: Case) -> Case:
    """Return the case as it is now, held until the transaction ends: acts of one case take turns.

    Its person comes with it: whoever has the turn in a case may not see the register.
    """
    held = Case.objects.select_for_update(of=("self",)).select_related("person")
    return held.get(pk=case.pk)  # type: ignore[no-any-return]  # a manager cut to sight


def write(case: Case, act: Act, *, by: Officer | str) -> CaseAct:
    """Write one act and let the case stand where its course says.

    The caller holds the case (`locked`) inside a transaction. A command gives its name as `by`.

    Raises:
        NotYourTurn, NotYourPost: the officer may not.
        NotNow, NotBefore, HeldByObjection, StillPublished: the course does not allow it.
    """
    course = course_of(case)
    before = done_in(case)
    standing = course.read(before) if before else None
    if not isinstance(by, str):
        _must_be_allowed(case, standing, act.kind, by)
    number = (before[-1].number if before else 0) + 1
    detail = dict(act.detail)
    done = Done(
        number,
        act.kind,
        act.on,
        step=str(detail.get("to", "")),
        cause=str(detail.get("cause", "")),
        objection=int(str(detail.get("objection", 0))),
        upheld=bool(detail.get("upheld", False)),
    )
    position = course.read([*before, done])
    written = CaseAct.objects.create(
        case=case,
        number=number,
        kind=act.kind,
        step=standing.step.id if standing and standing.step else "",
        on=act.on,
        at=act.at,
        by=by if isinstance(by, str) else by.username,
        stands_in_for="" if isinstance(by, str) else getattr(by, "stands_in_for", ""),
        words=act.words.strip(),
        detail=detail,
    )
    stand(case, position, act.on)
    record(
        f"casework.case.{act.kind.value}",
        subject=f"case:{case.pk}",
        by=by,
        reason=act.words.strip(),
        detail={"number": case.number, "person": case.person_id, "act": number},
    )
    text_applicant(case, act.kind, act=number, at=act.at)
    if position.settled and not (standing and standing.settled):
        conclude(case, on=act.on, at=act.at, by=by)
    return written  # type: ignore[no-any-return]  # a manager cut to sight


def _must_be_allowed(case: Case, standing: Position | None, kind: ActKind, by: Officer) -> None:
    step = standing.step if standing else None
    if not may_do(by, kind, step.does if step else None):
        raise NotYourPost(kind.value)
    low, high = by.acting_scope
    here = low <= case.division_code < high
    if kind in ANYWHERE_HERE or standing is None or step is None:
        if not here:
            raise NotYourTurn(case.number)
        return
    if not holds_turn(by, step.who, case.division_code):
        raise NotYourTurn(step.who)


def stand(case: Case, position: Position, on: date) -> None:
    """Copy what the course says into the row that lists read."""
    ended = position.state in ENDED
    case.state = position.state
    case.step = position.step.id if position.step else ""
    case.turn = position.turn
    case.began_with = position.began_with
    case.step_began_on = position.began_on
    case.due_on = position.due.day if position.due else None
    case.due_provisional = bool(position.due and position.due.provisional)
    case.ended_on = on if ended else None
    case.save()
