"""What is to be done (办件): the cases of the officer's turn, or all of the division."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.narrowing import narrowed
from yingbao.edges.web.casework.verbs import VERB_OF, VERBS, Verb
from yingbao.edges.web.casework.words import LOOKS, in_time, time_look, whose_turn
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.paging import Paging, paging
from yingbao.edges.web.place import place_in_words, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.searching import NO_NUMBERS_OF_PERSONS, is_about_a_person
from yingbao.office.access.models import Division, Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_names, list_townships
from yingbao.office.audit import actions as audit
from yingbao.office.casework.choices import ENDED, Aim, CaseState
from yingbao.office.casework.models import Case
from yingbao.office.casework.queries.bundles import brings_on
from yingbao.office.casework.queries.cases import Counts, count_my_turn, my_turn, visible_cases
from yingbao.office.casework.queries.notices import objections_to_answer

WHICH: dict[str, Promise] = {
    "mine": _("My turn"),
    "open": _("All in hand"),
    "ended": _("Closed"),
}
WHEN: dict[str, Promise] = {
    "overdue": _("Overdue"),
    "today": _("Due today"),
    "week": _("Within 7 days"),
    "later": _("Later"),
    "unlimited": _("Without limit"),
}


@dataclass(frozen=True)
class ShownCase:
    """One row."""

    case: Case
    programme: str
    place: str
    state: str
    look: str
    aim: str
    turn: str
    time_left: str
    time_look: str
    # The act by which the officer brings it on, as in many at once.
    verb: Verb | None


@dataclass(frozen=True)
class CaseListPage:
    """Everything the page shows."""

    which: str
    tabs: list[tuple[str, Promise]]
    counts: Counts
    waits: list[tuple[str, Promise, int]]
    when: str
    states: list[tuple[str, str]]
    state: str
    townships: list[Division]
    township: str
    programmes: list[tuple[str, str]]
    programme: str
    name: str
    rows: list[ShownCase]
    verbs: list[tuple[Verb, int]]
    paging: Paging
    filtered: bool
    may_hand_in: bool


@dataclass(frozen=True)
class Rooms:
    """What lies beside the cases and follows them, as far as the officer's post has to do with it."""

    may_publish: bool
    may_answer: bool
    may_write: bool
    may_see_persons: bool
    may_see_lists: bool
    objections: int


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def case_list(request: OfficerRequest) -> HttpResponse:
    """Show cases; filters stand in the address, numbers of persons never do."""
    if is_about_a_person(request.GET.get("name", "")):
        messages.warning(request, NO_NUMBERS_OF_PERSONS)
        return redirect("case_list")
    page = load(request, timezone.localdate())
    audit.record(
        "casework.list.viewed",
        by=request.user,
        subject=f"cases:{page.which}",
        detail={"page": page.paging.page, "rows": page.paging.total},
    )
    return render(request, "casework/case_list.html", {"page": page, "rooms": rooms_of(request.user)})


def rooms_of(officer: Officer) -> Rooms:
    """Return what else of casework the officer's post has to do with."""
    may_answer = may(officer, Permission.HANDLE_OBJECTIONS)
    return Rooms(
        may_publish=may(officer, Permission.PUBLISH_NOTICES),
        may_answer=may_answer,
        may_write=may(officer, Permission.ACCEPT_CASES),
        may_see_persons=may(officer, Permission.VIEW_PERSONS),
        may_see_lists=may(officer, Permission.VIEW_LISTS),
        objections=objections_to_answer(officer).count() if may_answer else 0,
    )


def load(request: OfficerRequest, today: date) -> CaseListPage:
    """Load the page."""
    officer, asked = request.user, request.GET
    which = asked.get("which", "mine")
    which = which if which in WHICH else "mine"
    cases = chosen(request, which, today)
    listed = paging(request, cases.count())
    counts = count_my_turn(officer, today)
    pack = rules_of(officer)
    rows = shown(request, list(cases.select_related("person")[listed.slice]), today)
    used = visible_cases(officer).order_by("programme").values_list("programme", flat=True).distinct()
    return CaseListPage(
        which=which,
        tabs=list(WHICH.items()),
        counts=counts,
        waits=[(name, words, getattr(counts, name)) for name, words in WHEN.items()],
        when=asked.get("when", "") if which == "mine" else "",
        states=[
            (state, str(words))
            for state, words in CaseState.choices
            if (state in ENDED) == (which == "ended")
        ],
        state=asked.get("state", ""),
        townships=list(list_townships(officer)),
        township=asked.get("township", ""),
        programmes=[(each, programme_name(pack, each)) for each in used],
        programme=asked.get("programme", ""),
        name=asked.get("name", "").strip()[:40],
        rows=rows,
        verbs=verbs_of(rows),
        paging=listed,
        filtered=any(asked.get(name) for name in ("when", "state", "township", "programme", "name")),
        may_hand_in=may(officer, Permission.HAND_IN_CASES),
    )


def chosen(request: OfficerRequest, which: str, today: date) -> QuerySet[Case]:
    """Return the cases the address asks for."""
    officer, asked = request.user, request.GET
    if which == "mine":
        cases = my_turn(officer)
        wait = {
            "overdue": Q(due_on__lt=today),
            "today": Q(due_on=today),
            "week": Q(due_on__gt=today, due_on__lte=date.fromordinal(today.toordinal() + 7)),
            "later": Q(due_on__gt=date.fromordinal(today.toordinal() + 7)),
            "unlimited": Q(due_on__isnull=True),
        }.get(asked.get("when", ""))
        cases = cases.filter(wait) if wait is not None else cases
    else:
        cases = visible_cases(officer).filter(ended_on__isnull=which == "open").order_by("-id")
    return narrowed(cases, request, set(CaseState))


def shown(request: OfficerRequest, cases: list[Case], today: date) -> list[ShownCase]:
    """Return the rows of one page; names of divisions are asked once."""
    names = get_names(code for case in cases for code in (case.division_code[:9], case.division_code))
    pack = rules_of(request.user)
    return [
        ShownCase(
            case,
            programme_name(pack, case.programme),
            place_in_words(case.division_code, names),
            str(CaseState(case.state).label),
            LOOKS.get(case.state, "plain"),
            str(Aim(case.aim).label),
            whose_turn(pack, case.turn, case.division_code, names),
            in_time((case.due_on - today).days) if case.due_on else "",
            time_look((case.due_on - today).days) if case.due_on else "",
            verb_for(case, request.user),
        )
        for case in cases
    ]


def verb_for(case: Case, officer: Officer) -> Verb | None:
    """Return the act by which the officer brings a case on, if it can be done in many at once."""
    kind = brings_on(case, officer)
    return VERB_OF[kind] if kind else None


def verbs_of(rows: list[ShownCase]) -> list[tuple[Verb, int]]:
    """Return the acts that bring the rows of a page on, each with how many of them."""
    counted = Counter(row.verb.name for row in rows if row.verb)
    return [(verb, counted[name]) for name, verb in VERBS.items() if name in counted]
