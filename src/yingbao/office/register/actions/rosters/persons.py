"""Who the rows of a chunk are about: known persons by blind index, new ones, second holders."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL

from yingbao.office.register.actions.rosters.runs import CHUNK_PERSONS, Run, these_persons
from yingbao.office.register.actions.rosters.sealing_beside import Job
from yingbao.office.register.actions.rosters.tables import end_rows, insert_rows
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.models import OtherName, Person, Standing
from yingbao.office.register.pinyin import searchable
from yingbao.office.register.rosters.names import name_key
from yingbao.office.register.sealing import RESIDENT_ID, sealer

COLUMNS = (
    "id", "name", "pinyin", "sex", "birth_on", "number_index", "source_id", "number_sealed",
)  # fmt: skip
SEALED = "person.number"
TOWNSHIP = 9


class Holder(NamedTuple):
    """A person as rows see it: the row the number leads to, and the name it is known by."""

    id: int
    name: str


class Standings(NamedTuple):
    """Where the county knows a person, and by which row."""

    row: int | None
    code: str


class Persons:
    """The persons of one chunk. New ones get ids at once, so that sealed values can be bound to them."""

    def __init__(self, run: Run) -> None:
        self.run, self.sealer = run, sealer()
        self.moves = any(record.record == "hukou" for record in run.kind.becomes)

    def begin(self, columns: Mapping[str, Sequence[Any]]) -> list[int]:
        """Look up everyone a chunk is about; return the ids of those the register knows."""
        self.numbers, self.names = columns["id_number"], columns["name"]
        self.places = columns.get("place") or [None] * len(self.numbers)
        index, distinct = self.sealer.index, dict.fromkeys(self.numbers)
        self.index_of = {number: index(number, RESIDENT_ID) for number in distinct}
        self.holders = self._known()
        self.spare = self._reserve(len(distinct) - len(self.holders))
        self.new: dict[int, tuple[str, str]] = {}  # id → number, name
        known = sorted({holder.id for holder in self.holders.values()})
        these_persons(known)
        self.standings = self._standings(known)
        self.place_of: dict[int, int] = {}
        self.stood: dict[int, str] = {}
        self.left: list[int] = []
        self.other_names: set[tuple[int, str]] | None = None
        return known

    def _known(self) -> dict[str, Holder]:
        number_of = {index: number for number, index in self.index_of.items()}
        kind = "BYTEA" if connection.vendor == "postgresql" else "BLOB"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS roster_number (number {kind})")
            cursor.execute("DELETE FROM roster_number")
            cursor.executemany("INSERT INTO roster_number VALUES (%s)", [(index,) for index in number_of])
        rows = Person.objects.filter(
            number_index__in=RawSQL("SELECT number FROM roster_number", ())
        ).values_list("number_index", "id", "name", "merged_into_id", "merged_into__name")
        return {
            number_of[bytes(index)]: Holder(merged or pk, other or name)
            for index, pk, name, merged, other in rows
            if index is not None
        }

    def _reserve(self, count: int) -> list[int]:
        """Return ids for new persons; a dry run writes nothing and uses ids that no row can have."""
        return list(range(-count, 0)) if self.run.dry else reserve_ids(Person, count)[::-1]

    def _standings(self, known: list[int]) -> dict[int, Standings]:
        if not known:
            return {}
        rows = Standing.objects.filter(
            person_id__in=CHUNK_PERSONS, county=self.run.county, ended_by__isnull=True
        )
        return {
            p: Standings(row, code) for p, row, code in rows.values_list("person_id", "id", "division_code")
        }

    def holder(self, place: int) -> Holder | None:
        """Return who holds the number of a row, or None if nobody does yet."""
        return self.holders.get(self.numbers[place])

    def is_another(self, place: int, holder: Holder) -> bool:
        """Whether a row bears another name than the holder of its number."""
        name = self.names[place]
        if name == holder.name or name_key(name) == name_key(holder.name):
            return False
        if self.other_names is None:
            self.other_names = _other_names()
        return (holder.id, name_key(name)) not in self.other_names

    def make(self, place: int, number: str | None = None) -> int:
        """Return a new person for a row's number (or another number the row bears)."""
        number = number or self.numbers[place]
        if number not in self.index_of:
            return self._make_other(place, number)
        person = self.spare.pop()
        self.holders[number] = Holder(person, self.names[place])
        self.new[person] = (number, self.names[place])
        self.place_of[person] = place
        return person

    def _make_other(self, place: int, number: str) -> int:
        self.index_of[number] = self.sealer.index(number, RESIDENT_ID)
        found = Person.objects.filter(number_index=self.index_of[number]).values_list(
            "id", "name", "merged_into_id"
        )
        for pk, name, merged in found:
            self.holders[number] = Holder(merged or pk, name)
            return int(merged or pk)
        self.spare += self._reserve_one()
        return self.make(place, number)

    def _reserve_one(self) -> list[int]:
        if self.run.dry:
            return [-len(self.index_of) - len(self.new) - 1]
        taken = max([*self.spare, *self.new, 0])
        first = reserve_ids(Person, 1)[0]
        return [first if connection.vendor == "postgresql" else max(first, taken + 1)]

    def stand(self, place: int, person: int) -> None:
        """Let the county know a person; whoever tells the hukou also tells where."""
        code = self.places[place] or self.run.division
        known = self.standings.get(person)
        if known is None:
            self.stood[person] = code
        elif code != known.code and code.startswith(self.run.county) and self._may_move(code, known.code):
            if known.row is not None:
                self.left.append(known.row)
            self.stood[person] = code
        else:
            return
        self.standings[person] = Standings(None, code)

    def _may_move(self, code: str, known: str) -> bool:
        finer = code.startswith(known)
        return finer or (self.moves and not known.startswith(code))

    def jobs(self) -> list[Job]:
        """Return the numbers of the new persons, to be sealed."""
        return [(number.encode(), SEALED, person) for person, (number, _) in sorted(self.new.items())]

    def write(self, sealed: Iterator[bytes]) -> None:
        """Write the new persons."""
        source = self.run.source
        rows = [
            [
                person, name, searchable(name), "male" if number[16] in "13579" else "female",
                birth_of(number), self.index_of[number], source,
            ]
            for person, (number, name) in sorted(self.new.items())
        ]  # fmt: skip
        insert_rows(Person, COLUMNS, [[*row, seal] for row, seal in zip(rows, sealed, strict=False)])

    def write_standings(self) -> None:
        """Write where persons stand."""
        source, county = self.run.source, self.run.county
        end_rows(Standing, self.left, source)
        insert_rows(
            Standing,
            ("person_id", "county", "division_code", "source_id"),
            [(person, county, code, source) for person, code in self.stood.items()],
        )


