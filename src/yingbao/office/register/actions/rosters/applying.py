"""Applying a confirmed list: a chunk a transaction, the place reached in the same transaction."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from yingbao.office.register.actions.recording import finish_recording
from yingbao.office.register.actions.rosters.entering import Entering, counted
from yingbao.office.register.actions.rosters.planning import ENDED_LINE
from yingbao.office.register.actions.rosters.runs import Run, iso
from yingbao.office.register.actions.rosters.staging import WORKER, open_chunk, open_summary, staged_lines
from yingbao.office.register.actions.rosters.tables import end_rows, insert_rows
from yingbao.office.register.choices import RowOutcome, SourceState
from yingbao.office.register.models import Coverage, Source, Spell, StagedRow, Standing
from yingbao.office.register.roster_kinds import RosterKind
from yingbao.office.register.rosters.spells import SpellFact, end_spell
from yingbao.office.register.statistics import MANY, analyze_room

AT_ONCE = 5_000
WRITTEN = {RowOutcome.ADDED.value, RowOutcome.CHANGED.value}
COLUMNS = (
    "person_id",
    "valid_from",
    "valid_to",
    "source_id",
    "scheme",
    "division_code",
    "amount_fen",
    "category",
)


class NotApplying(Exception):
    """The source is in another state; someone else finished or stopped it."""


class Applying:
    """One list being applied; a new Applying goes on where the last transaction of an older one ended."""

    def __init__(self, source: Source, kind: RosterKind) -> None:
        self.source, self.kind = source, kind
        self.written = self.weighed = 0
        summary = open_summary(source)
        self.run = Run.of(source, kind, summary.nth, dry=False)
        self.entering = Entering(self.run, summary)
        self.chunks = [(chunk, line) for chunk, line in staged_lines(source) if line > source.position]

    @property
    def has_chunks(self) -> bool:
        """Whether rows are left; after them only the ends are."""
        return bool(self.chunks)

    def close(self) -> None:
        """End what was started for the list."""
        self.entering.close()

    def step(self, at: datetime) -> bool:
        """Do the next piece in one transaction; return whether there is more."""
        with transaction.atomic():
            source = Source.objects.select_for_update().get(pk=self.source.pk)
            if source.state != SourceState.APPLYING:
                raise NotApplying(source.state)
            if source.position != self.source.position:
                raise NotApplying("another worker goes on with it")
            if self.chunks:
                self._apply_chunk(source)
                more = True
            else:
                more = self._end_some(source)
            source.heartbeat_at = at
            source.save(update_fields=["position", "counts", "heartbeat_at"])
            if not more:
                source = self._finish(source, at)
        self.source = source
        self._weigh(last=not more)
        return more

    def _weigh(self, *, last: bool) -> None:
        """Have the tables weighed each time twice as much was written, and at the end of a long list."""
        if self.written - self.weighed >= (MANY if last else max(MANY, self.weighed)):
            analyze_room("register")
            self.weighed = self.written

    def _apply_chunk(self, source: Source) -> None:
        chunk, first_line = self.chunks.pop(0)
        rows = open_chunk(chunk)
        done = Counter(source.counts.get("applied", {}))
        entered = counted(self.entering.chunk(rows))
        self.written += sum(count for name, count in entered.items() if name in WRITTEN)
        done.update(entered)
        done[RowOutcome.REFUSED.value] += len(rows.refused)
        source.counts = {**source.counts, "applied": dict(done)}
        source.position = first_line

    def _end_some(self, source: Source) -> bool:
        """End those who are no longer on the list; return whether some are left."""
        rows = StagedRow.objects.filter(
            source=source, outcome=RowOutcome.ENDED, line__gt=max(source.position, ENDED_LINE - 1)
        ).order_by("line")
        ended = list(rows.values_list("line", "changes")[:AT_ONCE])
        if not ended:
            return False
        self._end([changes["spell"] for _, changes in ended])
        self.written += len(ended)
        done = Counter(source.counts.get("applied", {}))
        done[RowOutcome.ENDED.value] += len(ended)
        source.counts = {**source.counts, "applied": dict(done)}
        source.position = ended[-1][0]
        return True

    def _end(self, ids: list[int]) -> None:
        spells = Spell.objects.filter(pk__in=ids, ended_by__isnull=True)
        here = Standing.objects.filter(person__spell__in=ids, county=self.run.county, ended_by__isnull=True)
        standing = dict(here.values_list("person_id", "division_code")) if self.run.later else {}
        added: list[tuple[object, ...]] = []
        gone: list[int] = []
        for row, person, scheme, code, first, last, amount, category in spells.values_list(
            "id", "person_id", "scheme", "division_code", "valid_from", "valid_to", "amount_fen", "category"
        ):
            when = self.run.time_of(scheme, standing.get(person, self.run.division))
            effect = end_spell(SpellFact(iso(first), iso(last), amount, category, row), when)
            gone.append(row)
            added += [
                (person, f.valid_from, f.valid_to, self.run.source, scheme, code, f.amount_fen, f.category)
                for f in effect.add
            ]
        end_rows(Spell, gone, self.run.source)
        insert_rows(Spell, COLUMNS, added)

    def _finish(self, source: Source, at: datetime) -> Source:
        for scheme in source.counts.get("schemes", self.kind.covers) if self.kind.complete else ():
            Coverage.objects.create(
                scheme=scheme, division_code=source.division_code, month=source.month, source=source
            )
        return finish_recording(source=source, at=at, by=WORKER)
