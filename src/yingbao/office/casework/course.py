"""Where a case stands: the steps of its process and what was done, read in order. No database, no clock.

The day something happens does not count; days on which the applicant (or another cause of the process) is
waited for do not count either (ADR 14).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import dropwhile, takewhile

from yingbao.law.calendars import Calendar, DayRange, Deadline
from yingbao.law.packs.processes import APPLICANT, Process, Step
from yingbao.law.packs.record_shapes import Does
from yingbao.office.casework.choices import ActKind, CaseState

PAPERS = "waiting_for_applicant"


@dataclass(frozen=True)
class Done:
    """One act as the course reads it: `step` is where it sends the case, `cause` what stops the clock."""

    number: int
    kind: ActKind
    on: date
    step: str = ""
    cause: str = ""
    objection: int = 0
    upheld: bool = False


@dataclass(frozen=True)
class Position:
    """How far a case is.

    `turn` is the unit that acts next, or the applicant, empty when nobody has to. `due` is the limit of the
    step: None where it has none, where the clock stands, or where the district has not said how many days
    it takes (`limit_unknown`). `may` are the acts that can be done next. A case is `settled` when it was
    approved and nothing is left but to tell the person.
    """

    state: CaseState
    step: Step | None
    turn: str
    began_on: date
    began_with: int
    due: Deadline | None
    may: frozenset[ActKind]
    limit_unknown: bool = False
    stopped_for: str = ""
    objections: frozenset[int] = frozenset()
    settled: bool = False


class NotNow(Exception):
    """The act cannot be done where the case stands."""

    def __init__(self, kind: ActKind, position: "Position | None") -> None:
        super().__init__(f"{kind} at {position.step.id if position and position.step else 'no step'}")
        self.kind = kind
        self.position = position


class NotBefore(Exception):
    """The act has a day before the act it follows."""

    def __init__(self, on: date, earliest: date) -> None:
        super().__init__(f"{on} is before {earliest}")
        self.on, self.earliest = on, earliest


class HeldByObjection(Exception):
    """A notice ends only when every objection to it is answered."""


class StillPublished(Exception):
    """A notice stands for all its days."""

    def __init__(self, until: Deadline) -> None:
        super().__init__(str(until.day))
        self.until = until


MOVES: Mapping[Does, frozenset[ActKind]] = {
    Does.ACCEPT: frozenset({ActKind.ACCEPTED, ActKind.NOT_ACCEPTED}),
    Does.VISIT: frozenset({ActKind.VISITED, ActKind.SENT_BACK}),
    Does.CHECK: frozenset({ActKind.PASSED, ActKind.SENT_BACK}),
    Does.DECIDE: frozenset({ActKind.APPROVED, ActKind.REFUSED, ActKind.SENT_BACK}),
    Does.TELL: frozenset({ActKind.TOLD}),
}
ONWARD = {ActKind.ACCEPTED, ActKind.VISITED, ActKind.PASSED, ActKind.APPROVED, ActKind.TOLD}
ENDINGS = {
    ActKind.DECLINED: CaseState.DECLINED,
    ActKind.NOT_ACCEPTED: CaseState.NOT_ACCEPTED,
    ActKind.REFUSED: CaseState.REFUSED,
    ActKind.WITHDRAWN: CaseState.WITHDRAWN,
}


def steps_of_case(process: Process, request: str = "") -> tuple[Step, ...]:
    """Return the steps a case goes through, up to what may be asked for afterwards.

    A case that was opened by a request goes through the steps after it, up to the next. What is carried out
    after an award is no step of a case.
    """
    ids = [step.id for step in process.steps]
    after = process.steps[ids.index(request) + 1 :] if request else process.steps
    begun = dropwhile(lambda step: step.does is Does.REQUEST, after)
    own = takewhile(lambda step: step.does is not Does.REQUEST, begun)
    return tuple(step for step in own if step.does is not Does.CARRY_OUT)


@dataclass(frozen=True)
class Course:
    """The course of a process in a district: its steps, the days each may take, and the calendar."""

    process: Process
    days: Mapping[str, int | None]
    calendar: Calendar
    request: str = ""

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the case, in their order."""
        return steps_of_case(self.process, self.request)

    def read(self, done: Iterable[Done]) -> Position:
        """Return where a case stands after these acts.

        Raises:
            NotNow, NotBefore, HeldByObjection, StillPublished: one of them could not have been done.
        """
        walk = Walk(self)
        for act in done:
            walk.take(act)
        return walk.position()

    def earlier(self, step: Step) -> Sequence[Step]:
        """Return the steps before one: where a case can be sent back to."""
        return self.steps[: self.steps.index(step)]

    def reopened(self, notice: Step) -> Step:
        """Return the step an upheld objection leads back to: the last decision or check before the notice."""
        before = [step for step in self.earlier(notice) if step.does in {Does.DECIDE, Does.CHECK}]
        deciding = [step for step in before if step.does is Does.DECIDE]
        return (deciding or before or [self.steps[0]])[-1]


