"""Deciding which of two days of death is right, or that the person lives; taking a wrong day back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.register.actions.answers import PersonNotVisible
from yingbao.office.register.actions.conflicts import (
    NoReason,
    NotToBeDecidedSo,
    entry_for,
    open_conflict,
    resolve,
)
from yingbao.office.register.actions.recording import open_entry
from yingbao.office.register.choices import ConflictKind, Resolution
from yingbao.office.register.models import Conflict, Death, Person
from yingbao.office.register.queries.visible import get_person, standings_in
from yingbao.values.month import Month


class NoDocument(Exception):
    """Nobody is said to live again without the document it rests on."""


class OtherDeath(Exception):
    """This day of death is not the one known now; someone changed it meanwhile."""


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


@transaction.atomic
def take_back_death(
    *, person: Person, died_on: date, reason: str, document: str, at: datetime, by: Officer
) -> Death:
    """End a day of death that was recorded wrongly and that no second list contradicts; return it, ended.

    What was known until now stays readable at every earlier horizon. No list enters this day again; one
    that tells of a death after this act is believed. `died_on` is the day the officer saw.

    Raises:
        NotPermitted: the role decides no conflicts.
        NoReason, NoDocument: nothing says why.
        PersonNotVisible: the person is not known where the officer acts.
        OtherDeath: another day is known by now, or none.
    """
    require(by, Permission.RESOLVE_CONFLICTS)
    if not reason.strip():
        raise NoReason
    if not document.strip():
        raise NoDocument
    visible = get_person(by, person.pk)
    here = standings_in(*by.acting_scope).filter(person=visible).order_by("id")
    place = here.values_list("division_code", flat=True).first() if visible else None
    if visible is None or place is None:
        raise PersonNotVisible(str(person.pk))
    entry = open_entry(division_code=place, at=at, month=Month.of(localdate(at)), by=by)
    known = Death.objects.filter(person=visible, died_on=died_on, ended_by__isnull=True)
    if not known.update(ended_by=entry):
        raise OtherDeath(str(person.pk))
    death: Death = Death.objects.get(person=visible, ended_by=entry)
    record(
        "register.death.taken_back",
        subject=f"person:{visible.pk}",
        by=by,
        reason=reason.strip(),
        detail={"death": death.pk, "document": document.strip(), "source": entry.pk},
    )
    return death


def _of_a_death(conflict: Conflict, reason: str, by: Officer) -> tuple[Conflict, Person]:
    conflict = open_conflict(conflict, reason, by)
    person = get_person(by, conflict.person_id)
    if conflict.kind != ConflictKind.CONTRADICTING or person is None:
        raise NotToBeDecidedSo(str(conflict.pk))
    return conflict, person
