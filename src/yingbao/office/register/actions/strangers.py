"""Saying that a row is about someone whom another county knows, without seeing that person's file."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from yingbao.office.access.models import Officer
from yingbao.office.access.sight import seeing_all
from yingbao.office.register.actions.conflicts import (
    NotToBeDecidedSo,
    merge_by_entry,
    open_conflict,
    resolve,
)
from yingbao.office.register.choices import ConflictKind, Resolution
from yingbao.office.register.models import Conflict, Person, Standing
from yingbao.office.register.queries.visible import get_person


@transaction.atomic
def say_same_person(*, conflict: Conflict, reason: str, at: datetime, by: Officer) -> Conflict:
    """Say that a row is about someone the officer does not see; ask those who know the person.

    Nothing becomes visible here by that. Where the person is known the same question is asked, with what the
    list says. Two persons are merged, the younger row into the older, when all who were asked said the same.

    Raises:
        NotPermitted, ConflictNotVisible, AlreadyResolved, NoReason: it cannot be decided.
        NotToBeDecidedSo: everyone in it is known here, or nobody knows the other.
    """
    conflict = open_conflict(conflict, reason, by)
    with seeing_all(reason="the same question is asked wherever the person is known"):
        return _say_and_ask(conflict, reason, at, by)


def _say_and_ask(conflict: Conflict, reason: str, at: datetime, by: Officer) -> Conflict:
    unseen = [person for person in _persons(conflict) if get_person(by, person.pk) is None]
    if not unseen or conflict.kind == ConflictKind.TWO_COUNTIES:
        raise NotToBeDecidedSo(str(conflict.pk))
    if conflict.asked_by_id is None and not _ask(conflict, unseen, by):
        raise NotToBeDecidedSo(str(conflict.pk))
    conflict = resolve(conflict, Resolution.SAME_PERSON, reason, at, by)
    _merge_if_all_agree(conflict, reason, at, by)
    conflict.refresh_from_db()
    return conflict


def _persons(conflict: Conflict) -> list[Person]:
    ids = [conflict.person_id, conflict.other_person_id]
    found = Person.objects.filter(pk__in=[each for each in ids if each]).select_related("merged_into")
    kept = {(person.merged_into or person).pk: person.merged_into or person for person in found}
    return [kept[pk] for pk in sorted(kept)]


def _ask(conflict: Conflict, unseen: list[Person], by: Officer) -> list[Conflict]:
    """Ask the same question wherever someone unseen stands."""
    low, high = by.scope
    standings = Standing.objects.filter(person__in=unseen, ended_by__isnull=True)
    elsewhere = standings.exclude(division_code__gte=low, division_code__lt=high).order_by("id")
    others = {person.pk: [p for p in _persons(conflict) if p.pk != person.pk] for person in unseen}
    asked = [
        Conflict(
            kind=conflict.kind,
            source_id=conflict.source_id,
            line=conflict.line,
            person_id=standing.person_id,
            other_person=next(iter(others[standing.person_id]), None),
            division_code=standing.division_code,
            detail=_what_is_said(conflict, by),
            asked_by=conflict,
        )
        for standing in elsewhere
    ]
    return Conflict.objects.bulk_create(asked)


def _what_is_said(conflict: Conflict, by: Officer) -> dict[str, object]:
    """Return what those asked have to know: what the list says, under the name it is about."""
    if conflict.detail.get("name"):
        return dict(conflict.detail)
    seen = [person for person in _persons(conflict) if get_person(by, person.pk) is not None]
    return {**conflict.detail, **({"name": seen[0].name} if seen else {})}


def _merge_if_all_agree(conflict: Conflict, reason: str, at: datetime, by: Officer) -> None:
    root = Conflict.objects.get(pk=conflict.asked_by_id or conflict.pk)
    answers = [root.how, *root.asked.values_list("how", flat=True)]
    persons = _persons(root)
    if len(persons) == 2 and set(answers) == {Resolution.SAME_PERSON}:
        older, younger = persons
        merge_by_entry(conflict, older, younger, reason, at, by)
        Conflict.objects.filter(Q(pk=root.pk) | Q(asked_by=root)).update(how=Resolution.MERGED)
