"""One open question about who is who, and how an officer decides it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.place import county_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rosters.conflict_list import said_by
from yingbao.edges.web.rosters.decisions import decide, decisions_offered, told_in, what_follows
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_names
from yingbao.office.register.actions.numbers import note_viewing
from yingbao.office.register.choices import ConflictState
from yingbao.office.register.models import Conflict
from yingbao.office.register.queries.elsewhere import get_asking_county, list_answers_elsewhere
from yingbao.office.register.queries.person_file import PersonFile, get_person_file
from yingbao.office.register.queries.visible import get_conflict, get_person


class DecisionForm(forms.Form):
    """Two persons, one person, or nothing to do; and why."""

    decision = forms.ChoiceField(
        label=_("What is true?"),
        widget=forms.RadioSelect(attrs={"class": "govuk-radios__input"}),
        error_messages={"required": _("Choose what is true")},
    )
    reason = forms.CharField(
        label=_("How do you know?"),
        help_text=_("It is recorded with your name. For example: saw both identity cards."),
        max_length=300,
        error_messages={"required": _("Say how you know")},
    )

    def __init__(self, data: Any, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        decision = self.fields["decision"]
        assert isinstance(decision, forms.ChoiceField)  # noqa: S101  # declared above
        decision.choices = choices


@policy(
    permission=Permission.RESOLVE_CONFLICTS,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
)
def conflict_show(request: OfficerRequest, conflict_id: int) -> HttpResponse:
    """Show both sides, and take the decision."""
    conflict = get_conflict(request.user, conflict_id)
    if conflict is None:
        raise Http404
    files = sides(request.user, conflict)
    form = DecisionForm(posted(request), decisions_offered(request.user, conflict, files))
    if form.is_valid():
        refusal = decide(conflict, form.cleaned_data, files, request.user)
        if refusal is None:
            messages.success(request, what_follows(form.cleaned_data["decision"]))
            return redirect("conflict_list")
        form.add_error(None, str(refusal))
    for file in files:
        note_viewing(person=file.person, by=request.user)
    page = {
        "conflict": conflict,
        "form": form,
        "open": conflict.state == ConflictState.OPEN,
        "files": files,
        "source": said_by(conflict.source, county_of(request.user)),
        "told": told_in(conflict),
        "known_here": bool(files),
        "asked_by": asking_district(conflict),
        "elsewhere": said_elsewhere(conflict),
    }
    return render(request, "rosters/conflict_show.html", page)


def sides(officer: Officer, conflict: Conflict) -> list[PersonFile]:
    """Return the files of the persons of a conflict whom the officer may see."""
    ids = [conflict.person_id, conflict.other_person_id]
    found = {person.pk: person for each in ids if each and (person := get_person(officer, each))}
    return [get_person_file(officer, person) for person in found.values()]


def asking_district(conflict: Conflict) -> str:
    """Return the name of the district that asks; nothing where the officer's own list does."""
    county = get_asking_county(conflict)
    return get_names({county}).get(county, "") if county else ""


def said_elsewhere(conflict: Conflict) -> list[dict[str, str]]:
    """Return what the other districts that were asked have decided; who decided there is not said."""
    answers = list_answers_elsewhere(conflict)
    names = get_names({each.county for each in answers}) if answers else {}
    return [
        {
            "place": names.get(each.county, ""),
            "how": str(each.how.label if each.how else gettext("not decided yet")),
        }
        for each in answers
    ]
