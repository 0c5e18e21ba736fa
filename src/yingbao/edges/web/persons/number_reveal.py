"""Show one number in clear, to someone who says why; it is recorded."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.register.actions.numbers import SHORTEST_REASON, NothingToShow, reveal_number
from yingbao.office.register.models import Person
from yingbao.office.register.queries.visible import get_person
from yingbao.office.register.sealed_columns import SEALED


class ReasonForm(forms.Form):
    """Why the number is needed."""

    reason = forms.CharField(
        label=_("Why do you need it?"),
        help_text=_("It is recorded with your name. For example: to call about the June visit."),
        max_length=200,
        min_length=SHORTEST_REASON,
        error_messages={
            "required": _("Say why you need the number"),
            "min_length": _("Say it in a few words"),
        },
    )


@policy(
    permission=Permission.REVEAL_NUMBERS,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
    fresh=True,
)
def number_reveal(request: OfficerRequest, column: str, row: int) -> HttpResponse:
    """Ask for the reason, then show the number on this page only."""
    person = whose(request, column, row)
    form = ReasonForm(posted(request))
    clear = ""
    if form.is_valid():
        try:
            clear = reveal_number(column=column, row=row, reason=form.cleaned_data["reason"], by=request.user)
        except NothingToShow:
            raise Http404 from None
    return render(request, "persons/number_reveal.html", {"form": form, "person": person, "clear": clear})


def whose(request: OfficerRequest, column: str, row: int) -> Person:
    """Return the visible person a sealed value belongs to; anything else is not found."""
    sealed = SEALED.get(column)
    found = sealed.model._default_manager.filter(pk=row).first() if sealed else None
    if found is None:
        raise Http404
    person = get_person(request.user, found.pk if isinstance(found, Person) else found.person_id)
    if person is None:
        raise Http404
    return person
