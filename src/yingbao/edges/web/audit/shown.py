"""Acts as a page shows them: when, who in which post, what, why."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from yingbao.edges.web.audit.sentences import sentence_of
from yingbao.edges.web.audit.subjects import About, about, names_of, person_in
from yingbao.edges.web.place import place_in_words
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.queries import get_names, get_officer_names
from yingbao.office.audit.models import Act
from yingbao.office.register.queries.visible import visible_persons


@dataclass(frozen=True)
class ShownAct:
    """One row."""

    at: datetime.datetime
    who: str
    account: str
    post: str
    stands_in_for: str
    did: str
    reason: str
    about: About
    url: str


def show_acts(officer: Officer, acts: Iterable[Act]) -> list[ShownAct]:
    """Return acts in words. A person is named only to who may see the person now."""
    found = list(acts)
    accounts = get_officer_names({name for act in found for name in (act.by, act.stands_in_for) if name})
    places = get_names({part for act in found for part in (act.division, act.division[:9]) if part})
    persons = {number for act in found if (number := person_in(act.subject)) is not None}
    seen = dict(visible_persons(officer).filter(pk__in=persons).values_list("pk", "name")) if persons else {}
    named = names_of(act.subject for act in found)
    return [_shown(act, accounts, places, seen, named) for act in found]


def _shown(
    act: Act,
    accounts: dict[str, str],
    places: dict[str, str],
    persons: dict[int, str],
    names: dict[str, str],
) -> ShownAct:
    person = person_in(act.subject)
    place = place_in_words(act.division, places) or act.division
    role = str(Role(act.role).label) if act.role in Role.values else act.role
    return ShownAct(
        at=timezone.localtime(act.at),
        who=accounts.get(act.by, act.by),
        account=act.by,
        post=" ".join(filter(None, (place, role))),
        stands_in_for=accounts.get(act.stands_in_for, act.stands_in_for),
        did=sentence_of(act),
        reason=act.reason,
        about=about(act.subject, persons, names),
        url=reverse("person_show", args=[person]) if person in persons else "",
    )
