"""Who gains and who loses, by name: only persons the officer may see."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from yingbao.edges.web.place import place_in_words
from yingbao.edges.web.scenarios.figures import EFFECTS
from yingbao.edges.web.templatetags import written
from yingbao.office.access.models import Officer
from yingbao.office.access.queries import get_names
from yingbao.office.determination.queries.what_if import Change, Effect, Moved, WhatIf
from yingbao.office.register.models import Standing
from yingbao.office.register.queries.visible import standings_in, visible_persons

AT_ONCE = 500


@dataclass(frozen=True)
class Who:
    """One person whose answer differs."""

    person: int
    name: str
    place: str
    programme: str
    effect: Promise
    # Amounts are those of the whole household where it is owed so.
    was_fen: int | None
    becomes_fen: int | None
    per_household: bool


def chosen(found: WhatIf, programme: str, effect: str) -> list[Moved]:
    """Return whom one programme moves, or all; of one effect, or any."""
    return [
        moved
        for moved in found.moved
        if (not programme or moved.programme == programme) and (not effect or moved.effect == effect)
    ]


def named(officer: Officer, found: WhatIf, moved: Sequence[Moved]) -> list[Who]:
    """Return these persons by name, as far as they stand in the officer's division now."""
    changes = {change.programme: change for change in found.changes}
    people: dict[int, tuple[str, str]] = {}
    for start in range(0, len(moved), AT_ONCE):
        people |= _people(officer, {each.person for each in moved[start : start + AT_ONCE]})
    places = get_names({code[:length] for _, code in people.values() for length in (9, 12)})
    return [
        _who(each, people[each.person], changes[each.programme], places)
        for each in moved
        if each.person in people
    ]


def _people(officer: Officer, persons: Collection[int]) -> dict[int, tuple[str, str]]:
    visible = dict(visible_persons(officer).filter(pk__in=persons).values_list("pk", "name"))
    standings: Iterable[Standing] = standings_in(*officer.scope).filter(person_id__in=visible)
    codes = {standing.person_id: standing.division_code for standing in standings}
    return {person: (name, codes[person]) for person, name in visible.items()}


def _who(moved: Moved, known: tuple[str, str], change: Change, places: dict[str, str]) -> Who:
    name, code = known
    return Who(
        person=moved.person,
        name=name,
        place=place_in_words(code, places),
        programme=written.label(change.name),
        effect=EFFECTS[moved.effect],
        was_fen=moved.was_fen,
        becomes_fen=moved.becomes_fen,
        per_household=change.per_household,
    )


def effects_named() -> list[tuple[str, Promise]]:
    """Return the effects to choose from."""
    return [(effect.value, EFFECTS[effect]) for effect in Effect]
