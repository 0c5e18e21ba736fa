"""Deciding conflicts: two persons kept apart, one person merged, or nothing to change."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.access.queries import is_in_scope
from yingbao.office.access.sight import seeing_all
from yingbao.office.audit.actions import record
from yingbao.office.register.actions.merging import merge_persons
from yingbao.office.register.actions.recording import open_entry
from yingbao.office.register.choices import ConflictState, Resolution
from yingbao.office.register.models import Conflict, Person, Source
from yingbao.office.register.queries.visible import get_conflict, get_person
from yingbao.values.month import Month


class ConflictNotVisible(Exception):
    """There is no such conflict where the officer acts."""


class AlreadyResolved(Exception):
    """Someone has decided already."""


class NothingToMerge(Exception):
    """The conflict names no second person, or one the officer does not see."""


class NotToBeDecidedSo(Exception):
    """The conflict is about something else, or about someone the officer does not see."""


class NoReason(Exception):
    """A decision about who is who says why."""


@transaction.atomic
def keep_apart(*, conflict: Conflict, reason: str, at: datetime, by: Officer) -> Conflict:
    """Decide that these are two persons: the row of the list is about someone else."""
    conflict = open_conflict(conflict, reason, by)
    return resolve(conflict, Resolution.KEPT_APART, reason, at, by)


@transaction.atomic
def acknowledge(*, conflict: Conflict, reason: str, at: datetime, by: Officer) -> Conflict:
    """Note that a conflict was seen and nothing changes here: what is known stands."""
    conflict = open_conflict(conflict, reason, by)
    return resolve(conflict, Resolution.ACKNOWLEDGED, reason, at, by)


@transaction.atomic
def merge(*, conflict: Conflict, keep: Person, reason: str, at: datetime, by: Officer) -> Conflict:
    """Decide that both are one person, and keep the one whose number is right.

    The other's facts are ended and entered again for the one kept; both numbers find the person from then on.

    Raises:
        NotPermitted, ConflictNotVisible, AlreadyResolved, NoReason, NothingToMerge: it cannot be decided so.
    """
    conflict = open_conflict(conflict, reason, by)
    both = {conflict.person_id, conflict.other_person_id}
    if keep.pk not in both or len(both - {None}) < 2:
        raise NothingToMerge(str(conflict.pk))
    (gone_id,) = both - {keep.pk}
    kept, gone = get_person(by, keep.pk), get_person(by, gone_id or 0)
    if kept is None or gone is None or kept.pk == gone.pk:
        raise NothingToMerge(str(conflict.pk))
    merge_by_entry(conflict, kept, gone, reason, at, by)
    return resolve(conflict, Resolution.MERGED, reason, at, by)


def merge_by_entry(
    conflict: Conflict, kept: Person, gone: Person, reason: str, at: datetime, by: Officer
) -> None:
    """Move everything known of one person to the other, by an entry of the officer's."""
    entry = entry_for(conflict, at, by)
    with seeing_all(reason="two rows become one with all that every county knows of them"):
        moved = merge_persons(kept=kept, gone=gone, entry=entry)
    record(
        "register.persons.merged",
        subject=f"person:{kept.pk}",
        by=by,
        reason=reason,
        detail={"gone": gone.pk, "source": entry.pk, **moved},
    )


def entry_for(conflict: Conflict, at: datetime, by: Officer) -> Source:
    """Return the source of what a decision enters, in the division of the conflict."""
    return open_entry(division_code=conflict.division_code, at=at, month=Month.of(localdate(at)), by=by)


def open_conflict(conflict: Conflict, reason: str, by: Officer) -> Conflict:
    """Return a conflict this officer may decide now, locked until the decision is written.

    Raises:
        NotPermitted, NoReason, ConflictNotVisible, AlreadyResolved: it cannot be decided.
    """
    require(by, Permission.RESOLVE_CONFLICTS)
    if not reason.strip():
        raise NoReason
    found = get_conflict(by, conflict.pk)
    if found is None or not is_in_scope(by, found.division_code):
        raise ConflictNotVisible(str(conflict.pk))
    locked: Conflict = Conflict.objects.select_for_update().get(pk=conflict.pk)
    if locked.state != ConflictState.OPEN:
        raise AlreadyResolved(str(conflict.pk))
    return locked


def resolve(conflict: Conflict, how: Resolution, reason: str, at: datetime, by: Officer) -> Conflict:
    """Write down how a conflict was decided, by whom and why."""
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
