"""Deciding which of two days of death is right, or that the person lives."""

from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.register.actions.conflicts import NotToBeDecidedSo, entry_for, open_conflict, resolve
from yingbao.office.register.choices import ConflictKind, Resolution
from yingbao.office.register.models import Conflict, Death, Person
from yingbao.office.register.queries.visible import get_person


@transaction.atomic
def adopt_death(*, conflict: Conflict, reason: str, at: datetime, by: Officer) -> Conflict:
    """Decide that the person died on the day the list says; the day known before is ended by this entry.

    Raises:
        NotPermitted, ConflictNotVisible, AlreadyResolved, NoReason, NotToBeDecidedSo: it cannot be.
    """
    conflict, person = _of_a_death(conflict, reason, by)
    told = conflict.detail.get("died_on")
    if not told:
        raise NotToBeDecidedSo(str(conflict.pk))
    day, entry = date.fromisoformat(told), entry_for(conflict, at, by)
    Death.objects.filter(person=person, ended_by__isnull=True).update(ended_by=entry)
    Death.objects.create(person=person, died_on=day, valid_from=day, source=entry)
    return resolve(conflict, Resolution.ADOPTED, reason, at, by)


@transaction.atomic
def revoke_death(*, conflict: Conflict, reason: str, at: datetime, by: Officer) -> Conflict:
    """Decide that the person lives: the death was told by mistake, and so was the day of the list.

    No list enters either day again. A list that tells of a death after this decision is believed.

    Raises:
        NotPermitted, ConflictNotVisible, AlreadyResolved, NoReason, NotToBeDecidedSo: it cannot be.
    """
    conflict, person = _of_a_death(conflict, reason, by)
    known = Death.objects.filter(person=person, ended_by__isnull=True)
    if not known.exists():
        raise NotToBeDecidedSo(str(conflict.pk))
    known.update(ended_by=entry_for(conflict, at, by))
    return resolve(conflict, Resolution.REVOKED, reason, at, by)


def _of_a_death(conflict: Conflict, reason: str, by: Officer) -> tuple[Conflict, Person]:
    conflict = open_conflict(conflict, reason, by)
    person = get_person(by, conflict.person_id)
    if conflict.kind != ConflictKind.CONTRADICTING or person is None:
        raise NotToBeDecidedSo(str(conflict.pk))
    return conflict, person
