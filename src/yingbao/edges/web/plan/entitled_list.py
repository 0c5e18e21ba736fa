"""Whom a programme is owed to, or may be: the persons behind a figure."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.determination.lists import month_asked
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.paging import Paging, page_number
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.owed import EVERY
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs.pack import PEOPLE
from yingbao.law.packs.resting import Resting
from yingbao.office.access.permissions import Permission
from yingbao.office.audit import actions as audit
from yingbao.office.determination.choices import Outcome
from yingbao.office.determination.queries import entitled, runs
from yingbao.office.determination.queries.households import owed_per_household

ANSWERS: dict[Outcome, Promise] = {
    Outcome.YES: _("Entitled"),
    Outcome.ASK: _("Not certain yet"),
}


@policy(permission=Permission.VIEW_LISTS, scope=Scope.DIVISION)
def entitled_list(request: OfficerRequest, programme_id: str, answer: str) -> HttpResponse:
    """Show one page of the persons of the officer's division to whom a programme gives this answer."""
    rules = rules_of(request.user)
    programme = next((each for each in rules.programmes if each.id == programme_id), None)
    if programme is None or programme.subject not in PEOPLE or answer not in set(ANSWERS):
        raise Http404
    outcome = Outcome(answer)
    months = runs.list_months(officer=request.user)
    month = month_asked(request, months, today=timezone.localdate())
    found = entitled.list_entitled(
        officer=request.user,
        month=month,
        programme=programme_id,
        outcome=outcome,
        per_household=programme_id in owed_per_household(rules),
        page=page_number(request),
    )
    audit.record(
        "determination.list.viewed",
        by=request.user,
        subject=f"programme:{programme_id}:{answer}:{month}",
        detail={"page": found.page, "rows": found.total},
    )
    page = {
        "programme": programme,
        "answers": [(name.value, word, name is outcome) for name, word in ANSWERS.items()],
        "outcome": ANSWERS[outcome],
        "month": month,
        # What someone would be owed if found entitled is no amount that is owed.
        "in_money": outcome is Outcome.YES and programme.pays is not None and programme.pays.in_money,
        "every": EVERY[programme.pays.per] if programme.pays else "",
        "unconfirmed": Resting(rules, month, month).of_programme(programme_id),
        "found": found,
        "paging": Paging(found.page, found.pages, found.total, entitled.PER_PAGE),
    }
    return render(request, "plan/entitled_list.html", page)
