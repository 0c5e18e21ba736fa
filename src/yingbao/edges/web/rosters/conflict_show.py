"""One open question about who is who, and how an officer decides it."""

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
from yingbao.office.register.actions import conflicts
from yingbao.office.register.actions.numbers import note_viewing
from yingbao.office.register.choices import ConflictState
from yingbao.office.register.models import Conflict
from yingbao.office.register.queries.person_file import PersonFile, get_person_file
from yingbao.office.register.queries.visible import get_conflict, get_person

KEEP_APART, ACKNOWLEDGE, MERGE = "keep_apart", "acknowledge", "merge"
REFUSALS: dict[type[Exception], Promise] = {
    conflicts.AlreadyResolved: _("Someone has decided this already."),
    conflicts.NothingToMerge: _(
        "The other person is not in the divisions you act in, so they cannot be merged here."
    ),
}


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

    def __init__(self, data: Any, files: list[PersonFile]) -> None:
        super().__init__(data)
        choices: list[tuple[str, Any]] = [(KEEP_APART, _("They are two persons: keep them apart"))]
        if len(files) == 2:
            for file in files:
                text = gettext("They are one person: keep the row of %(name)s, number %(number)s")
                said = {"name": file.person.name, "number": file.number}
                choices.append((f"{MERGE}:{file.person.pk}", text % said))
        choices.append((ACKNOWLEDGE, _("I have seen it, and there is nothing to change here")))
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
    form = DecisionForm(posted(request), files)
    if form.is_valid():
        refusal = decide(conflict, form.cleaned_data, files, request.user)
        if refusal is None:
            messages.success(request, gettext("Decided, and written into the files of those concerned."))
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
    }
    return render(request, "rosters/conflict_show.html", page)


def sides(officer: Officer, conflict: Conflict) -> list[PersonFile]:
    """Return the files of the persons of a conflict whom the officer may see."""
    ids = [conflict.person_id, conflict.other_person_id]
    found = {person.pk: person for each in ids if each and (person := get_person(officer, each))}
    return [get_person_file(officer, person) for person in found.values()]


def decide(
    conflict: Conflict, wish: dict[str, str], files: list[PersonFile], officer: Officer
) -> Promise | None:
    """Carry the decision out, or return why it cannot be."""
    verb, _colon, kept = wish["decision"].partition(":")
    told: dict[str, Any] = {
        "conflict": conflict,
        "reason": wish["reason"],
        "at": timezone.now(),
        "by": officer,
    }
    try:
        if verb == MERGE:
            conflicts.merge(keep=next(each.person for each in files if str(each.person.pk) == kept), **told)
        elif verb == KEEP_APART:
            conflicts.keep_apart(**told)
        else:
            conflicts.acknowledge(**told)
    except (conflicts.AlreadyResolved, conflicts.NothingToMerge) as refused:
        return REFUSALS[type(refused)]
    return None