class Walk:
    """One reading of the acts of a case, in their order."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.step: Step | None = None
        self.state: CaseState | None = None
        self.began: Done | None = None
        self.last_on = date.min
        self.asked = False  # told once of everything missing, in this acceptance
        self.published_on: date | None = None
        self.stopped_since: date | None = None
        self.cause = ""
        self.stops: list[DayRange] = []
        self.objections: set[int] = set()

    @property
    def here(self) -> Step:
        """The step the case is at."""
        if self.step is None:
            raise LookupError("The case is at no step.")
        return self.step

    @property
    def begun(self) -> tuple[CaseState, Done]:
        """The state of the case, and the act that brought it there."""
        if self.state is None or self.began is None:
            raise LookupError("Nothing was done in the case.")
        return self.state, self.began

    def take(self, act: Done) -> None:
        """Follow one act."""
        if act.on < self.last_on:
            raise NotBefore(act.on, self.last_on)
        if act.kind not in self.open_acts():
            raise NotNow(act.kind, self.position() if self.state else None)
        self._follow(act)
        self.last_on = act.on

    def open_acts(self) -> frozenset[ActKind]:
        """Return what can be done next."""
        if self.state is None:
            return frozenset({ActKind.PROPOSED, ActKind.HANDED_IN})
        if self.state is CaseState.PROPOSED:
            return frozenset({ActKind.HANDED_IN, ActKind.DECLINED})
        if self.step is None:
            return frozenset()
        return self._at_step(self.step) | {ActKind.WITHDRAWN}

    def _at_step(self, step: Step) -> frozenset[ActKind]:
        if self.cause:
            back = {ActKind.PAPERS_BROUGHT} if self.cause == PAPERS and self.asked else {ActKind.RESUMED}
            # Papers brought in part still leave the clock standing; refusing what never came is open.
            refusing = {ActKind.NOT_ACCEPTED} if step.does is Does.ACCEPT else set()
            return frozenset(back | refusing)
        if step.does is Does.NOTICE:
            return self._at_notice()
        moves = set(MOVES[step.does])
        if step.does is Does.ACCEPT and not self.asked:
            moves.add(ActKind.ASKED_FOR_PAPERS)
        if self.course.process.stops_clock:
            moves.add(ActKind.STOPPED)
        if step == self.course.steps[0]:
            moves.discard(ActKind.SENT_BACK)
        return frozenset(moves)

    def _at_notice(self) -> frozenset[ActKind]:
        if self.published_on is None:
            return frozenset({ActKind.PUBLISHED, ActKind.SENT_BACK})
        answering = {ActKind.OBJECTION_ANSWERED} if self.objections else set()
        return frozenset({ActKind.OBJECTED, ActKind.TAKEN_DOWN, *answering})

    def _follow(self, act: Done) -> None:
        kind = act.kind
        if kind in ENDINGS:
            self._end(ENDINGS[kind], act)
        elif kind is ActKind.PROPOSED:
            self.state, self.began = CaseState.PROPOSED, act
        elif kind is ActKind.HANDED_IN:
            self._begin(self.course.steps[0], act)
        elif kind in ONWARD:
            self._onward(act)
        elif kind is ActKind.SENT_BACK:
            self._back(act)
        elif kind in {ActKind.ASKED_FOR_PAPERS, ActKind.STOPPED, ActKind.PAPERS_BROUGHT, ActKind.RESUMED}:
            self._clock(act)
        else:
            self._notice(act)

    def _begin(self, step: Step, act: Done) -> None:
        self.step, self.state, self.began = step, CaseState.OPEN, act
        self.stops, self.cause, self.stopped_since = [], "", None
        self.asked, self.published_on = False, None
        self.objections = set()

    def _end(self, state: CaseState, act: Done) -> None:
        self.step, self.state, self.began = None, state, act
        self.cause, self.stopped_since = "", None

    def _onward(self, act: Done) -> None:
        after = self.course.steps[self.course.steps.index(self.here) + 1 :]
        if after:
            self._begin(after[0], act)
        else:
            self._end(CaseState.DONE, act)

    def _back(self, act: Done) -> None:
        wanted = [step for step in self.course.earlier(self.here) if step.id == act.step]
        if not wanted:
            raise NotNow(act.kind, self.position())
        self._begin(wanted[0], act)

    def _clock(self, act: Done) -> None:
        if act.kind is ActKind.ASKED_FOR_PAPERS:
            self.asked, self.cause, self.stopped_since = True, PAPERS, act.on
        elif act.kind is ActKind.STOPPED:
            if act.cause not in self.course.process.stops_clock:
                raise NotNow(act.kind, self.position())
            self.cause, self.stopped_since = act.cause, act.on
        else:
            self._stop_until(act.on)
            self.cause, self.stopped_since = "", None

    def _stop_until(self, last: date) -> None:
        first = (self.stopped_since or last) + timedelta(days=1)
        if first <= last:
            self.stops.append(DayRange(first, last))

    def _notice(self, act: Done) -> None:
        if act.kind is ActKind.PUBLISHED:
            self.published_on, self.state, self.began = act.on, CaseState.ON_NOTICE, act
        elif act.kind is ActKind.OBJECTED:
            self.objections.add(act.objection)
        elif act.kind is ActKind.OBJECTION_ANSWERED:
            self._answered(act)
        else:
            self._taken_down(act)

    def _answered(self, act: Done) -> None:
        if act.objection not in self.objections:
            raise NotNow(act.kind, self.position())
        if act.upheld:
            self._begin(self.course.reopened(self.here), act)
        else:
            self.objections.discard(act.objection)

    def _taken_down(self, act: Done) -> None:
        if self.objections:
            raise HeldByObjection
        until = self._due()
        if until is not None and act.on <= until.day:
            raise StillPublished(until)
        self._onward(act)

    def position(self) -> Position:
        """Return where the walk has come to."""
        state, began = self.begun
        standing = Position(
            state=CaseState.WAITING if self.cause else state,
            step=self.step,
            turn=self._turn(),
            began_on=began.on,
            began_with=began.number,
            due=None,
            may=self.open_acts(),
            stopped_for=self.cause,
            objections=frozenset(self.objections),
            settled=self._settled(),
        )
        if self.step is None or self.cause:
            return standing
        return replace(standing, due=self._due(), limit_unknown=self._limit_unknown())

    def _settled(self) -> bool:
        if self.step is None:
            return self.state is CaseState.DONE
        left = self.course.steps[self.course.steps.index(self.step) :]
        return all(step.does is Does.TELL for step in left)

    def _turn(self) -> str:
        if self.state is CaseState.PROPOSED:
            return self.course.steps[0].who
        if self.step is None:
            return ""
        return APPLICANT if self.cause == PAPERS else self.step.who

    def _days(self) -> int | None:
        name = self.step and (self.step.lasts or self.step.within)
        return self.course.days.get(name) if name else None

    def _limit_unknown(self) -> bool:
        named = bool(self.step and (self.step.lasts or self.step.within))
        return named and self._days() is None

    def _due(self) -> Deadline | None:
        days = self._days()
        if days is None or self.step is None or self.began is None or self.step.days is None:
            return None
        if self.step.does is Does.NOTICE and self.published_on is None:
            return None
        return self.course.calendar.deadline(self.began.on, days, self.step.days, self.stops)
