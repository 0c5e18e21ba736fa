"""Demand back what was paid to a person and is not owed: from whom, why, in which parts."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.found_to_recover import found_in_words
from yingbao.edges.web.money.owing_forms import DemandForm
from yingbao.edges.web.money.owing_refusals import REFUSALS, say
from yingbao.edges.web.place import county_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.payments.actions.recovering import demand
from yingbao.office.payments.choices import Debtor
from yingbao.office.payments.queries.recoveries import to_be_recovered
from yingbao.office.register.actions.numbers import note_viewing


@policy(
    permission=Permission.RECOVER_MONEY,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
    fresh=True,
)
def recovery_demand(request: OfficerRequest, person_id: int, programme_id: str) -> HttpResponse:
    """Show what would be demanded of whom, or demand it."""
    wanted = (person_id, programme_id)
    every = to_be_recovered(request.user)
    found = next((each for each in every if (each.person.pk, each.programme) == wanted), None)
    if found is None:
        raise Http404
    known = {"debtor": Debtor.PERSON, "debtor_name": found.person.name}
    form = DemandForm(posted(request), fen=found.fen, today=timezone.localdate(), initial=known)
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            made = demand(
                county=county_of(request.user),
                person=found.person,
                programme=programme_id,
                debtor=Debtor(given.pop("debtor")),
                at=timezone.now(),
                by=request.user,
                **given,
            )
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Demanded. Print the letter and hand it over."))
            return redirect("receivable_show", made.pk)
    note_viewing(person=found.person, by=request.user)
    (shown,) = found_in_words([found], rules_of(request.user))
    return render(request, "money/recovery_demand.html", {"form": form, "found": shown})
