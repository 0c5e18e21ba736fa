"""What the page of an amendment shows: the difference, what no longer fits, and what the officer may do."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.rulebook.differences import differences
from yingbao.edges.web.rulebook.proposing import LONG
from yingbao.edges.web.rulebook.trial import tried
from yingbao.law.facts.problems import PackProblems, Wording
from yingbao.law.packs.fitting import Misfit
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_officer_names
from yingbao.office.rulebook.choices import AmendmentState, EndingState
from yingbao.office.rulebook.fitting import get_readable_pack, list_misfits, say_misfit
from yingbao.office.rulebook.models import NUMBERED, Amendment, Ending
from yingbao.office.rulebook.queries import get_amendment, list_endings

LOOKS = {
    AmendmentState.PROPOSED: "unknown",
    AmendmentState.APPROVED: "yes",
    AmendmentState.REFUSED: "no",
    AmendmentState.WITHDRAWN: "no",
    AmendmentState.ENDED: "no",
}
APPROVE, REFUSE = "approve", "refuse"


class DecisionForm(forms.Form):
    """Approve, or refuse and say why."""

    verdict = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(APPROVE, _("Approve: in force from its month on")), (REFUSE, _("Refuse"))],
        widget=forms.RadioSelect(attrs={"class": "govuk-radios__input"}),
        error_messages={
            "required": _("Choose what you decide"),
            "invalid_choice": _("Choose what you decide"),
        },
    )
    answer = forms.CharField(
        label=_("Why do you refuse?"),
        help_text=_("Only where you refuse; the officer who proposed it reads this."),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        if self.cleaned_data.get("verdict") == REFUSE and not self.cleaned_data.get("answer", "").strip():
            self.add_error("answer", gettext("Say why you refuse"))
        return self.cleaned_data


class EndingDecisionForm(DecisionForm):
    """End an amendment that no longer fits, or refuse that and say why."""

    verdict = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(APPROVE, _("End it: it is in force in no month any more")), (REFUSE, _("Refuse"))],
        widget=forms.RadioSelect(attrs={"class": "govuk-radios__input"}),
        error_messages={
            "required": _("Choose what you decide"),
            "invalid_choice": _("Choose what you decide"),
        },
    )


class EndingForm(forms.Form):
    """Why an amendment that no longer fits is to be ended."""

    reason = forms.CharField(
        label=_("Why is it to be ended?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why")},
    )


@dataclass(frozen=True)
class Told:
    """One thing that no longer fits: file and line, and the sentence."""

    place: str
    message: Wording


def told(misfits: list[dict[str, str]]) -> list[Told]:
    """Return what no longer fits, as it is kept."""
    return [Told(each["place"], Wording(each["zh"], each["en"])) for each in misfits]


def misfits_by_number(officer: Officer) -> dict[int, list[Told]]:
    """Return what no longer fits of the amendments of the officer's county, by their numbers."""
    return {each.amendment.number: told_of(each) for each in list_misfits(officer.division_id[:6])}


def told_of(misfit: Misfit) -> list[Told]:
    """Return what of an amendment no longer fits."""
    return told(say_misfit(misfit))


def asked_for(request: OfficerRequest, amendment_id: int) -> Amendment:
    """Return the amendment of the officer's county; of another county there is none."""
    amendment = get_amendment(officer=request.user, amendment_id=amendment_id)
    if amendment is None:
        raise Http404
    return amendment


def shown(request: OfficerRequest, amendment: Amendment, form: forms.Form | None = None) -> HttpResponse:
    """Return the page, with a form that was not accepted or an empty one for what the officer may do."""
    officer = request.user
    endings = list_endings(amendment) if amendment.state in NUMBERED else []
    page = {
        "amendment": amendment,
        "name": amendment.name,
        "look": LOOKS[AmendmentState(amendment.state)],
        "names": names_of(amendment, endings),
        "endings": [(each, told(each.misfits)) for each in endings],
        **rules_shown(request, amendment),
        **may_do(officer, amendment, endings),
    }
    page["form"] = form or form_for(page)
    page["first_wrong"] = "id_reason" if isinstance(page["form"], EndingForm) else "id_verdict_0"
    return render(request, "rulebook/amendment_show.html", page)


def names_of(amendment: Amendment, endings: list[Ending]) -> dict[str, str]:
    """Return the names of the officers who proposed and decided."""
    acts: list[Amendment | Ending] = [amendment, *endings]
    return get_officer_names([name for act in acts for name in (act.proposed_by, act.decided_by or "")])


def rules_shown(request: OfficerRequest, amendment: Amendment) -> dict[str, Any]:
    """Return old and new, and what it would do where that is asked for and the rules can be read."""
    waits = amendment.state == AmendmentState.PROPOSED
    may_try = waits and may(request.user, Permission.APPROVE_RULES)
    edits = amendment.written_anew
    page = {
        "differences": differences(edits, get_readable_pack(amendment.county, amendment.month)),
        "may_try": may_try,
        "unreadable": False,
        "tried": None,
    }
    if may_try and "try" in request.GET:
        try:
            page["tried"] = tried(request.user, edits, amendment.month)
        except PackProblems:
            page["unreadable"] = True
    return page


def may_do(officer: Officer, amendment: Amendment, endings: list[Ending]) -> dict[str, Any]:
    """Return what no longer fits, and what the officer may do about the amendment now."""
    waits = amendment.state == AmendmentState.PROPOSED
    own = amendment.proposed_by == officer.username
    decides = may(officer, Permission.APPROVE_RULES)
    ending = next((each for each in endings if each.state == EndingState.PROPOSED), None)
    own_ending = ending is not None and ending.proposed_by == officer.username
    stands = amendment.state == AmendmentState.APPROVED
    misfits = misfits_by_number(officer).get(amendment.number or 0, []) if stands else []
    return {
        "may_decide": waits and not own and decides,
        "may_withdraw": waits and own,
        "misfits": misfits,
        "may_end": bool(misfits) and ending is None and may(officer, Permission.PROPOSE_RULES),
        "may_decide_ending": ending is not None and not own_ending and decides,
        "may_withdraw_ending": own_ending,
    }


def form_for(page: dict[str, Any]) -> forms.Form | None:
    """Return the empty form for what the officer may do."""
    if page["may_decide"]:
        return DecisionForm()
    if page["may_decide_ending"]:
        return EndingDecisionForm()
    return EndingForm() if page["may_end"] else None
