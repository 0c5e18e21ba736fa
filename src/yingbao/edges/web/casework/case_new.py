"""Taking an application for one person."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.forms import RADIOS
from yingbao.edges.web.casework.refusals import REFUSALS, say
from yingbao.edges.web.choosing import offer_programmes_of_people
from yingbao.edges.web.day_field import DayField
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.telephone_field import TelephoneField
from yingbao.law.packs import Pack
from yingbao.office.access.permissions import Permission
from yingbao.office.casework.actions.opening import Application, OpenAlready, hand_in
from yingbao.office.casework.choices import Aim, Origin
from yingbao.office.register.actions.numbers import note_viewing
from yingbao.office.register.models import Person
from yingbao.office.register.queries.visible import get_person

ORIGINS = [
    (Origin.PERSON, _("The person")),
    (Origin.GUARDIAN, _("A guardian or relative")),
    (Origin.VILLAGE, _("The village, on the person's behalf")),
    (Origin.OTHER_COUNTY, _("A window in another county")),
]
AIMS = [
    (Aim.GRANT, _("Apply for it")),
    (Aim.CHANGE, _("Have it changed")),
    (Aim.SUSPEND, _("Have it suspended")),
    (Aim.RESUME, _("Have it resumed")),
    (Aim.END, _("Give it up, or have it ended")),
]


class ApplicationForm(forms.Form):
    """What is asked for, by whom, since when."""

    programme = forms.ChoiceField(label=_("Programme"), error_messages={"required": _("Choose a programme")})
    aim = forms.ChoiceField(label=_("What is asked for"), choices=AIMS, widget=RADIOS, initial=Aim.GRANT)
    origin = forms.ChoiceField(label=_("Who applies"), choices=ORIGINS, widget=RADIOS, initial=Origin.PERSON)
    relation = forms.CharField(
        label=_("Relation to the person"),
        required=False,
        max_length=40,
        help_text=_("Only if somebody else applies, for example: mother, village committee."),
    )
    applicant_name = forms.CharField(label=_("Name of who applies"), required=False, max_length=40)
    applicant_phone = TelephoneField(label=_("Telephone"), required=False, max_length=20)
    window = forms.CharField(
        label=_("Window that took the papers"),
        required=False,
        max_length=80,
        help_text=_("Only for an application handed in in another county."),
    )
    on = DayField(
        label=_("Handed in on"),
        help_text=_("The month of this day is the first month due. For example 2026-06-01"),
    )
    words = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any, *, pack: Pack, **more: Any) -> None:
        super().__init__(data, **more)
        offer_programmes_of_people(self, "programme", pack)

    def clean(self) -> dict[str, Any]:
        """Who applies for another says who it is; a window elsewhere has a name."""
        given = super().clean() or {}
        if given.get("origin") == Origin.GUARDIAN and not given.get("applicant_name", "").strip():
            self.add_error("applicant_name", gettext("Write who applies for the person"))
        if given.get("origin") == Origin.OTHER_COUNTY and not given.get("window", "").strip():
            self.add_error("window", gettext("Write which window took the papers"))
        return given


@policy(
    permission=Permission.HAND_IN_CASES, scope=Scope.DIVISION, writes=True, methods=("GET", "HEAD", "POST")
)
def case_new(request: OfficerRequest, person_id: int) -> HttpResponse:
    """Take an application for someone in the officer's division."""
    person = get_person(request.user, person_id)
    if person is None:
        raise Http404
    asked: dict[str, Any] = {"on": timezone.localdate(), "programme": request.GET.get("programme", "")}
    if request.GET.get("aim") in set(Aim):
        asked["aim"] = request.GET["aim"]
    form = ApplicationForm(posted(request), pack=rules_of(request.user), initial=asked)
    if form.is_valid():
        try:
            case = hand_in(application=application(person, form), at=timezone.now(), by=request.user)
        except OpenAlready as already:
            messages.info(request, say(already))
            return redirect("case_show", already.case.pk)
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("Taken as case %(number)s.") % {"number": case.number})
            return redirect("case_show", case.pk)
    note_viewing(person=person, by=request.user)
    return render(request, "casework/case_new.html", {"form": form, "person": person})


def application(person: Person, form: ApplicationForm) -> Application:
    """Return what the form says."""
    given = form.cleaned_data
    return Application(
        person=person.pk,
        programme=given["programme"],
        origin=Origin(given["origin"]),
        aim=Aim(given["aim"]),
        handed_in_on=given["on"],
        relation=given["relation"].strip(),
        applicant_name=given["applicant_name"],
        applicant_phone=given["applicant_phone"],
        window=given["window"],
        words=given["words"],
    )
