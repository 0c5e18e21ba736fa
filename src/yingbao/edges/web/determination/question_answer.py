"""Answer the one question that decides (待查); then the person is determined again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.determination.answer_form import AnswerForm
from yingbao.edges.web.determination.division_field import division_field
from yingbao.edges.web.determination.home import list_url
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.place import county_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.facts.values import Kind
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import Pack
from yingbao.office.access.permissions import Permission
from yingbao.office.determination.actions.asking import ask_for_news
from yingbao.office.determination.choices import WorkList
from yingbao.office.determination.models import Finding
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.scope import findings_in_scope
from yingbao.office.determination.sentences import find_programme
from yingbao.office.register.actions.answers import Answer, PersonNotVisible, state_fact
from yingbao.office.register.actions.numbers import note_viewing
from yingbao.values.month import Month


@policy(permission=Permission.STATE_FACTS, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST"))
def question_answer(request: OfficerRequest, finding_id: int) -> HttpResponse:
    """Ask the question of a row of the list, and take the answer."""
    finding = findings_in_scope(request.user).filter(pk=finding_id, list=WorkList.ASK).first()
    county = county_of(request.user)
    if finding is None:
        raise Http404
    month = Month.of(finding.month)
    pack = pack_of(county, month)
    fact = asked_fact(finding, pack)
    if fact is None:
        raise Http404
    form = AnswerForm(posted(request), fact=fact, month=month)
    if fact.kind is Kind.DIVISION:
        form.fields["answer"] = division_field(fact, county)
    if form.is_valid() and enter(request, finding, fact, form):
        messages.success(
            request,
            gettext("Saved. The person is determined again by itself; the lists change in a few minutes."),
        )
        return redirect(list_url(WorkList.ASK, month))
    note_viewing(person=finding.person, by=request.user)
    page: dict[str, Any] = {
        "form": form,
        "person": finding.person,
        "fact": fact,
        "programme": find_programme(pack, finding.programme),
        "list_url": list_url(WorkList.ASK, month),
    }
    return render(request, "determination/question_answer.html", page)


def asked_fact(finding: Finding, pack: Pack) -> Fact | None:
    """Return the fact a row asks for; a row about a refused line asks for none."""
    return pack.vocabulary.find(str(finding.params.get("fact", finding.reason)))


def enter(request: OfficerRequest, finding: Finding, fact: Fact, form: AnswerForm) -> bool:
    """Enter the answer and ask for the person to be determined again; say in the form why it cannot be."""
    now = timezone.now()
    answer = Answer(fact.id, form.value, valid_from=form.cleaned_data["since"])
    reason = form.cleaned_data["reason"]
    try:
        state_fact(person=finding.person, answer=answer, reason=reason, at=now, by=request.user)
    except PersonNotVisible:
        # A post may read a wider division than it acts in.
        form.add_error(None, gettext("The person is not known in the divisions you act in."))
        return False
    # The wish follows from the answer, whoever gave it; so it needs no permission of its own.
    ask_for_news(at=now, by=request.user.username)
    return True
