"""Rounds of re-verification (复核): how far each is here, and drawing another."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.forms import RADIOS
from yingbao.edges.web.casework.refusals import REFUSALS, say
from yingbao.edges.web.choosing import offer_programmes_of_people
from yingbao.edges.web.day_field import DayField
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs import Pack
from yingbao.office.access.permissions import Permission, may
from yingbao.office.casework.actions.reviewing import (
    Draw,
    DrawnAlready,
    NobodyHolds,
    ShareUnknown,
    draw_round,
)
from yingbao.office.casework.choices import ReviewKind
from yingbao.office.casework.queries.reviews import open_items, overdue, visible_rounds

SAID = {
    DrawnAlready: _("Everyone was drawn this year already; draw a sample instead."),
    NobodyHolds: _("Nobody holds this: there is no award, and no payee list tells of anyone."),
    ShareUnknown: _("The rules do not say how large a sample is: a district officer enters it first."),
}


class DrawForm(forms.Form):
    """Of which programme, everyone or a sample, until when."""

    programme = forms.ChoiceField(label=_("Programme"), error_messages={"required": _("Choose a programme")})
    kind = forms.ChoiceField(
        label=_("Whom to ask"), choices=ReviewKind.choices, widget=RADIOS, initial=ReviewKind.SAMPLE
    )
    due_on = DayField(
        label=_("To be done until"),
        help_text=_("For example 2026-12-31"),
    )

    def __init__(self, data: Any, *, pack: Pack) -> None:
        super().__init__(data)
        offer_programmes_of_people(self, "programme", pack)

    def clean_due_on(self) -> Any:
        """A round cannot end before it begins."""
        due_on = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise forms.ValidationError(gettext("This day is over."))
        return due_on


@names_nobody
@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def review_list(request: OfficerRequest) -> HttpResponse:
    """Show the rounds that ask somebody in the officer's division."""
    pack, today = rules_of(request.user), timezone.localdate()
    shown = [(each, programme_name(pack, each.programme)) for each in visible_rounds(request.user)]
    page = {
        "rounds": shown,
        "open": open_items(request.user).count(),
        "overdue": overdue(open_items(request.user), today).count(),
        "may_draw": may(request.user, Permission.MANAGE_AWARDS),
        "today": today,
    }
    return render(request, "casework/review_list.html", page)


@names_nobody
@policy(
    permission=Permission.MANAGE_AWARDS, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def review_new(request: OfficerRequest) -> HttpResponse:
    """Draw a round in the officer's county."""
    form = DrawForm(posted(request), pack=rules_of(request.user))
    if form.is_valid():
        given = form.cleaned_data
        seed = secrets.token_hex(8)
        draw = Draw(given["programme"], ReviewKind(given["kind"]), seed, given["due_on"])
        try:
            made = draw_round(draw=draw, on=timezone.localdate(), at=timezone.now(), by=request.user)
        except tuple(SAID) as refusal:
            form.add_error(None, str(SAID[type(refusal)]))
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Drawn."))
            return redirect("review_show", made.pk)
    return render(request, "casework/review_new.html", {"form": form})
