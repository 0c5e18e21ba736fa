"""Bring in a roster: the Excel file as it is; nothing changes before you have seen what it would do."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.choosing import offer
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import place_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rosters.kinds import kind_name, kinds_of
from yingbao.edges.web.rosters.roster_decide import OUTSIDE
from yingbao.edges.web.uploaded import checked
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import list_townships
from yingbao.office.register.actions.rosters.receiving import (
    OutsideDivision,
    Received,
    Statement,
    is_in_reach,
    receive_roster,
)
from yingbao.values.month import Month

ENDINGS = ["xlsx", "xls", "et", "csv", "txt"]


class RosterForm(forms.Form):
    """The file, what it is, which month and which division it speaks of."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("Excel or CSV, as the other department keeps it: title rows, any order of columns."),
        error_messages={"required": _("Choose the file"), "empty": _("The file is empty")},
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
    )
    kind = forms.ChoiceField(
        label=_("What is it?"), required=False, help_text=_("Leave it to be recognized by its columns.")
    )
    month = forms.CharField(
        label=_("Which month does it speak of?"),
        help_text=_("For example 2026-06"),
        max_length=10,
        error_messages={"required": _("Say which month it speaks of")},
    )
    division = forms.ChoiceField(label=_("Which division does it cover?"))

    def __init__(self, data: Any, files: Any, *, officer: Officer) -> None:
        place = place_of(officer)
        super().__init__(data, files, initial={"month": str(Month.of(timezone.localdate()))})
        kinds = kinds_of(place.county)
        named = [(each, kind_name(each, kinds)) for each in kinds]
        parts = [(each.code, each.name) for each in list_townships(officer) if each.code != place.division]
        for field, choices in (
            ("kind", [("", gettext("Recognize it")), *named]),
            ("division", [(place.division, place.name), *parts]),
        ):
            offer(self, field, choices)

    def clean_month(self) -> Month:
        """Read the month; a list of a month far away would stand in the way of all that come before it."""
        try:
            month = Month.parse(self.cleaned_data["month"].strip())
        except ValueError:
            raise forms.ValidationError(
                gettext("Write the month as year-month, for example 2026-06")
            ) from None
        if not is_in_reach(month, timezone.now()):
            raise forms.ValidationError(gettext("Choose a month from 2000-01 to the coming month"))
        return month

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large or no roster by its name; the reader looks inside later."""
        return checked(self.cleaned_data["file"], ENDINGS, gettext("Only Excel and CSV files can be read"))


@names_nobody
@policy(
    permission=Permission.IMPORT_ROSTERS, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def roster_receive(request: OfficerRequest) -> HttpResponse:
    """Take the file and its month; it is read by the worker, and shown before anything changes."""
    form = RosterForm(posted(request), request.FILES or None, officer=request.user)
    if form.is_valid():
        try:
            received = receive(request, form)
        except OutsideDivision:
            form.add_error("division", str(OUTSIDE))
        else:
            if received.again:
                messages.warning(
                    request,
                    gettext("This very file came before. Nothing was changed; this is what came of it."),
                )
            return redirect("roster_show", source_id=received.source.pk)
    return render(request, "rosters/roster_receive.html", {"form": form})


def receive(request: OfficerRequest, form: RosterForm) -> Received:
    """Hand the file over; the worker reads it."""
    file = form.cleaned_data["file"]
    said = Statement(
        name=file.name,
        kind=form.cleaned_data["kind"],
        division_code=form.cleaned_data["division"],
        month=form.cleaned_data["month"],
    )
    return receive_roster(pieces=file.chunks(), said=said, at=timezone.now(), by=request.user)
