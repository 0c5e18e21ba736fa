"""The decisions on a conflict in words, and carrying one out."""

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.templatetags import written
from yingbao.office.access.models import Officer
from yingbao.office.determination.actions.asking import ask_for_news
from yingbao.office.register.actions import conflicts, deaths, names, strangers
from yingbao.office.register.choices import ConflictKind, Resolution
from yingbao.office.register.models import Conflict
from yingbao.office.register.queries.person_file import PersonFile
from yingbao.office.register.queries.resolutions import get_known_death, list_resolutions

MERGED_WORDS = _("They are one person: keep the row of %(name)s, number %(number)s")
WORDS: dict[Resolution, Promise] = {
    Resolution.RENAMED: _("They are one person, now called %(name)s"),
    Resolution.ALSO_CALLED: _("They are one person; this roster writes the name otherwise: %(name)s"),
    Resolution.SAME_PERSON: _("They are one person: ask the district that knows the person to decide"),
    Resolution.KEPT_APART: _("They are two persons: keep them apart"),
    Resolution.ADOPTED: _("The person died on %(told)s, as this roster says"),
    Resolution.REVOKED: _("The person lives: the death was told by mistake"),
    Resolution.ACKNOWLEDGED: _("I have seen it, and there is nothing to change here"),
}
KNOWN_DAY_STANDS = _("The day known so far is right: %(known)s")
STILL_ALIVE = _("The person lives: this roster is wrong")
ACTS: dict[str, Callable[..., Conflict]] = {
    Resolution.RENAMED: names.rename,
    Resolution.ALSO_CALLED: names.take_for_other_name,
    Resolution.SAME_PERSON: strangers.say_same_person,
    Resolution.KEPT_APART: conflicts.keep_apart,
    Resolution.ADOPTED: deaths.adopt_death,
    Resolution.REVOKED: deaths.revoke_death,
    Resolution.ACKNOWLEDGED: conflicts.acknowledge,
}
REFUSALS: dict[type[Exception], Promise] = {
    conflicts.ConflictNotVisible: _("The person is not known in the divisions you act in."),
    conflicts.AlreadyResolved: _("Someone has decided this already."),
    conflicts.NothingToMerge: _(
        "The other person is not in the divisions you act in, so they cannot be merged here."
    ),
    conflicts.NotToBeDecidedSo: _("This cannot be decided so any more. Look at the question again."),
}
# After these the row that was held back can be entered.
LETS_IN = {Resolution.RENAMED, Resolution.ALSO_CALLED, Resolution.MERGED}


def decisions_offered(officer: Officer, conflict: Conflict, files: list[PersonFile]) -> list[tuple[str, str]]:
    """Return what the officer can decide, each with its sentence."""
    told = told_in(conflict)
    offered: list[tuple[str, str]] = []
    for each in list_resolutions(officer, conflict):
        if each is Resolution.MERGED:
            for file in files:
                said = {"name": file.person.name, "number": file.number}
                offered.append((f"{each}:{file.person.pk}", str(MERGED_WORDS) % said))
        else:
            offered.append((each.value, str(words_for(each, conflict)) % told))
    return offered


def words_for(decision: Resolution, conflict: Conflict) -> Promise:
    """Return the sentence of a decision; of a death, that nothing changes is said outright."""
    if decision is Resolution.ACKNOWLEDGED and conflict.kind == ConflictKind.CONTRADICTING:
        return KNOWN_DAY_STANDS if get_known_death(conflict) else STILL_ALIVE
    return WORDS[decision]


def told_in(conflict: Conflict) -> dict[str, str]:
    """Return what the roster says and what is known, for the sentences."""
    day = conflict.detail.get("died_on")
    known = get_known_death(conflict) if conflict.kind == ConflictKind.CONTRADICTING else None
    return {
        "name": str(conflict.detail.get("name", "")),
        "told": written.day(datetime.date.fromisoformat(day)) if day else "",
        "known": written.day(known.died_on) if known else "",
    }


def decide(
    conflict: Conflict, wish: dict[str, str], files: list[PersonFile], officer: Officer
) -> Promise | None:
    """Carry the decision out, or return why it cannot be."""
    verb, _colon, kept = wish["decision"].partition(":")
    now = timezone.now()
    told: dict[str, Any] = {"conflict": conflict, "reason": wish["reason"], "at": now, "by": officer}
    try:
        if verb == Resolution.MERGED:
            conflicts.merge(keep=next(each.person for each in files if str(each.person.pk) == kept), **told)
        else:
            ACTS[verb](**told)
    except tuple(REFUSALS) as refused:
        return REFUSALS[type(refused)]
    # What was decided may change an answer; the wish follows from it and needs no permission of its own.
    ask_for_news(at=now, by=officer.username)
    return None


def what_follows(decision: str) -> str:
    """Return what to say after a decision."""
    verb = decision.partition(":")[0]
    if verb in LETS_IN:
        return gettext("Decided. To enter the row that was held back, bring the same roster in again.")
    if verb == Resolution.SAME_PERSON:
        return gettext("Noted. The district that knows the person has been asked to decide.")
    return gettext("Decided, and written into the files of those concerned.")
