"""What every proposal asks for, and how it is handed in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs import NotInForce
from yingbao.law.packs.edits import Edit, Fault
from yingbao.office.determination.packs import pack_of
from yingbao.office.rulebook import actions
from yingbao.office.rulebook.limits import LAST
from yingbao.values.month import Month

PROPOSE, TRY = "propose", "try"
LONG = 2000
REFUSALS: dict[type[Exception], Promise] = {
    actions.NothingChanged: _("This is what stands already. Change something before you propose it."),
    actions.Outdated: _("The rules have changed meanwhile. Open the page again and look at what stands now."),
    actions.NotOwnCounty: _("Only the offices of the county change its rules."),
}


class ProposalForm(forms.Form):
    """From which month on, on what it rests, and why; only a trial needs no reason."""

    start = forms.CharField(
        label=_("In force from which month?"),
        help_text=_("For example 2026-07. Months before it keep their rules and their answers."),
        max_length=7,
        error_messages={"required": _("Say from which month it is in force")},
    )
    source = forms.CharField(
        label=_("On which document does it rest?"),
        help_text=_("Its name, number and date. It is shown wherever this rule decides."),
        max_length=500,
        required=False,
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, county: str, start: Month) -> None:
        super().__init__(data, initial={"start": str(start)})
        self.county = county

    def clean_start(self) -> Month:
        """Read the month; the pack must say something about it."""
        try:
            month = Month.parse(self.cleaned_data["start"].strip())
            if month > LAST:
                raise forms.ValidationError(gettext("Choose a month up to %(last)s") % {"last": LAST})
            pack_of(self.county, month).for_month(month)
        except NotInForce:
            raise forms.ValidationError(
                gettext("The rules of the district say nothing about this month")
            ) from None
        except ValueError:
            raise forms.ValidationError(
                gettext("Write the month as year-month, for example 2026-07")
            ) from None
        return month

    def clean(self) -> dict[str, Any]:
        """Ask for the reason and the source where it is proposed."""
        if self.data.get("act") == PROPOSE:
            for name, missing in (
                ("source", gettext("Say on which document it rests")),
                ("reason", gettext("Say why")),
            ):
                if not (self.cleaned_data.get(name) or "").strip():
                    self.add_error(name, missing)
        return self.cleaned_data


def proposed(request: OfficerRequest, form: forms.Form, edits: Sequence[Edit]) -> HttpResponse | None:
    """Hand the proposal in and show it, or say in the form why it cannot be."""
    told = form.cleaned_data
    proposal = actions.Proposal(tuple(edits), told["start"], told["reason"], told["source"])
    try:
        amendment = actions.propose(proposal=proposal, at=timezone.now(), by=request.user)
    except actions.Faulty as faulty:
        for sentence in dict.fromkeys(say(fault) for fault in faulty.faults):
            form.add_error(None, sentence)
        return None
    except actions.Negative as negative:
        for told_of in negative.told:
            form.add_error(None, label(told_of))
        return None
    except actions.AlreadyProposed as already:
        return redirect("amendment_show", amendment_id=already.amendment.pk)
    except tuple(REFUSALS) as refused:
        form.add_error(None, str(REFUSALS[type(refused)]))
        return None
    messages.success(
        request, gettext("Proposed. It is in force when another officer of the county has approved it.")
    )
    return redirect("amendment_show", amendment_id=amendment.pk)


def say(fault: Fault) -> str:
    """Return a fault as a sentence with its place."""
    message = label(fault.message)
    if fault.edit is None:
        return message
    return gettext("Line %(line)s, character %(column)s: %(message)s") % {
        "line": fault.line,
        "column": fault.column,
        "message": message,
    }
