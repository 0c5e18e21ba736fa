"""One act with one roll: the form, and what it does."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.casework.forms import DayForm
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.money.forms import ConfirmForm, WhyForm
from yingbao.edges.web.money.refusals import REFUSALS, say
from yingbao.edges.web.money.roll_verbs import VERBS, Verb, may_now
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.payments.actions import approving, cancelling, checking, preparing, sending
from yingbao.office.payments.models import Roll
from yingbao.office.payments.queries.rolls import get_roll

Given = Mapping[str, Any]
type_of_act = Callable[[Roll, Given, dict[str, Any]], object]

FORMS: dict[str, type[forms.Form]] = {"send-back": WhyForm, "cancel": WhyForm, "send": DayForm}
ACTS: dict[str, type_of_act] = {
    "check": lambda roll, given, who: checking.check_again(roll=roll, **who),
    "prepare": lambda roll, given, who: preparing.prepare(roll=roll, **who),
    "send-back": lambda roll, given, who: approving.send_back(roll=roll, why=given["why"], **who),
    "cancel": lambda roll, given, who: cancelling.cancel(roll=roll, why=given["why"], **who),
    "send": lambda roll, given, who: sending.mark_sent(roll=roll, on=given["on"], **who),
}


@names_nobody
@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST"))
def roll_act(request: OfficerRequest, roll_id: int, name: str) -> HttpResponse:
    """Show the form of an act, or do it and go back to the roll."""
    roll, verb = roll_or_404(request.user, roll_id), VERBS.get(name)
    if verb is None or name not in ACTS:
        raise Http404
    if request.method != "POST" and not may_now(verb, roll, request.user):
        return too_late(request, roll)
    form = form_of(verb, request, timezone.localdate())
    if form.is_valid():
        try:
            ACTS[name](roll, form.cleaned_data, {"at": timezone.now(), "by": request.user})
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Saved: %(act)s.") % {"act": verb.button})
            return redirect("roll_show", roll.pk)
    return render(request, "money/roll_act.html", {"form": form, "verb": verb, **frame(roll, request.user)})


def form_of(verb: Verb, request: OfficerRequest, today: date) -> forms.Form:
    """Return the form of an act; one without words is only confirmed."""
    kind = FORMS.get(verb.name, ConfirmForm)
    return kind(posted(request), today=today) if issubclass(kind, DayForm) else kind(posted(request))


def roll_or_404(officer: Officer, roll_id: int) -> Roll:
    """Return a roll with a line the officer sees; anything else is not found."""
    roll = get_roll(officer, roll_id)
    if roll is None:
        raise Http404
    return roll


def too_late(request: OfficerRequest, roll: Roll) -> HttpResponse:
    """Go back to a roll with which this cannot be done now."""
    messages.warning(request, gettext("This cannot be done with this roll now."))
    return redirect("roll_show", roll.pk)


def frame(roll: Roll, officer: Officer) -> dict[str, object]:
    """Return what every page about one roll says at its top."""
    return {
        "roll": roll,
        "programme": programme_name(rules_of(officer), roll.programme),
        "whole": sees_whole(officer, roll),
    }


def sees_whole(officer: Officer, roll: Roll) -> bool:
    """Return whether all lines of a roll may be seen; only then are its sums shown."""
    low, high = officer.scope
    return low <= roll.county < high
