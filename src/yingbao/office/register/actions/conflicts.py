"""Deciding conflicts: two persons kept apart, or one person merged."""

from datetime import datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.register.actions.merging import merge_persons
from yingbao.office.register.actions.recording import open_entry
from yingbao.office.register.choices import ConflictState, Resolution
from yingbao.office.register.models import Conflict, Person
from yingbao.office.register.queries.visible import get_conflict, get_person
from yingbao.values.month import Month


class ConflictNotVisible(Exception):
    """There is no such conflict in the officer's division."""


class AlreadyResolved(Exception):
    """Someone has decided already."""


class NothingToMerge(Exception):
    """The conflict names no second person, or one the officer does not see."""


class NoReason(Exception):
    """A decision about who is who says why."""


@transaction.atomic
def keep_apart(*, conflict: Conflict, reason: str, at: datetime, by: Officer) -> Conflict:
    """Decide that these are two persons, or that both statements stand."""
    conflict = _open_conflict(conflict, reason, by)
    return _resolve(conflict, Resolution.KEPT_APART, reason, at, by)


@transaction.atomic
def acknowledge(*, conflict: Conflict, reason: str, at: datetime, by: Officer) -> Conflict:
    """Note that a conflict was seen and nothing changes here, as with a person known in two counties."""
    conflict = _open_conflict(conflict, reason, by)
    return _resolve(conflict, Resolution.ACKNOWLEDGED, reason, at, by)


@transaction.atomic
def merge(*, conflict: Conflict, keep: Person, reason: str, at: datetime, by: Officer) -> Conflict:
    """Decide that both are one person, and keep the one whose number is right.

    The other's facts are ended and entered again for the one kept; both numbers find the person from then on.

    Raises:
        NotPermitted, ConflictNotVisible, AlreadyResolved, NoReason, NothingToMerge: it cannot be decided so.
    """
    conflict = _open_conflict(conflict, reason, by)
    both = {conflict.person_id, conflict.other_person_id}
    if keep.pk not in both or len(both - {None}) < 2:
        raise NothingToMerge(str(conflict.pk))
    (gone_id,) = both - {keep.pk}
    kept, gone = get_person(by, keep.pk), get_person(by, gone_id or 0)
    if kept is None or gone is None or kept.pk == gone.pk:
        raise NothingToMerge(str(conflict.pk))
    entry = open_entry(division_code=conflict.division_code, at=at, month=Month.of(at.date()), by=by)
    moved = merge_persons(kept=kept, gone=gone, entry=entry)
    record(
        "register.persons.merged",
        subject=f"person:{kept.pk}",
        by=by,
        reason=reason,
        detail={"gone": gone.pk, "source": entry.pk, **moved},
    )
    return _resolve(conflict, Resolution.MERGED, reason, at, by)


def _open_conflict(conflict: Conflict, reason: str, by: Officer) -> Conflict:
    require(by, Permission.RESOLVE_CONFLICTS)
    if not reason.strip():
        raise NoReason
    if get_conflict(by, conflict.pk) is None:
        raise ConflictNotVisible(str(conflict.pk))
    locked = Conflict.objects.select_for_update().get(pk=conflict.pk)
    if locked.state != ConflictState.OPEN:
        raise AlreadyResolved(str(conflict.pk))
    return locked


def _resolve(conflict: Conflict, how: Resolution, reason: str, at: datetime, by: Officer) -> Conflict:
    conflict.state = ConflictState.RESOLVED
    conflict.how = how
    conflict.resolved_by = by.username
    conflict.resolved_at = at
    conflict.save(update_fields=["state", "how", "resolved_by", "resolved_at"])
    record(
        "register.conflict.resolved",
        subject=f"conflict:{conflict.pk}",
        by=by,
        reason=reason,
        detail={"how": str(how), "person": conflict.person_id},
    )
    return conflict