def _other_names() -> set[tuple[int, str]]:
    """Return the names lists may write for the persons of the chunk besides those of their files."""
    noted = OtherName.objects.filter(person_id__in=CHUNK_PERSONS, ended_by__isnull=True)
    return {(person, name_key(name)) for person, name in noted.values_list("person_id", "name")}


def birth_of(number: str) -> str:
    """Return the birthday in a citizen number, as ISO text."""
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


class Duplicates:
    """New persons who may be known already under another number: same name, birthday and place."""

    def __init__(self, run: Run) -> None:
        self.run = run
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMPORARY TABLE IF NOT EXISTS roster_new"
                " (id BIGINT, name TEXT, birth_on DATE, code TEXT)"
            )

    def find(self, persons: Persons) -> list[tuple[int, int, str]]:
        """Return pairs of a new person and an older one, with the place both stand in."""
        new = [
            (person, name, birth_of(number), persons.stood.get(person, ""))
            for person, (number, name) in persons.new.items()
        ]
        if not new:
            return []
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM roster_new")
            cursor.executemany("INSERT INTO roster_new VALUES (%s, %s, %s, %s)", new)
            cursor.execute(
                "SELECT n.id, p.id, n.code FROM roster_new n"
                " CROSS JOIN register_person p CROSS JOIN register_standing s"
                " WHERE s.person_id = p.id AND p.name = n.name AND p.birth_on = n.birth_on"
                " AND (n.id < 0 OR p.id < n.id)"
                " AND p.merged_into_id IS NULL AND s.ended_by_id IS NULL"
                " AND s.division_code = n.code AND length(n.code) >= %s",
                [TOWNSHIP],
            )
            return list(cursor.fetchall())
