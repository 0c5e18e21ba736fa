"""Writing times on a scheme."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.db import connection

from yingbao.office.register.actions.rosters.runs import (
    ADDED,
    CHUNK_PERSONS,
    SAME,
    Done,
    Run,
    Sealless,
    column,
    iso,
)
from yingbao.office.register.actions.rosters.tables import end_rows, insert_rows
from yingbao.office.register.models import Spell, Standing
from yingbao.office.register.roster_kinds import Record
from yingbao.office.register.rosters.spells import SpellFact, SpellSaid, compare_spell
from yingbao.office.register.rosters.times import ListTime

COLUMNS = (
    "person_id", "valid_from", "valid_to", "source_id", "scheme", "division_code", "amount_fen", "category",
)  # fmt: skip


class SpellRecorder(Sealless):
    """The spells of one record of a kind: of a fixed scheme, or of the scheme a column names."""

    record: ClassVar[str] = "spell"

    def __init__(self, run: Run, record: Record) -> None:
        self.run, self.parts, self.when = run, record.parts, record.when
        self.scheme = record.scheme
        schemes = (
            run.kind.column(self.parts["scheme_column"]).choices if self.scheme is None else [self.scheme]
        )
        self.schemes = list(schemes)
        self.spoken: list[tuple[int]] = []

    def begin(self, columns: Mapping[str, Sequence[Any]], persons: Sequence[int]) -> None:
        count = len(columns["id_number"])
        named = column(columns, self.parts.get("scheme_column"), count)
        self.scheme_of = [self.scheme] * count if self.scheme else named
        self.asked = [(column(columns, name, count), values) for name, values in self.when.items()]
        self.since, self.until, self.amount, self.category = (
            column(columns, self.parts.get(part), count) for part in ("since", "until", "amount", "category")
        )
        self.places = column(columns, "place", count)
        self.known = self._known(persons)
        self.standing = self._standing(persons)
        self.fresh: dict[tuple[int, str], tuple[str, int | None, str]] = {}
        self.ended: list[int] = []
        self.added: list[tuple[object, ...]] = []
        self.spoken = []

    def _known(self, persons: Sequence[int]) -> dict[tuple[int, str], list[SpellFact]]:
        known: defaultdict[tuple[int, str], list[SpellFact]] = defaultdict(list)
        if not persons:
            return known
        spells = Spell.objects.filter(
            person_id__in=CHUNK_PERSONS,
            scheme__in=self.schemes,
            division_code=self.run.county,
            ended_by__isnull=True,
        ).order_by("id")
        for person, scheme, first, last, amount, category, row, source, month in spells.values_list(
            "person_id", "scheme", "valid_from", "valid_to", "amount_fen", "category", "id", "source_id",
            "source__month",
        ):  # fmt: skip
            mine = source == self.run.source
            fact = SpellFact(iso(first), iso(last), amount, category, row, mine, iso(month) or "")
            known[person, scheme].append(fact)
        return known

    def _standing(self, persons: Sequence[int]) -> dict[int, str]:
        """Return where persons stand; it is only asked for where a later list may speak of some of them."""
        if not persons or not self.run.later:
            return {}
        here = Standing.objects.filter(
            person_id__in=CHUNK_PERSONS, county=self.run.county, ended_by__isnull=True
        )
        return dict(here.values_list("person_id", "division_code"))

    def _time(self, place: int, person: int, scheme: str) -> ListTime:
        if not self.run.later:
            return self.run.when
        code = self.standing.get(person) or self.places[place] or ""
        return self.run.time_of(scheme, code if code.startswith(self.run.division) else self.run.division)

    def enter(self, place: int, line: int, person: int) -> Done:
        scheme = self.scheme_of[place]
        if scheme is None or (self.asked and not self._is_asked(place)):
            return SAME
        when = self._time(place, person, scheme)
        since, until = self.since[place], self.until[place]
        known = self.known.get((person, scheme)) or self._entered_before(person, scheme)
        if known is None and until is None and not when.next_first and not self._is_late(since):
            return self._enter_first(place, person, scheme)
        said = SpellSaid(since, until, self.amount[place], self.category[place])
        effect = compare_spell(known or [], said, when, self.run.nth.get(line, 0))
        self._take(person, scheme, known or [], effect)
        return Done.by(effect, scheme)

    def _is_asked(self, place: int) -> bool:
        return all(cells[place] in values for cells, values in self.asked)

    def _entered_before(self, person: int, scheme: str) -> list[SpellFact] | None:
        """What an earlier row of this chunk said first of this person."""
        fresh = self.fresh.get((person, scheme))
        return None if fresh is None else [SpellFact(fresh[0], None, fresh[1], fresh[2], None, True)]

    def _is_late(self, since: str | None) -> bool:
        return since is not None and since > self.run.when.last

    def _enter_first(self, place: int, person: int, scheme: str) -> Done:
        """The common case: nobody has said anything yet."""
        first = self.since[place] or self.run.when.first
        amount, category = self.amount[place], self.category[place] or ""
        run = self.run
        self.added.append((person, first, None, run.source, scheme, run.county, amount, category))
        self.fresh[person, scheme] = first, amount, category
        return ADDED

    def _add(self, person: int, scheme: str, fact: SpellFact) -> None:
        run = self.run
        self.added.append(
            (
                person,
                fact.valid_from,
                fact.valid_to,
                run.source,
                scheme,
                run.county,
                fact.amount_fen,
                fact.category,
            )
        )

    def _take(self, person: int, scheme: str, known: list[SpellFact], effect: Any) -> None:
        """Remember an effect, and let the next row see it."""
        ended = {id(fact) for fact in effect.end}
        self.spoken += [(fact.id,) for fact in effect.spoken if fact.id is not None]
        self.ended += [fact.id for fact in effect.end if fact.id is not None]
        for fact in effect.add:
            self._add(person, scheme, fact)
        now = [fact for fact in known if id(fact) not in ended]
        now += [SpellFact(f.valid_from, f.valid_to, f.amount_fen, f.category, None, True) for f in effect.add]
        self.known[person, scheme] = now

    def write(self, sealed: Iterator[bytes]) -> None:
        end_rows(Spell, self.ended, self.run.source)
        insert_rows(Spell, COLUMNS, self.added)

    def keep_spoken(self) -> None:
        """Note the known spells the list speaks of; the others are those it no longer names."""
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO roster_spoken VALUES (%s)", self.spoken)
