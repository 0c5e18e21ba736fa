"""One act in one case: the form, and what it does."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.casework.doing import may_now
from yingbao.edges.web.casework.refusals import REFUSALS, say
from yingbao.edges.web.casework.rules_say import rules_say
from yingbao.edges.web.casework.verbs import VERBS, Doing, Verb
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs.letters import LetterUnfinished
from yingbao.office.access.permissions import Permission
from yingbao.office.casework.models import Case
from yingbao.office.casework.queries.cases import get_case
from yingbao.office.casework.queries.courses import course_of, done_in, pack_of_case
from yingbao.office.register.actions.numbers import note_viewing


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST"))
def case_act(request: OfficerRequest, case_id: int, name: str) -> HttpResponse:
    """Do one thing in a case that is not a decision."""
    verb = VERBS.get(name)
    if verb is None or verb.decides:
        raise Http404
    return act(request, case_id, verb)


@policy(
    permission=Permission.APPROVE_CASES,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
    fresh=True,
)
def case_decide(request: OfficerRequest, case_id: int, name: str) -> HttpResponse:
    """Decide a case: approve or refuse it."""
    verb = VERBS.get(name)
    if verb is None or not verb.decides:
        raise Http404
    return act(request, case_id, verb)


def act(request: OfficerRequest, case_id: int, verb: Verb) -> HttpResponse:
    """Show the form of an act, or do it and go back to the case."""
    case = get_case(request.user, case_id)
    if case is None:
        raise Http404
    course = course_of(case)
    position = course.read(done_in(case))
    if request.method != "POST" and not may_now(verb, case, position, request.user):
        messages.warning(request, gettext("This cannot be done in this case now."))
        return redirect("case_show", case.pk)
    today = timezone.localdate()
    without_card = False
    form = verb.form(posted(request), case=case, course=course, position=position, today=today)
    if form.is_valid():
        try:
            verb.do(Doing(case, form.cleaned_data, today, timezone.now(), request.user))
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
            without_card = isinstance(refusal, LetterUnfinished)
        else:
            messages.success(request, gettext("Saved: %(act)s.") % {"act": verb.button})
            return redirect("case_show", case.pk)
    note_viewing(person=case.person, by=request.user)
    page = {"form": form, "verb": verb, "without_card": without_card, **frame(case)}
    if verb.decides:
        page["answer"] = rules_say(case, request.user)
    return render(request, "casework/case_act.html", page)


def frame(case: Case) -> dict[str, object]:
    """Return what every page about one case says at its top."""
    return {"case": case, "programme": programme_name(pack_of_case(case), case.programme)}
