"""One award: what was granted, on what, and how it changed. Changing it is asked for by a case."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.awarded import ShownAward, amount_in_words
from yingbao.edges.web.casework.award_list import shown
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.persons.answers import TRUTHS
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.templatetags.written import in_chinese, label
from yingbao.law.facts.values import Kind
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs.resting import Resting, Unconfirmed
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_names_seen_from, get_officer_names
from yingbao.office.casework.choices import Aim
from yingbao.office.casework.models import Award, AwardChange
from yingbao.office.casework.queries.awards import OPEN_AIMS, get_award
from yingbao.office.determination.packs import pack_of
from yingbao.office.register.actions.numbers import note_viewing
from yingbao.values.month import Month

BUTTONS: dict[Aim, Promise] = {
    Aim.CHANGE: _("Have it changed"),
    Aim.SUSPEND: _("Have it suspended"),
    Aim.RESUME: _("Have it resumed"),
    Aim.END: _("Have it ended"),
}
TRUTH = {"yes": True, "no": False, "unknown": None}


@dataclass(frozen=True)
class ShownGround:
    """One condition as it was when it was decided, with the facts it saw."""

    sentence: str
    truth: Promise
    look: str
    facts: list[tuple[str, str]]
    # What it rests on that is still to be checked today.
    unconfirmed: tuple[Unconfirmed, ...]


@dataclass(frozen=True)
class ShownChange:
    """One change, from a month on, by a case."""

    change: AwardChange
    amount: str
    by: str


@dataclass(frozen=True)
class AwardPage:
    """Everything the page shows."""

    row: ShownAward
    decided_by: str
    digest: str
    grounds: list[ShownGround]
    changes: list[ShownChange]
    buttons: list[tuple[str, Promise]]


@policy(permission=Permission.VIEW_CASES, scope=Scope.DIVISION)
def award_show(request: OfficerRequest, award_id: int) -> HttpResponse:
    """Show one award of the officer's division."""
    award = get_award(request.user, award_id)
    if award is None:
        raise Http404
    note_viewing(person=award.person, by=request.user)
    return render(request, "casework/award_show.html", {"page": load(request, award), "award": award})


def load(request: OfficerRequest, award: Award) -> AwardPage:
    """Load the page."""
    changes = list(award.changes.select_related("case").order_by("-number"))
    names = get_officer_names({award.decided_by, *(each.by for each in changes)})
    return AwardPage(
        row=shown(request, [award])[0],
        decided_by=names.get(award.decided_by, award.decided_by),
        digest=award.pack_digest[:12],
        grounds=grounds_in_words(award),
        changes=[
            ShownChange(each, amount_in_words(each.amount_fen, award.per), names.get(each.by, each.by))
            for each in changes
        ],
        buttons=buttons(award, request.user),
    )


def buttons(award: Award, officer: Officer) -> list[tuple[str, Promise]]:
    """Return what a case can be opened for, each with the address of its form."""
    if not may(officer, Permission.HAND_IN_CASES):
        return []
    form = reverse("case_new", args=[award.person_id])
    asked = OPEN_AIMS[award.state]
    return [
        (f"{form}?{urlencode({'programme': award.programme, 'aim': aim.value})}", BUTTONS[aim])
        for aim in asked
    ]


def grounds_in_words(award: Award) -> list[ShownGround]:
    """Return the frozen conditions; facts are named by the rules of the month they were seen in."""
    language = "zh" if in_chinese() else "en"
    grounds, month = award.grounds, Month.parse(award.grounds["month"])
    pack = pack_of(award.county, month)
    resting = Resting(pack, month, month)
    facts = {fact.id: fact for fact in pack.for_month(month).facts}
    places = get_names_seen_from(award.county)
    return [
        ShownGround(
            each["says"][language],
            TRUTHS[TRUTH[each["truth"]]],
            each["truth"],
            [
                (label(facts[name].name), places.get(str(value)) or said(facts[name], value))
                for name, value in each["facts"].items()
                if name in facts
            ],
            resting.of_conditions(award.programme, [each["id"]]),
        )
        for each in grounds["conditions"]
    ]


def said(fact: Fact, value: Any) -> str:
    """Return a kept value in words; a day was kept as text."""
    if fact.kind is Kind.DATE and isinstance(value, str):
        value = date.fromisoformat(value)
    return label(fact.say(value))
