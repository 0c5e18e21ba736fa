"""What was read from a file is kept sealed until it is applied; refused rows are kept with their reasons."""

import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction

from yingbao.office.audit.actions import record
from yingbao.office.register.actions.rosters.tables import insert_rows
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.choices import RowOutcome, SourceState
from yingbao.office.register.models import Source, StagedChunk, StagedRow
from yingbao.office.register.roster_kinds import RosterKind
from yingbao.office.register.rosters.names import name_key
from yingbao.office.register.sealing import Place, sealer

WORKER = "yingbao work"
SEALED = "stagedchunk.sealed"
# A worker whose heart has not beaten for so long is dead, and its work is anybody's.
DEAD_AFTER = timedelta(seconds=60)
# The chunk before the first line holds what can only be known of the whole file.
SUMMARY_LINE = 0
ROW_COLUMNS = ("source_id", "line", "outcome", "repaired", "person_id", "problems", "changes")


class NotToBeRead(Exception):
    """The source is past being read."""


class Rows(NamedTuple):
    """Rows read from a file: the good ones as columns, the refused ones with reasons."""

    lines: Sequence[int]
    columns: Mapping[str, Sequence[Any]]
    repairs: Sequence[Sequence[Any]]
    conflicts: Sequence[Sequence[Any]]
    refused: Sequence[Mapping[str, Any]]
    # The same as JSON, if the reader has it at hand.
    raw: bytes = b""


class Summary(NamedTuple):
    """What only the whole file tells: lines that repeat another, and lines with another name for a number."""

    repeats: dict[int, int]  # line → the line it repeats
    nth: dict[int, int]  # line → how many lines before it speak of the same person and scheme
    other_names: dict[int, int]  # line → the first line with this number


@transaction.atomic
def begin_reading(*, source: Source, at: datetime) -> Source:
    """Mark a source as being read. What an interrupted reading left behind is read again from the start.

    Raises:
        NotToBeRead: it was read, refused or applied already, or a living worker is reading it.
    """
    source = Source.objects.select_for_update().get(pk=source.pk)
    if source.state not in {SourceState.RECEIVED, SourceState.READING}:
        raise NotToBeRead(source.state)
    beat = source.heartbeat_at
    if source.state == SourceState.READING and beat is not None and at - beat < DEAD_AFTER:
        raise NotToBeRead(source.state)
    StagedRow.objects.filter(source=source).delete()
    StagedChunk.objects.filter(source=source).delete()
    source.state, source.heartbeat_at, source.position, source.counts = SourceState.READING, at, 0, {}
    source.save(update_fields=["state", "heartbeat_at", "position", "counts"])
    return source


def stage_rows(*, source: Source, rows: Rows, at: datetime) -> None:
    """Keep some rows of a source until they are applied."""
    first = min([*rows.lines[:1], *(refused["line"] for refused in rows.refused[:1])])
    _put(source.pk, first, rows.raw or json.dumps(rows._asdict() | {"raw": ""}).encode())
    last = max([*rows.lines[-1:], *(refused["line"] for refused in rows.refused[-1:])])
    Source.objects.filter(pk=source.pk).update(position=last, heartbeat_at=at)


def refused_row(
    source: int, line: int, problems: Any, name: str, person: int | None = None
) -> tuple[object, ...]:
    """Return a refused row for the table; the name stays, so that whoever is missed by it can be told.

    The person, where the row bears a number that can be read and somebody known holds it.
    """
    changes = json.dumps({"name": name}, ensure_ascii=False)
    return (
        source,
        line,
        RowOutcome.REFUSED.value,
        False,
        person,
        json.dumps(problems, ensure_ascii=False),
        changes,
    )


def _put(source: int, first_line: int, clear: bytes) -> None:
    (row,) = reserve_ids(StagedChunk, 1)
    sealed = sealer().encrypt(zlib.compress(clear, 1), Place(SEALED, row))
    insert_rows(StagedChunk, ("id", "source_id", "first_line", "sealed"), [(row, source, first_line, sealed)])


def _open(row: int, sealed: bytes | memoryview) -> Any:
    return json.loads(zlib.decompress(sealer().decrypt(bytes(sealed), Place(SEALED, row))))


def staged_lines(source: Source) -> list[tuple[int, int]]:
    """Return the id and the first line of each chunk, in the order of the file."""
    chunks = StagedChunk.objects.filter(source=source, first_line__gt=SUMMARY_LINE).order_by("first_line")
    return list(chunks.values_list("pk", "first_line"))


def open_chunk(chunk: int) -> Rows:
    """Return the rows of one chunk."""
    ((row, sealed),) = StagedChunk.objects.filter(pk=chunk).values_list("pk", "sealed")
    frame = _open(row, sealed)
    return Rows(frame["lines"], frame["columns"], frame["repairs"], frame["conflicts"], frame["refused"])


def open_summary(source: Source) -> Summary:
    """Return what the whole file told."""
    ((row, sealed),) = StagedChunk.objects.filter(source=source, first_line=SUMMARY_LINE).values_list(
        "pk", "sealed"
    )
    return Summary(*({int(k): v for k, v in part.items()} for part in _open(row, sealed)))


