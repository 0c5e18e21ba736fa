"""One case: where it stands, what was done, what the rules say now, and what can be done next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yingbao.edges.web.casework.case_act import frame
from yingbao.edges.web.casework.doing import open_verbs
from yingbao.edges.web.casework.rules_say import rules_say
from yingbao.edges.web.casework.verbs import Verb
from yingbao.edges.web.casework.words import LOOKS, in_time, stop_name, time_look, whose_turn
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.persons.answers import ShownAnswer
from yingbao.edges.web.place import place_in_words
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs.processes import Step
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_names, get_officer_names, is_in_scope
from yingbao.office.casework.choices import ActKind, Aim, CaseState, ObjectionState, Origin
from yingbao.office.casework.course import Course, Position
from yingbao.office.casework.models import Award, Case, CaseAct, Letter, Objection, PublicNotice
from yingbao.office.casework.queries.awards import awards_of
from yingbao.office.casework.queries.cases import get_case
from yingbao.office.casework.queries.courses import as_done, course_of, pack_of_case
from yingbao.office.register.actions.numbers import note_viewing


@dataclass(frozen=True)
class ShownStep:
    """One step of the course: done, current, or still to come."""

    name: str
    who: str
    look: str
    current: bool


@dataclass(frozen=True)
class ShownAct:
    """One thing done."""

    act: CaseAct
    what: str
    who: str
    step: str
    more: str


@dataclass(frozen=True)
class CasePage:
    """Everything the page shows."""

    state: str
    look: str
    aim: str
    origin: str
    place: str
    turn: str
    stopped_for: str
    time_left: str
    time_look: str
    limit_unknown: bool
    steps: list[ShownStep]
    acts: list[ShownAct]
    verbs: list[Verb]
    answer: ShownAnswer | None
    award: Award | None
    objections: list[Objection]
    letters: list[Letter]
    notice: PublicNotice | None
    may_answer_objections: bool
    sees_person: bool
    # Objections this officer may answer now, and until when the case is on public notice.
    to_answer: list[Objection]
    on_notice_until: date | None


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def case_show(request: OfficerRequest, case_id: int) -> HttpResponse:
    """Show one case of the officer's division."""
    case = get_case(request.user, case_id)
    if case is None:
        raise Http404
    note_viewing(person=case.person, by=request.user)
    page = load(case, request.user, timezone.localdate())
    return render(request, "casework/case_show.html", {"page": page, **frame(case)})


def load(case: Case, officer: Officer, today: date) -> CasePage:
    """Load the page."""
    pack, course = pack_of_case(case), course_of(case)
    acts = list(case.acts.order_by("number"))
    position = course.read(map(as_done, acts))
    names = get_names({case.division_code[:9], case.division_code})
    due_in = (position.due.day - today).days if position.due else 0
    objections = list(case.objections.order_by("id"))
    notice = PublicNotice.objects.filter(lines__case=case).order_by("-id").first()
    may_answer = may(officer, Permission.HANDLE_OBJECTIONS)
    here = is_in_scope(officer, case.division_code)

    def who(unit: str) -> str:
        return whose_turn(pack, unit, case.division_code, names)

    return CasePage(
        state=str(CaseState(case.state).label),
        look=LOOKS.get(case.state, "plain"),
        aim=str(Aim(case.aim).label),
        origin=str(Origin(case.origin).label),
        place=place_in_words(case.division_code, names),
        turn=who(position.turn),
        stopped_for=stop_name(position.stopped_for),
        time_left=in_time(due_in) if position.due else "",
        time_look=time_look(due_in),
        limit_unknown=position.limit_unknown,
        steps=list(steps(course, position, acts, who)),
        acts=shown_acts(acts, course),
        verbs=open_verbs(case, position, officer),
        answer=rules_say(case, officer),
        award=awards_of(officer, case.person).filter(programme=case.programme).first(),
        objections=objections,
        letters=list(case.letters.order_by("id")),
        notice=notice,
        may_answer_objections=may_answer,
        to_answer=[each for each in objections if each.state == ObjectionState.OPEN and may_answer and here],
        on_notice_until=notice.last_day if notice and case.state == CaseState.ON_NOTICE else None,
        sees_person=may(officer, Permission.VIEW_PERSONS),
    )


def steps(
    course: Course, position: Position, acts: list[CaseAct], who: Callable[[str], str]
) -> list[ShownStep]:
    """Return every step of the course with how far it is; what a case never reached is ahead."""
    current = course.steps.index(position.step) if position.step else None
    done = reached(course, position, acts) if current is None else current
    return [
        ShownStep(label(step.name), who(step.who), _look(number, current, done), current=number == current)
        for number, step in enumerate(course.steps)
    ]


def reached(course: Course, position: Position, acts: list[CaseAct]) -> int:
    """Return how many steps were done in a case at none; one taken back leaves its step undone."""
    if position.state == CaseState.DONE:
        return len(course.steps)
    last = next((act for act in reversed(acts) if act.step), None)
    number = next((n for n, step in enumerate(course.steps) if last and step.id == last.step), -1)
    return number if last and last.kind == ActKind.WITHDRAWN else number + 1


def _look(number: int, current: int | None, done: int) -> str:
    if number == current:
        return "current"
    return "done" if number < done else "ahead"


def shown_acts(acts: list[CaseAct], course: Course) -> list[ShownAct]:
    """Return what was done, the newest first."""
    names = get_officer_names(act.by for act in acts)
    steps: dict[str, Step] = {step.id: step for step in course.steps}
    return [
        ShownAct(
            act,
            str(ActKind(act.kind).label),
            names.get(act.by, act.by),
            label(steps[act.step].name) if act.step in steps else "",
            more(act, steps),
        )
        for act in reversed(acts)
    ]


def more(act: CaseAct, steps: dict[str, Step]) -> str:
    """Return what else an act says: where it was sent back to, or what stops the clock."""
    if act.kind == ActKind.SENT_BACK:
        return label(steps[act.detail["to"]].name)
    return stop_name(str(act.detail.get("cause", "")))
