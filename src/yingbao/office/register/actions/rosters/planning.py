"""The dry run: every row compared with the register, nothing written but what would happen."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from yingbao.office.register.actions.rosters.entering import Entered, Entering, counted
from yingbao.office.register.actions.rosters.runs import Run
from yingbao.office.register.actions.rosters.staging import (
    ROW_COLUMNS,
    Repeats,
    Rows,
    Summary,
    open_chunk,
    open_summary,
    refused_row,
    stage_rows,
    staged_lines,
)
from yingbao.office.register.actions.rosters.tables import insert_rows
from yingbao.office.register.choices import RowOutcome, SourceState
from yingbao.office.register.models import Person, Source, StagedRow
from yingbao.office.register.roster_kinds import RosterKind
from yingbao.office.register.rosters.names import name_key
from yingbao.office.register.sealing import RESIDENT_ID, sealer
from yingbao.values.division import DivisionCode

# Lines of people who are no longer on the list stand behind all lines a file can have.
ENDED_LINE = 10**15
EMPTY = "[]", "{}"
NOT_TOLD = "schemes_not_told"
# Who is on one of the schemes in the month of the list, and of whom the list does not speak.
MISSING = """
SELECT s.id, s.person_id, p.name FROM register_spell s JOIN register_person p ON p.id = s.person_id
WHERE s.ended_by_id IS NULL AND s.scheme IN ({marks}) AND s.division_code = %s
AND (s.valid_to IS NULL OR s.valid_to >= %s) AND (s.valid_from IS NULL OR s.valid_from <= %s)
AND s.id NOT IN (SELECT spell FROM roster_spoken){here} ORDER BY s.id
"""
STANDING_HERE = """ AND EXISTS (SELECT 1 FROM register_standing t WHERE t.person_id = s.person_id
AND t.ended_by_id IS NULL AND t.division_code >= %s AND t.division_code < %s)"""


def last_recorded() -> int:
    """Return the newest source whose facts the register holds."""
    recorded = Source.objects.filter(state__in=[SourceState.APPLYING, SourceState.APPLIED])
    return recorded.aggregate(last=Max("id"))["last"] or 0


def plan_roster(*, source: Source, kind: RosterKind, now: Callable[[], datetime]) -> Source:
    """Work out again what a read list would do, because something was recorded since."""
    with transaction.atomic():
        StagedRow.objects.filter(source=source).delete()
    planning = Planning(source, kind, open_summary(source))
    for chunk, _ in staged_lines(source):
        with transaction.atomic():
            planning.chunk(open_chunk(chunk))
            Source.objects.filter(pk=source.pk).update(heartbeat_at=now())
    return planning.finish()


@transaction.atomic
def take_rows(*, source: Source, rows: Rows, repeats: Repeats, planning: "Planning", at: datetime) -> None:
    """Keep some rows as they are read, and work out at once what they would do."""
    repeats.add(rows)
    stage_rows(source=source, rows=rows, at=at)
    planning.chunk(rows)


class Planning:
    """One dry run: every row compared with the register and kept with what it would do.

    Rows that could not be read stay refused. Whoever is on the scheme and no longer on a complete list is
    listed as ended, unless a refused or contested row may be about that very person.
    """

    def __init__(self, source: Source, kind: RosterKind, summary: Summary) -> None:
        self.source, self.kind = source, kind
        self.planned_after = last_recorded()
        self.run = Run.of(source, kind, summary.nth, dry=True)
        self.entering = Entering(self.run, summary)
        self.counts: Counter[str] = Counter()
        self.kept = 0
        self.protected: set[int] = set()
        self.refused_names: set[str] = set()
        self.told: set[str] = set()
        self.spells: list[Any] = self.entering.spells
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS roster_spoken")
            cursor.execute("CREATE TEMPORARY TABLE roster_spoken (spell BIGINT)")

    def chunk(self, rows: Rows) -> None:
        """Plan one chunk."""
        repairs: defaultdict[int, list[list[str]]] = defaultdict(list)
        for place, column, code in rows.repairs:
            repairs[rows.lines[place]].append([column, code])
        entered = self.entering.chunk(rows)
        if entered:
            silent = {r.scheme for r in self.spells if r not in self.entering.active}
            self.told |= schemes_told(self.kind, rows.columns) - silent
        self.counts.update(counted(entered))
        self.counts[RowOutcome.REFUSED.value] += len(rows.refused)
        source = self.source.pk
        planned = [_planned(source, row, repairs.get(row.line)) for row in entered]
        about = _holders_of(rows.refused)
        planned += [
            refused_row(source, r["line"], r["problems"], r["name"], about.get(r["line"]))
            for r in rows.refused
        ]
        insert_rows(StagedRow, ROW_COLUMNS, planned)
        self._protect(rows, entered)
        self.protected.update(about.values())
        if entered:
            for recorder in self.spells:
                recorder.keep_spoken()

    @transaction.atomic
    def finish(self) -> Source:
        """List whom the list no longer names, and keep the counts with the source."""
        self._end_the_missing()
        source = Source.objects.select_for_update().get(pk=self.source.pk)
        planned = {"planned": dict(self.counts), "kept": self.kept, "planned_after": self.planned_after}
        remarks = [r for r in source.counts.get("remarks", []) if r["code"] != NOT_TOLD]
        remarks += self._not_told()
        source.counts = {**source.counts, **planned, "schemes": self._covered(), "remarks": remarks}
        source.save(update_fields=["counts"])
        return source

    def _protect(self, rows: Rows, entered: list[Entered]) -> None:
        """Nobody is taken for missing whom a row that was not entered may be about."""
        for row in entered:
            if row.outcome in {RowOutcome.REFUSED, RowOutcome.CONFLICT}:
                self.refused_names.add(name_key(row.name))
                if row.person:
                    self.protected.add(row.person)
        self.refused_names.update(name_key(row["name"]) for row in rows.refused if row["name"])

    def _end_the_missing(self) -> None:
        """List those who are on the scheme and no longer on the list."""
        if not self.kind.complete or self.kind.absent == "kept" or not self._covered():
            return
        ended: list[tuple[object, ...]] = []
        for spell, person, name in self._missing():
            if person in self.protected or name_key(name) in self.refused_names:
                self.kept += 1
                continue
            changes = json.dumps({"spell": spell, "name": name}, ensure_ascii=False)
            line = ENDED_LINE + len(ended)
            ended.append((self.source.pk, line, RowOutcome.ENDED.value, False, person, "[]", changes))
        insert_rows(StagedRow, ROW_COLUMNS, ended)
        self.counts[RowOutcome.ENDED.value] = len(ended)

    def _covered(self) -> list[str]:
        """Return the schemes the list speaks for: of which it has a row, or an officer said it has none."""
        told = self.told | set(self.source.said_empty)
        return [scheme for scheme in self.kind.covers if scheme in told]

    def _not_told(self) -> list[dict[str, Any]]:
        """Say of which schemes of its kind the list has no row, so that it changes nothing there."""
        if self.kind.absent == "kept":
            return []
        columns = [c for c in self.kind.columns if c.choices]
        names = {scheme: aliases[0] for c in columns for scheme, aliases in c.choices.items()}
        covered = set(self._covered())
        left = [names[s] for s in self.kind.covers if s not in covered and s in names]
        return [{"code": NOT_TOLD, "params": {"schemes": "、".join(left)}}] if left else []

    def _missing(self) -> Iterator[tuple[int, int, str]]:
        schemes = self._covered()
        marks = ", ".join(["%s"] * len(schemes))
        low, high = DivisionCode(self.run.division).range
        is_part = len(self.run.division) > len(self.run.county)
        with connection.cursor() as cursor:
            cursor.execute(
                MISSING.format(marks=marks, here=STANDING_HERE if is_part else ""),
                [*schemes, self.run.county, self.run.when.first, self.run.when.last]
                + ([low, high] if is_part else []),
            )
            rows: list[Any] = cursor.fetchall()
        return iter(rows)


def schemes_told(kind: RosterKind, columns: Mapping[str, Sequence[Any]]) -> set[str]:
    """Return the schemes some rows tell of: a file with one allowance only says nothing of the other."""
    told: set[object] = set()
    told_by_column: set[str] = set()
    for record in (record for record in kind.becomes if record.record == "spell"):
        if record.scheme is None:
            name = record.parts["scheme_column"]
            told_by_column.update(kind.column(name).choices)
            told.update(columns.get(name) or ())
        elif not all(any(cell is not None for cell in columns.get(name) or ()) for name in record.when):
            told_by_column.add(record.scheme)
    anyone = set(kind.covers) - told_by_column if columns.get("id_number") else set()
    return anyone | {str(scheme) for scheme in told if scheme is not None}


def _holders_of(refused: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Return whom refused rows are about, by line, where a row bears a number somebody known holds."""
    numbers = {row["line"]: sealer().index(row["who"], RESIDENT_ID) for row in refused if row.get("who")}
    if not numbers:
        return {}
    holders = Person.objects.filter(number_index__in=set(numbers.values()))
    known = {
        bytes(index): merged or pk
        for index, pk, merged in holders.values_list("number_index", "id", "merged_into_id")
        if index is not None
    }
    return {line: known[index] for line, index in numbers.items() if index in known}


def _planned(source: int, row: Entered, repairs: list[list[str]] | None) -> tuple[object, ...]:
    if row.outcome == RowOutcome.REFUSED:
        return refused_row(source, row.line, row.problems, row.name, row.person)
    if not row.problems and not row.changes and not repairs:
        return (source, row.line, row.outcome, False, row.person, *EMPTY)
    problems = json.dumps(row.problems, ensure_ascii=False)
    changes = json.dumps(row.changes | ({"repairs": repairs} if repairs else {}), ensure_ascii=False)
    return source, row.line, row.outcome, bool(repairs), row.person, problems, changes


def is_stale(source: Source) -> bool:
    """Whether something was recorded since the plan was made, so that it has to be made again."""
    return int(source.counts.get("planned_after", -1)) != last_recorded()
