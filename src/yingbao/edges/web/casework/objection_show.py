"""One objection: what it says, the case it is about, and its answer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.casework.case_act import frame
from yingbao.edges.web.casework.objection_forms import AnswerForm
from yingbao.edges.web.casework.refusals import REFUSALS, say
from yingbao.edges.web.casework.words import in_time, time_look
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.persons.number_reveal import ReasonForm
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import is_in_scope
from yingbao.office.casework.actions.objecting import Objector, answer_objection, reveal_objector
from yingbao.office.casework.choices import ObjectionState
from yingbao.office.casework.models import Objection
from yingbao.office.casework.queries.notices import visible_objections
from yingbao.office.register.actions.numbers import note_viewing


@policy(
    permission=Permission.HANDLE_OBJECTIONS,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
)
def objection_show(request: OfficerRequest, objection_id: int) -> HttpResponse:
    """Show an objection, and take its answer."""
    objection = objection_or_404(request.user, objection_id)
    form = AnswerForm(posted(request))
    if form.is_valid():
        try:
            answer_objection(
                objection=objection,
                upheld=form.cleaned_data["upheld"] == "yes",
                answer=form.cleaned_data["answer"],
                on=timezone.localdate(),
                at=timezone.now(),
                by=request.user,
            )
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
            objection.refresh_from_db()
        else:
            messages.success(request, gettext("The objection is answered; the letter lies in the case."))
            return redirect("objection_show", objection.pk)
    note_viewing(person=objection.case.person, by=request.user)
    here = is_in_scope(request.user, objection.division_code)
    page = {
        "objection": objection,
        "form": form,
        "may_answer": here and objection.state == ObjectionState.OPEN,
        "may_reveal": here and may(request.user, Permission.REVEAL_NUMBERS) and has_objector(objection),
        "sealed": has_objector(objection),
        **time_left(objection),
        **frame(objection.case),
    }
    return render(request, "casework/objection_show.html", page)


@policy(
    permission=Permission.HANDLE_OBJECTIONS,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
)
def objection_reveal(request: OfficerRequest, objection_id: int) -> HttpResponse:
    """Ask for the reason, then show who objected on this page only."""
    objection = objection_or_404(request.user, objection_id)
    if not has_objector(objection):
        raise Http404
    form = ReasonForm(posted(request))
    objector: Objector | None = None
    if form.is_valid():
        try:
            objector = reveal_objector(
                objection=objection, reason=form.cleaned_data["reason"], by=request.user
            )
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
    page = {"objection": objection, "form": form, "objector": objector}
    return render(request, "casework/objection_reveal.html", page)


def time_left(objection: Objection) -> dict[str, str]:
    """Return how long there is to answer and how that is drawn; nothing where no limit is known."""
    if objection.due_on is None:
        return {}
    due_in = (objection.due_on - timezone.localdate()).days
    return {"time_left": in_time(due_in), "time_look": time_look(due_in)}


def objection_or_404(officer: Officer, objection_id: int) -> Objection:
    """Return a visible objection; anything else is not found."""
    found = visible_objections(officer).select_related("case__person").filter(pk=objection_id).first()
    if found is None:
        raise Http404
    return found


def has_objector(objection: Objection) -> bool:
    """Return whether it is known who objected."""
    return objection.name_sealed is not None or objection.phone_sealed is not None