@transaction.atomic
def keep_summary(*, source: Source, summary: Summary, counts: Mapping[str, Any]) -> None:
    """Keep what only the whole file tells, and how many rows were read, refused and set aside."""
    StagedChunk.objects.filter(source=source, first_line=SUMMARY_LINE).delete()
    _put(source.pk, SUMMARY_LINE, json.dumps(list(summary)).encode())
    Source.objects.filter(pk=source.pk).update(counts=dict(counts))


@transaction.atomic
def finish_reading(*, source: Source, at: datetime) -> Source:
    """The dry run is made; now an officer has to look at it."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    source.state, source.heartbeat_at, source.position = SourceState.READ, at, 0
    source.save(update_fields=["state", "heartbeat_at", "position"])
    record("register.roster.read", subject=f"source:{source.pk}", by=WORKER, detail=_brief(source.counts))
    return source


def _brief(counts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: counts[key] for key in ("read", "good", "refused", "planned") if key in counts}


@transaction.atomic
def recognise_kind(*, source: Source, kind: RosterKind) -> Source:
    """Write down which kind the header showed."""
    source.kind, source.complete = kind.id, kind.complete
    source.save(update_fields=["kind", "complete"])
    return source


@transaction.atomic
def refuse_roster(*, source: Source, problem: Mapping[str, Any]) -> Source:
    """Refuse a whole file, with the reason as code and parameters; nothing of it is kept but the file."""
    StagedRow.objects.filter(source=source).delete()
    StagedChunk.objects.filter(source=source).delete()
    source.state, source.problem = SourceState.REFUSED, json.dumps(dict(problem), ensure_ascii=False)
    source.save(update_fields=["state", "problem"])
    record("register.roster.refused", subject=f"source:{source.pk}", by=WORKER, detail=dict(problem))
    return source


class Key(NamedTuple):
    """Who a line is about, in which scheme, under which name, as this process alone hashes them."""

    who: int
    slot: int
    name: int
    line: int


class Repeats:
    """Who stands in a file more than once. What was seen is kept in a temporary table, not in memory."""

    def __init__(self, kind: RosterKind) -> None:
        self.slot = _slot_column(kind)
        self.keep = kind.repeats == "keep"
        self.summary = Summary({}, {}, {})
        with connection.cursor() as cursor:
            for table in ("roster_key", "roster_chunk"):
                cursor.execute(f"DROP TABLE IF EXISTS {table}")
                cursor.execute(
                    f"CREATE TEMPORARY TABLE {table} (who BIGINT, slot BIGINT, name BIGINT, line BIGINT)"
                )
            cursor.execute("CREATE INDEX roster_key_by_who ON roster_key (who)")

    def add(self, rows: Rows) -> None:
        """Look for the people of a chunk among all lines before, and note which lines repeat which."""
        keys = self._keys(rows)
        seen = self._seen_before(keys)
        for key in keys:
            earlier = seen.setdefault(key.who, [])
            if earlier:
                self._note(key, earlier)
            earlier.append(key)

    def _keys(self, rows: Rows) -> list[Key]:
        slots = rows.columns.get(self.slot or "") or [None] * len(rows.lines)
        known: dict[object, int] = {slot: hash(slot) for slot in set(slots)}
        names = rows.columns.get("name", ())
        numbers = rows.columns.get("id_number", ())
        return [
            Key(hash(number), known[slot], hash(name_key(name)), line)
            for line, number, slot, name in zip(rows.lines, numbers, slots, names, strict=True)
        ]

    def _seen_before(self, keys: list[Key]) -> dict[int, list[Key]]:
        seen: dict[int, list[Key]] = {}
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM roster_chunk")
            cursor.executemany("INSERT INTO roster_chunk VALUES (%s, %s, %s, %s)", keys)
            cursor.execute(
                "SELECT who, slot, name, line FROM roster_key"
                " WHERE who IN (SELECT who FROM roster_chunk) ORDER BY line"
            )
            for row in cursor.fetchall():
                seen.setdefault(row[0], []).append(Key(*row))
            cursor.execute("INSERT INTO roster_key SELECT who, slot, name, line FROM roster_chunk")
        return seen

    def _note(self, key: Key, earlier: list[Key]) -> None:
        first = earlier[0]
        if key.name != first.name:
            self.summary.other_names[key.line] = first.line
            return
        same = [before for before in earlier if before.slot == key.slot and before.name == first.name]
        if same and self.keep:
            self.summary.nth[key.line] = len(same)
        elif same:
            self.summary.repeats[key.line] = same[0].line


def _slot_column(kind: RosterKind) -> str | None:
    """Return the column that tells two rows about one person apart: the scheme, the certificate, the day."""
    for kind_of_record in kind.becomes:
        parts = kind_of_record.parts
        if kind_of_record.record == "spell":
            return parts.get("scheme_column")
        if kind_of_record.record in {"certificate", "hukou"}:
            return parts.get("number") or parts.get("since")
        if kind_of_record.record == "bank_account":
            return parts.get("account")
    return None
