"""The support plan of one person (一人一策): what is agreed now, what was before, and the next version."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.casework.refusals import REFUSALS, say
from yingbao.edges.web.choosing import offer
from yingbao.edges.web.day_field import DayField
from yingbao.edges.web.http import OfficerRequest, posted
from yingbao.edges.web.paging import paging
from yingbao.edges.web.plan.owed import EVERY
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.templatetags.written import label
from yingbao.office.access.permissions import Permission, may
from yingbao.office.audit import actions as audit
from yingbao.office.casework.actions.planning import Agreed, ReviewTooEarly, Service, write_plan
from yingbao.office.casework.queries.plans import owed_to, plans_of, plans_to_review
from yingbao.office.register.actions.numbers import note_viewing
from yingbao.office.register.models import Person
from yingbao.office.register.queries.visible import get_person
from yingbao.values.month import Month

LONG = {"max_length": 4000, "widget": forms.Textarea(attrs={"rows": 4})}
PARTS = 3


class PlanForm(forms.Form):
    """What is agreed. Services are written one a line, so that a phone can do it."""

    needs = forms.CharField(label=_("What the person needs"), **LONG)  # type: ignore[arg-type]
    goals = forms.CharField(label=_("What is to be reached"), **LONG)  # type: ignore[arg-type]
    programmes = forms.MultipleChoiceField(
        label=_("What the rules owe, and is to be given"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes__input"}),
        help_text=_("What the person is entitled to this month. Tick what was agreed on."),
    )
    services = forms.CharField(
        label=_("Services agreed on besides"),
        required=False,
        help_text=_(
            "One a line: what; by whom; how often. For example: home care; village doctor; once a month"
        ),
        **LONG,  # type: ignore[arg-type]
    )
    agreed_with = forms.CharField(
        label=_("Agreed with"),
        max_length=40,
        help_text=_("The person, or the relation of who speaks for the person; no name."),
    )
    review_on = DayField(
        label=_("To be looked at again on"),
        help_text=_("For example 2026-12-31"),
    )

    def __init__(self, data: Any, *, offered: list[tuple[str, str]], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        offer(self, "programmes", offered)
        if not offered:
            del self.fields["programmes"]

    def clean_services(self) -> list[Service]:
        """Return the services; a line that does not say all three is told by its number."""
        lines = [each.strip() for each in self.cleaned_data["services"].splitlines() if each.strip()]
        return [self._service(number, line) for number, line in enumerate(lines, 1)]

    def _service(self, number: int, line: str) -> Service:
        parts = [each.strip() for each in line.replace("；", ";").split(";")]
        if len(parts) != PARTS or not all(parts):
            told = gettext("Line %(number)s: write what, by whom and how often, with semicolons between.")
            raise forms.ValidationError(told % {"number": number})
        return Service(*parts)


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def plan_of_person(request: OfficerRequest, person_id: int) -> HttpResponse:
    """Show the plans of someone in the officer's division, the current one first."""
    person = person_here(request, person_id)
    note_viewing(person=person, by=request.user)
    page = {
        "person": person,
        "plans": plans_of(request.user, person),
        "may_write": may(request.user, Permission.WRITE_SUPPORT_PLANS),
    }
    return render(request, "casework/plan_of_person.html", page)


@policy(
    permission=Permission.WRITE_SUPPORT_PLANS,
    scope=Scope.DIVISION,
    writes=True,
    methods=("GET", "HEAD", "POST"),
)
def plan_write(request: OfficerRequest, person_id: int) -> HttpResponse:
    """Write the next version; it begins with the words of the current one."""
    person = person_here(request, person_id)
    now = words_now(request, person)
    owed = owed_now(request, person)
    # What was promised stays to be ticked when the rules no longer owe it: taking it away is a decision.
    kept = [each for each in now.services if each.programme and each.programme not in owed]
    promised = {**owed, **{each.programme: each for each in kept}}
    offered = [(each.programme, each.what) for each in promised.values()]
    form = PlanForm(posted(request), offered=offered, initial=now.words)
    if form.is_valid():
        given = dict(form.cleaned_data)
        chosen = [promised[each] for each in given.pop("programmes", [])]
        given["services"] = [*chosen, *given["services"]]
        try:
            write_plan(
                person=person.pk,
                agreed=Agreed(**given),
                on=timezone.localdate(),
                at=timezone.now(),
                by=request.user,
            )
        except ReviewTooEarly:
            form.add_error("review_on", gettext("The day is to lie after today."))
        except REFUSALS as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, gettext("The plan is written down."))
            return redirect("plan_of_person", person.pk)
    note_viewing(person=person, by=request.user)
    return render(request, "casework/plan_write.html", {"form": form, "person": person})


def person_here(request: OfficerRequest, person_id: int) -> Person:
    """Return someone in the officer's division; others are not found."""
    person = get_person(request.user, person_id)
    if person is None:
        raise Http404
    return person


@dataclass(frozen=True)
class Now:
    """The current plan, to go on from: its words as the form asks for them, and its services."""

    words: dict[str, Any]
    services: list[Service]


def words_now(request: OfficerRequest, person: Person) -> Now:
    """Return the words of the current plan; none where nothing was agreed yet."""
    plan = plans_of(request.user, person).filter(ended_on__isnull=True).first()
    if plan is None:
        return Now({}, [])
    services = [Service(each.what, each.who, each.how_often, each.programme) for each in plan.services.all()]
    free = [f"{each.what}；{each.who}；{each.how_often}" for each in services if not each.programme]
    words = {
        "needs": plan.needs,
        "goals": plan.goals,
        "agreed_with": plan.agreed_with,
        "services": "\n".join(free),
        "programmes": [each.programme for each in services if each.programme],
    }
    return Now(words, services)


def owed_now(request: OfficerRequest, person: Person) -> dict[str, Service]:
    """Return what the rules owe the person this month as services, by programme."""
    owed = owed_to(request.user, person, Month.of(timezone.localdate()))
    return {
        each.programme: Service(
            label(each.name),
            label(each.lead) if each.lead else gettext("not said"),
            str(EVERY[each.per]) if each.per in EVERY else gettext("as the rules say"),
            each.programme,
        )
        for each in owed
    }


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def plan_list(request: OfficerRequest) -> HttpResponse:
    """Show whose plan is to be looked at again."""
    due = plans_to_review(request.user, timezone.localdate()).select_related("person").order_by("review_on")
    listed = paging(request, due.count())
    page = {"plans": list(due[listed.slice]), "paging": listed}
    audit.record(
        "casework.plans.viewed",
        by=request.user,
        subject="plans:due",
        detail={"page": listed.page, "rows": listed.total},
    )
    return render(request, "casework/plan_list.html", page)
