"""Confirm a value that stands and is still to be checked: with the document that says so."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.place import county_of
from yingbao.edges.web.plan.rates import SURE
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rulebook.differences import value_lines
from yingbao.edges.web.rulebook.proposing import LONG, proposed
from yingbao.law.packs import Pack
from yingbao.law.packs.edits import confirmed, write_value
from yingbao.law.packs.parameters import DatedParameter, DatedValue
from yingbao.office.access.permissions import Permission
from yingbao.office.determination.packs import pack_of
from yingbao.values.month import Month
from yingbao.values.sure import Sure


class ConfirmationForm(forms.Form):
    """The document that states the value."""

    document = forms.CharField(
        label=_("Which document states it?"),
        max_length=200,
        error_messages={"required": _("Name the document")},
    )
    number = forms.CharField(
        label=_("Its number"),
        max_length=100,
        error_messages={"required": _("Give its number")},
    )
    date = forms.DateField(
        label=_("Its date"),
        help_text=_("For example 2026-06-03"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Give its date"),
            "invalid": _("Write the date as year-month-day, for example 2026-06-03"),
        },
    )
    reason = forms.CharField(
        label=_("What did you check?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what you checked")},
    )

    @property
    def source(self) -> str:
        """The document as it is cited."""
        told = self.cleaned_data
        return f"{told['number']}《{told['document'].strip('《》')}》（{told['date']:%Y-%m-%d}）"


@policy(
    permission=Permission.PROPOSE_RULES, scope=Scope.DOCUMENT, writes=True, methods=("GET", "HEAD", "POST")
)
def value_confirm(request: OfficerRequest, parameter_id: str, month: str) -> HttpResponse:
    """Show the value and ask for its source; it is confirmed when a second officer agrees."""
    start = month_of(month)
    pack, parameter, dated = found(county_of(request.user), parameter_id, start)
    form = ConfirmationForm(posted(request))
    if form.is_valid():
        edit = confirmed(pack, parameter_id, start, form.source)
        # A value may be older than the rules that name it.
        first = max(start, pack.in_force.start or start)
        form.cleaned_data |= {"start": first, "source": form.source}
        answer = proposed(request, form, [edit])
        if answer is not None:
            return answer
    page: dict[str, Any] = {
        "form": form,
        "parameter": parameter,
        "start": start,
        "value": value_lines(write_value(dated.value), parameter),
        "sure": SURE[dated.sure],
        "source": dated.source,
    }
    return render(request, "rulebook/value_confirm.html", page)


def month_of(written: str) -> Month:
    """Return the month in the address."""
    try:
        return Month.parse(written)
    except ValueError:
        raise Http404 from None


def found(county: str, parameter_id: str, start: Month) -> tuple[Pack, DatedParameter, DatedValue]:
    """Return the value that begins in a month and is known but not stated by a source."""
    pack = pack_of(county, start)
    parameter = pack.parameters.get(parameter_id)
    dated = parameter.on(start) if parameter else None
    if parameter is None or dated is None or dated.start != start or dated.value is None:
        raise Http404
    if dated.sure is Sure.STATED:
        raise Http404(gettext("This value is confirmed already."))
    return pack, parameter, dated
