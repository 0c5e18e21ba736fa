"""Take back a day of death that was recorded wrongly; then the person is determined again."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.place import county_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rosters.conflict_list import said_by
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.determination.actions.asking import ask_for_news
from yingbao.office.register.actions.answers import PersonNotVisible
from yingbao.office.register.actions.deaths import OtherDeath, take_back_death
from yingbao.office.register.actions.numbers import note_viewing
from yingbao.office.register.models import Person
from yingbao.office.register.queries.deaths import get_known_death
from yingbao.office.register.queries.visible import get_person

REFUSALS: dict[type[Exception], Promise] = {
    OtherDeath: _("The day of death was changed meanwhile. Look at the person's file again."),
    PersonNotVisible: _("The person is not known in the divisions you act in."),
}


class TakingBackForm(forms.Form):
    """The day one saw, why it is wrong, and the document that shows it."""

    died_on = forms.DateField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("How do you know?"),
        help_text=_("It is recorded with your name. For example: visited the person at home."),
        max_length=300,
        error_messages={"required": _("Say how you know")},
    )
    document = forms.CharField(
        label=_("Which document does it rest on?"),
        help_text=_("Its issuer, number and day. For example: certificate of the police station."),
        max_length=300,
        error_messages={"required": _("Name the document")},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a form that does not say which day was seen; nobody sees the field that says it."""
        told = super().clean() or {}
        if "died_on" not in told:
            raise forms.ValidationError(str(REFUSALS[OtherDeath]))
        return told


@policy(
    permission=Permission.RESOLVE_CONFLICTS,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
)
def death_take_back(request: OfficerRequest, person_id: int) -> HttpResponse:
    """Show the day of death that is known, and take it back for a reason."""
    person = get_person(request.user, person_id)
    death = get_known_death(person) if person else None
    if person is None or death is None:
        raise Http404
    form = TakingBackForm(posted(request))
    if form.is_valid():
        refusal = take_back(person, form.cleaned_data, request.user)
        if refusal is None:
            messages.success(
                request,
                gettext(
                    "The day of death is taken back. The person is determined again by itself;"
                    " the lists change in a few minutes."
                ),
            )
            return redirect("person_show", person.pk)
        form.add_error(None, str(refusal))
    note_viewing(person=person, by=request.user)
    page: dict[str, Any] = {
        "form": form,
        "person": person,
        "death": death,
        "source": said_by(death.source, county_of(request.user)),
    }
    return render(request, "persons/death_take_back.html", page)


def take_back(person: Person, told: dict[str, Any], officer: Officer) -> Promise | None:
    """Carry it out and ask for the person to be determined again, or return why it cannot be."""
    now = timezone.now()
    died_on: date = told["died_on"]
    try:
        take_back_death(
            person=person,
            died_on=died_on,
            reason=told["reason"],
            document=told["document"],
            at=now,
            by=officer,
        )
    except tuple(REFUSALS) as refused:
        return REFUSALS[type(refused)]
    # The wish follows from what was taken back; so it needs no permission of its own.
    ask_for_news(at=now, by=officer.username)
    return None
