"""Deciding that a row is about the known person, though it writes another name."""

from datetime import datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.register.actions.conflicts import NotToBeDecidedSo, entry_for, open_conflict, resolve
from yingbao.office.register.choices import ConflictKind, Resolution
from yingbao.office.register.models import Conflict, OtherName, Person, Source
from yingbao.office.register.pinyin import searchable
from yingbao.office.register.queries.visible import get_person


@transaction.atomic
def rename(*, conflict: Conflict, reason: str, at: datetime, by: Officer) -> Conflict:
    """Decide that the person bears the name of the list now; the former name still leads to the person.

    Raises:
        NotPermitted, ConflictNotVisible, AlreadyResolved, NoReason, NotToBeDecidedSo: it cannot be.
    """
    conflict, person, name = _named(conflict, reason, by)
    entry = entry_for(conflict, at, by)
    OtherName.objects.filter(person=person, name=name, ended_by__isnull=True).update(ended_by=entry)
    note_other_name(person, person.name, entry)
    person.name, person.pinyin = name, _with_reading(person.pinyin, name)
    person.save(update_fields=["name", "pinyin"])
    return resolve(conflict, Resolution.RENAMED, reason, at, by)


@transaction.atomic
def take_for_other_name(*, conflict: Conflict, reason: str, at: datetime, by: Officer) -> Conflict:
    """Decide that the list writes the name of the known person otherwise; the name of the file stays.

    Raises:
        NotPermitted, ConflictNotVisible, AlreadyResolved, NoReason, NotToBeDecidedSo: it cannot be.
    """
    conflict, person, name = _named(conflict, reason, by)
    note_other_name(person, name, entry_for(conflict, at, by))
    person.pinyin = _with_reading(person.pinyin, name)
    person.save(update_fields=["pinyin"])
    return resolve(conflict, Resolution.ALSO_CALLED, reason, at, by)


def note_other_name(person: Person, name: str, entry: Source) -> None:
    """Note that lists write this name for the person as well."""
    if not OtherName.objects.filter(person=person, name=name, ended_by__isnull=True).exists():
        OtherName.objects.create(person=person, name=name, source=entry)


def _named(conflict: Conflict, reason: str, by: Officer) -> tuple[Conflict, Person, str]:
    conflict = open_conflict(conflict, reason, by)
    person, name = get_person(by, conflict.person_id), str(conflict.detail.get("name", ""))
    if conflict.kind != ConflictKind.SECOND_HOLDER or person is None or not name:
        raise NotToBeDecidedSo(str(conflict.pk))
    return conflict, person, name


def _with_reading(pinyin: str, name: str) -> str:
    """Return what a person is found by in pinyin, under the new name and all earlier ones."""
    reading = searchable(name)
    return pinyin if reading in pinyin else pinyin + reading
