"""Recorded time: when a source begins to be applied, when it is done, and entries officers make by hand."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from yingbao.office.access.models import Officer
from yingbao.office.audit.actions import record
from yingbao.office.register.choices import SourceState
from yingbao.office.register.models import Conflict, Source, StagedChunk, StagedRow
from yingbao.values.month import Month

RECORDED_TIME = 5_001_560_430_811  # the number of our lock among those of the database


class AnotherIsApplying(Exception):
    """One source at a time is applied; this one waits."""


class NotConfirmed(Exception):
    """Only what an officer confirmed is applied."""


@transaction.atomic
def begin_recording(*, source: Source, at: datetime, by: Officer | str) -> Source:
    """Give a confirmed source its place in recorded time and mark it as being applied; return it.

    If something newer was recorded while this one waited, it gets a new id, and what was staged for it
    moves along: what was known at an earlier horizon must not change afterwards. A source that was being
    applied when the machine stopped is returned as it is, to be continued.

    Raises:
        AnotherIsApplying, NotConfirmed: it cannot begin now.
    """
    _take_turn()
    others = Source.objects.filter(state=SourceState.APPLYING).exclude(pk=source.pk)
    if others.exists():
        raise AnotherIsApplying(str(source.pk))
    source = Source.objects.select_for_update().get(pk=source.pk)
    if source.state == SourceState.APPLYING:
        return source
    if source.state != SourceState.CONFIRMED:
        raise NotConfirmed(str(source.pk))
    before = source.pk
    if _last_recorded() > source.pk:
        source = _with_new_id(source)
    source.state = SourceState.APPLYING
    source.heartbeat_at = at
    source.position = 0
    source.save(update_fields=["state", "heartbeat_at", "position"])
    record("register.source.applying", subject=f"source:{source.pk}", by=by, detail={"read_as": before})
    return source


@transaction.atomic
def finish_recording(*, source: Source, at: datetime, by: Officer | str) -> Source:
    """Mark a source as applied: from now on its facts count at every later horizon."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    source.state = SourceState.APPLIED
    source.applied_at = source.heartbeat_at = at
    source.save(update_fields=["state", "applied_at", "heartbeat_at"])
    record("register.source.applied", subject=f"source:{source.pk}", by=by, detail={"counts": source.counts})
    return source


@transaction.atomic
def open_entry(*, division_code: str, at: datetime, month: Month, by: Officer) -> Source:
    """Create the source of something an officer enters by hand; it counts at once."""
    _take_turn()
    return Source.objects.create(
        kind=Source.OFFICER_ENTRY,
        division_code=division_code,
        month=month.first_day,
        state=SourceState.APPLIED,
        received_at=at,
        received_by=by.username,
        applied_at=at,
    )


def _take_turn() -> None:
    """Wait until whoever took a place in recorded time before us has committed or given up.

    Places must become visible in their order. Otherwise a run could see the second of two entries and not
    yet the first, and asked again at that horizon it would answer otherwise. SQLite has one writer.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECORDED_TIME])


def _last_recorded() -> int:
    recorded = Source.objects.filter(state__in=[SourceState.APPLYING, SourceState.APPLIED])
    return recorded.aggregate(last=Max("id"))["last"] or 0


def _with_new_id(source: Source) -> Source:
    """Replace a source that was only staged so far by itself under the next id."""
    old = source.pk
    source.pk = None
    source._state.adding = True
    source.save(force_insert=True)
    for table in (StagedChunk, StagedRow, Conflict):
        table._default_manager.filter(source_id=old).update(source_id=source.pk)
    Source.objects.filter(pk=old).delete()
    return source
