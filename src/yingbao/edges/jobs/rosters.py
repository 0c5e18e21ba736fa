"""Reading and applying rosters: picks up what waits, goes on where a killed worker stopped."""

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import connection
from django.db.models import Q

from yingbao.edges.exchange.problems import Unreadable
from yingbao.edges.exchange.reading import Asked, Block, Reading, read_roster
from yingbao.office.access.queries import list_divisions_in
from yingbao.office.audit.actions import seal_when_due
from yingbao.office.register.actions.recording import AnotherIsApplying, begin_recording
from yingbao.office.register.actions.rosters.applying import Applying
from yingbao.office.register.actions.rosters.planning import Planning, is_stale, plan_roster, take_rows
from yingbao.office.register.actions.rosters.receiving import open_upload
from yingbao.office.register.actions.rosters.staging import (
    DEAD_AFTER,
    WORKER,
    Repeats,
    Rows,
    begin_reading,
    finish_reading,
    keep_summary,
    recognise_kind,
    refuse_roster,
)
from yingbao.office.register.choices import SourceState
from yingbao.office.register.models import Source
from yingbao.office.register.queries.staged import ONLY_HEADER
from yingbao.office.register.roster_kinds import RosterKind, load_kinds_of
from yingbao.values.month import Month

Clock = Callable[[], datetime]
# Between two chunks SQLite belongs to whoever waits to write.
PAUSE_SECONDS = 0.01
CACHE_KIBIBYTES = 48 * 1024
CHECKPOINT_PAGES = 64_000


def next_source(at: datetime) -> Source | None:
    """Return what has to be done next: what is being applied, then what was confirmed, then what came in.

    While a living worker applies a list, what was confirmed waits for its turn.
    """
    dead = Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lt=at - DEAD_AFTER)
    alive = Source.objects.filter(state=SourceState.APPLYING).exclude(dead).exists()
    for waiting in (
        Q(state=SourceState.APPLYING) & dead,
        Q(state=SourceState.CONFIRMED) if not alive else Q(pk__in=()),
        Q(state=SourceState.READING) & dead,
        Q(state=SourceState.RECEIVED),
    ):
        source = Source.objects.filter(waiting).order_by("id").first()
        if source is not None:
            return source
    return None


def widen_cache() -> None:
    """Let SQLite keep more of the register at hand while a list is brought in."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
            cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")


@contextmanager
def flushed_at_the_end() -> Iterator[None]:
    """Let the chunks of a list reach the disk in their own time; the next commit after them flushes them.

    Nobody is told of a chunk, and its place is committed with it: a power cut may cost the last chunks, and
    then they are done again. The list is called read or applied only in a transaction that is flushed, and
    that flushes the log with all that stands before it. Every other connection flushes as always.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    _synchronous("NORMAL")
    try:
        yield
    finally:
        _synchronous("FULL")


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Search no rows for reference cycles: they have none, and it takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _synchronous(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous = {how}")


def work_on(source: Source, clock: Clock) -> Source:
    """Do what a source waits for: read and plan it, or apply it."""
    if source.state in {SourceState.CONFIRMED, SourceState.APPLYING}:
        return apply_source(source, clock)
    return read_source(source, clock)


def read_source(source: Source, clock: Clock) -> Source:
    """Read a received file in a child process, stage its rows and make the dry run.

    A file that cannot be read as a whole is refused with the reason; nothing of it stays staged.
    """
    widen_cache()
    source = begin_reading(source=source, at=clock())
    kinds = load_kinds_of(settings.POLICY_DIR, source.division_code)
    try:
        with plain_file(source.sha256) as path, read_roster(asked(source, path, kinds)) as reading:
            kind = kinds[reading.kind]
            source = recognise_kind(source=source, kind=kind)
            stage(source, reading, kind, clock)
    except Unreadable as why:
        problem = {"code": why.problem.code, "params": dict(why.problem.params)}
        return refuse_roster(source=source, problem=problem)
    return finish_reading(source=source, at=clock())


def asked(source: Source, path: Path, kinds: dict[str, RosterKind]) -> Asked:
    """Return what the reader has to know about a source."""
    divisions = list_divisions_in(source.division_code[:6])
    return Asked(
        path=path,
        name=source.name,
        kinds=(kinds[source.kind],) if source.kind in kinds else tuple(kinds.values()),
        places=tuple(divisions.values_list("code", "name")),
        month=str(Month.of(source.month)),
    )


def stage(source: Source, reading: Reading, kind: RosterKind, clock: Clock) -> None:
    """Take and plan the blocks as the child sends them; then keep what only the whole file tells."""
    repeats, repaired = Repeats(kind), 0
    planning = Planning(source, kind, repeats.summary)
    with flushed_at_the_end(), without_cycle_search():
        for block in blocks_of(reading, source):
            repaired += len({place for place, _, _ in block.repairs})
            take_rows(source=source, rows=rows_of(block), repeats=repeats, planning=planning, at=clock())
    counts = {
        **reading.counts,
        "repaired": repaired,
        "format": reading.format,
        "sheets": reading.sheets,
        "remarks": reading.remarks,
    }
    keep_summary(source=source, summary=repeats.summary, counts=counts)
    planning.finish()


def blocks_of(reading: Reading, source: Source) -> Iterator[Block]:
    """Give the blocks of a file; one with no row is a list of nobody where an officer said so."""
    try:
        yield from reading.blocks
    except Unreadable as why:
        if why.problem.code != ONLY_HEADER or not source.said_empty:
            raise
        reading.counts = {"read": 0, "good": 0, "refused": 0}


def rows_of(block: Block) -> Rows:
    """Return a block as the office takes it."""
    return Rows(block.lines, block.columns, block.repairs, block.conflicts, block.refused, block.raw)


def apply_source(source: Source, clock: Clock) -> Source:
    """Apply a confirmed list, or go on with one that was interrupted.

    If something was recorded since the dry run, it is made again first, so that it says what happens.
    """
    widen_cache()
    kind = load_kinds_of(settings.POLICY_DIR, source.division_code)[source.kind]
    if source.state == SourceState.CONFIRMED and is_stale(source):
        source = plan_roster(source=source, kind=kind, now=clock)
    try:
        source = begin_recording(source=source, at=clock(), by=WORKER)
    except AnotherIsApplying:
        return source
    with closing(Applying(source, kind)) as applying:
        with flushed_at_the_end(), without_cycle_search():
            while applying.has_chunks:
                applying.step(clock())
                seal_when_due(at=clock())
                if connection.vendor == "sqlite":
                    time.sleep(PAUSE_SECONDS)
        while applying.step(clock()):
            pass
        return applying.source


@contextmanager
def plain_file(digest: str) -> Iterator[Path]:
    """Give the child the clear bytes of a kept file while it reads, in memory where that is possible."""
    if hasattr(os, "memfd_create"):
        number = os.memfd_create("roster")
        with os.fdopen(number, "wb") as file:
            for piece in open_upload(digest):
                file.write(piece)
            file.flush()
            yield Path(f"/proc/{os.getpid()}/fd/{number}")
        return
    with NamedTemporaryFile(dir=settings.UPLOAD_DIR, suffix=".clear") as file:
        for piece in open_upload(digest):
            file.write(piece)
        file.flush()
        yield Path(file.name)
