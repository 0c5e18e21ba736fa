"""Writing where people are registered, where they live, and that they died."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.utils import timezone

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
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.choices import ConflictKind, ConflictState, Resolution
from yingbao.office.register.models import Conflict, Death, Home, Hukou, Source
from yingbao.office.register.roster_kinds import Record
from yingbao.office.register.rosters.effects import Outcome
from yingbao.office.register.rosters.residence import HukouFact, Move, compare_move, compare_registration
from yingbao.office.register.rosters.times import day_before
from yingbao.office.register.sealing import Place, sealer

ADDRESS = "home.address"


class HukouRecorder(Sealless):
    """Registrations, from a list of residents or from reported moves."""

    record: ClassVar[str] = "hukou"

    def __init__(self, run: Run, record: Record) -> None:
        self.run, self.parts = run, record.parts

    def begin(self, columns: Mapping[str, Sequence[Any]], persons: Sequence[int]) -> None:
        count = len(columns["id_number"])
        self.place, self.since, self.way, self.origin, self.target = (
            column(columns, self.parts.get(part), count)
            for part in ("place", "since", "move", "from_place", "to_place")
        )
        self.known: defaultdict[int, list[HukouFact]] = defaultdict(list)
        self.ended: list[int] = []
        self.added: list[tuple[int, HukouFact]] = []
        if persons:
            rows = Hukou.objects.filter(person_id__in=CHUNK_PERSONS, ended_by__isnull=True)
            for person, row, code, first, last, month in rows.values_list(
                "person_id", "id", "division_code", "valid_from", "valid_to", "source__month"
            ):
                self.known[person].append(HukouFact(code, iso(first), iso(last), row, str(month)))
            for facts in self.known.values():
                facts.sort(key=lambda fact: fact.valid_from or "")

    def enter(self, place: int, line: int, person: int) -> Done:
        known = self.known[person]
        if "move" in self.parts:
            target = self.target[place] or self.place[place]
            move = Move(self.since[place], self.way[place], self.origin[place], target)
            effect = compare_move(known, move, self.run.county)
        elif self.place[place] is None:
            return SAME
        else:
            effect = compare_registration(known, self.place[place], self.run.county, self.run.when)
        if effect.add:
            left = [fact for fact in known if fact not in effect.end]
            self.known[person] = sorted([*left, *effect.add], key=lambda fact: fact.valid_from or "")
            self.ended += [fact.id for fact in effect.end if fact.id is not None]
            gone = [fact for fact in effect.end if fact.id is None]
            self.added = (
                [(p, f) for p, f in self.added if not (p == person and f in gone)] if gone else self.added
            )
            self.added += [(person, fact) for fact in effect.add]
        return Done.by(effect, "hukou")

    def write(self, sealed: Iterator[bytes]) -> None:
        end_rows(Hukou, self.ended, self.run.source)
        source = self.run.source
        insert_rows(
            Hukou,
            ("person_id", "valid_from", "valid_to", "source_id", "division_code"),
            [(person, f.valid_from, f.valid_to, source, f.code) for person, f in self.added],
        )


class HomeRecorder(Sealless):
    """Usual residence; the address is sealed."""

    record: ClassVar[str] = "home"

    def __init__(self, run: Run, record: Record) -> None:
        self.run, self.parts = run, record.parts
        self.sealer = sealer()

    def begin(self, columns: Mapping[str, Sequence[Any]], persons: Sequence[int]) -> None:
        count = len(columns["id_number"])
        self.address = column(columns, self.parts["address"], count)
        self.place = column(columns, self.parts.get("place", "place"), count)
        self.ended: list[int] = []
        # person, first day, last day, code, address
        self.added: dict[int, list[tuple[int, str | None, str | None, str, str]]] = {}
        self.known: dict[int, tuple[int, str, str, str | None, str]] = {}
        if persons and any(address is not None for address in self.address):
            self._load(persons)

    def _load(self, persons: Sequence[int]) -> None:
        rows = Home.objects.filter(person_id__in=CHUNK_PERSONS, ended_by__isnull=True, valid_to__isnull=True)
        for person, row, code, sealed, first, month in rows.values_list(
            "person_id", "id", "division_code", "address_sealed", "valid_from", "source__month"
        ):
            address = self.sealer.decrypt(bytes(sealed), Place(ADDRESS, row)).decode() if sealed else ""
            self.known[person] = (row, code, address, iso(first), str(month))

    def enter(self, place: int, line: int, person: int) -> Done:
        address = self.address[place]
        if address is None or person in self.added:
            return SAME
        code, first = self.place[place] or self.run.county, self.run.when.first
        old = self.known.get(person)
        if old is None:
            self.added[person] = [(person, None, None, code, address)]
            return ADDED
        row, old_code, old_address, old_first, month = old
        if old_address == address or month > first:
            return SAME
        self.ended.append(row)
        parts: list[tuple[int, str | None, str | None, str, str]] = []
        if old_first is None or old_first < first:
            parts.append((person, old_first, day_before(first), old_code, old_address))
        self.added[person] = [
            *parts,
            (person, first, None, code if code.startswith(self.run.county) else old_code, address),
        ]
        return Done(Outcome.CHANGED, change={"record": "home", "before": {}, "after": {}})

    def write(self, sealed: Iterator[bytes]) -> None:
        end_rows(Home, self.ended, self.run.source)
        added = [row for rows in self.added.values() for row in rows]
        ids = reserve_ids(Home, len(added))
        insert_rows(
            Home,
            ("id", "person_id", "valid_from", "valid_to", "source_id", "division_code", "address_sealed"),
            [
                (
                    i,
                    person,
                    first,
                    last,
                    self.run.source,
                    code,
                    self.sealer.encrypt(text.encode(), Place(ADDRESS, i)),
                )
                for i, (person, first, last, code, text) in zip(ids, added, strict=True)
            ],
        )


class DeathRecorder(Sealless):
    """Deaths. A second list with another day is a conflict: someone has to look.

    A day an officer decided against is not entered and not asked about again, whatever list tells it.
    """

    record: ClassVar[str] = "death"

    def __init__(self, run: Run, record: Record) -> None:
        self.run, self.parts = run, record.parts

    def begin(self, columns: Mapping[str, Sequence[Any]], persons: Sequence[int]) -> None:
        self.day = column(columns, self.parts["on"], len(columns["id_number"]))
        self.added: list[tuple[object, ...]] = []
        known = (
            Death.objects.filter(person_id__in=CHUNK_PERSONS, ended_by__isnull=True)
            if persons
            else Death.objects.none()
        )
        self.known = {person: str(day) for person, day in known.values_list("person_id", "died_on")}
        self.rejected, self.alive_on = _decided_deaths() if persons else (set(), {})

    def contest(self, place: int, person: int) -> Done | None:
        """Return the conflict a row is in, if it is in one; nothing is entered."""
        day, known = self.day[place], self.known.get(person)
        if day == known or day is None or (person, day) in self.rejected:
            return None
        if known is None and day > self.alive_on.get(person, ""):
            return None
        return Done(Outcome.SAME, conflict="contradicting", told={"died_on": day})

    def enter(self, place: int, line: int, person: int) -> Done:
        contested = self.contest(place, person)
        if contested is not None:
            return contested
        day = self.day[place]
        if person in self.known or day is None or (person, day) in self.rejected:
            return SAME
        self.known[person] = day
        self.added.append((person, day, None, self.run.source, day))
        return ADDED

    def write(self, sealed: Iterator[bytes]) -> None:
        insert_rows(Death, ("person_id", "valid_from", "valid_to", "source_id", "died_on"), self.added)


def _decided_deaths() -> tuple[set[tuple[int, str]], dict[int, str]]:
    """Return the days of death officers decided against, and the day on which someone told dead was alive."""
    ended = Death.objects.filter(person_id__in=CHUNK_PERSONS, ended_by__kind=Source.OFFICER_ENTRY)
    rejected: set[tuple[int, str]] = set()
    alive_on: dict[int, str] = {}
    for person, day, at in ended.values_list("person_id", "died_on", "ended_by__applied_at"):
        rejected.add((person, str(day)))
        alive_on[person] = max(alive_on.get(person, ""), timezone.localdate(at).isoformat())
    decided = Conflict.objects.filter(
        person_id__in=CHUNK_PERSONS, kind=ConflictKind.CONTRADICTING, state=ConflictState.RESOLVED
    ).exclude(how__in=[Resolution.ADOPTED, Resolution.SAME_PERSON])
    for person, detail in decided.values_list("person_id", "detail"):
        rejected.add((person, str(detail.get("died_on"))))
    return rejected, alive_on
