"""Helping an officer to come in again: a rest ended, a new password, a lost second factor taken off."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.access.portal_officer import managed
from yingbao.edges.web.access.post_forms import ReasonForm
from yingbao.edges.web.access.post_words import REFUSED, refusal
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.actions import (
    WeakPassword,
    give_password,
    take_off_second_factor,
    unlock_officer,
)
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission

DONE = {
    "unlock": _("The account may be tried again."),
    "password": _("The new password holds. The officer must choose an own one with it."),
    "factor": _("The account has no second factor any more; its sessions are ended."),
}


class HelpForm(ReasonForm):
    """What keeps the officer out, and why one may believe it is the officer who asks."""

    act = forms.ChoiceField(
        label=_("What is to be done?"),
        choices=[
            ("unlock", _("Let it be tried again: it rests after wrong passwords")),
            ("password", _("Give a new password: the officer forgot it")),
            ("factor", _("Take off the second factor: phone and recovery codes are lost")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one"), "invalid_choice": _("Choose one")},
    )
    password = forms.CharField(
        label=_("New password"),
        help_text=_("Only for a new password. At least 10 characters; hand it over in person."),
        required=False,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ("act", "password", "reason")

    def clean(self) -> dict[str, Any]:
        """A new password is asked for where one is to be given, and kept out of everything else."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("act") == "password" and not said.get("password"):
            self.add_error("password", _("Enter the new password"))
        return said


@policy(
    permission=Permission.MANAGE_OFFICERS,
    scope=Scope.ACCOUNTS,
    writes=True,
    methods=("GET", "HEAD", "POST"),
    fresh=True,
)
def officer_help(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Ask what keeps the officer out and why, and do it."""
    who = managed(request, officer_id)
    form = HelpForm(posted(request))
    if form.is_valid():
        try:
            help_in(who, form.cleaned_data, request.user)
        except WeakPassword as weak:
            form.add_error("password", weak.messages)
        except REFUSED as why:
            form.add_error(None, refusal(why))
        else:
            messages.success(request, DONE[form.cleaned_data["act"]])
            return redirect("officer_show", who.pk)
    return render(request, "access/officer_help.html", {"form": form, "who": who})


def help_in(who: Officer, said: dict[str, Any], by: Officer) -> None:
    """Do what was asked for."""
    if said["act"] == "unlock":
        unlock_officer(officer=who, reason=said["reason"], by=by)
    elif said["act"] == "password":
        give_password(officer=who, password=said["password"], reason=said["reason"], by=by)
    else:
        take_off_second_factor(officer=who, reason=said["reason"], by=by)
