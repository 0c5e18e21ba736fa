"""What holds for one list while it is planned or applied, and what a record of it has to be able to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar, Protocol, runtime_checkable

from django.db import connection
from django.db.models.expressions import RawSQL

from yingbao.office.access.within import lies_within
from yingbao.office.register.actions.rosters.sealing_beside import Job
from yingbao.office.register.models import Coverage, Source
from yingbao.office.register.roster_kinds import RosterKind
from yingbao.office.register.rosters.effects import Effect, Outcome
from yingbao.office.register.rosters.times import ListTime
from yingbao.values.month import Month

HIDDEN = {"id", "number", "mine", "county", "month"}


@dataclass(frozen=True)
class Run:
    """One list being planned (`dry`) or applied."""

    source: int
    county: str
    division: str
    kind: RosterKind
    when: ListTime
    nth: Mapping[int, int] = field(default_factory=dict)
    dry: bool = True
    # Later complete lists of the county: scheme, division, first day; the earliest first.
    later: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def of(cls, source: Source, kind: RosterKind, nth: Mapping[int, int], *, dry: bool) -> "Run":
        """Return the run of a source, with the next later list of the same kind that is known already."""
        month = Month.of(source.month)
        when = ListTime.of(month, complete=kind.complete)
        code = source.division_code
        return cls(source.pk, code[:6], code, kind, when, nth, dry, _later(source, kind))

    def time_of(self, scheme: str, code: str) -> ListTime:
        """Return for how long the list speaks of a scheme for somebody who stands in a division.

        A later list of the county speaks for its townships, one of a township for those who stand there.
        """
        days = (day for name, where, day in self.later if name == scheme and code.startswith(where))
        return replace(self.when, next_first=next(days, None))


def _later(source: Source, kind: RosterKind) -> tuple[tuple[str, str, str], ...]:
    later = Coverage.objects.filter(
        lies_within(source.division_code[:6]), scheme__in=kind.covers, month__gt=source.month
    ).order_by("month")
    found = later.values_list("scheme", "division_code", "month").distinct()
    return tuple((scheme, code, iso(month) or "") for scheme, code, month in found)


@dataclass
class Done:
    """What became of one row in one record."""

    outcome: Outcome
    problem: str | None = None
    conflict: str | None = None
    change: dict[str, Any] | None = None
    # What the list says, for whoever decides the conflict.
    told: dict[str, Any] | None = None

    @classmethod
    def by(cls, effect: "Effect[Any]", record: str) -> "Done":
        """Return what an effect did, with before and after in clear words but without numbers."""
        change = None
        if effect.outcome == Outcome.CHANGED and effect.add:
            before = _shown(effect.end[-1]) if effect.end else {}
            after = _shown(effect.add[-1])
            differing = [key for key in after if before.get(key) != after[key]]
            change = {
                "record": record,
                "before": {key: before.get(key) for key in differing},
                "after": {key: after[key] for key in differing},
            }
        return cls(effect.outcome, effect.problem, effect.conflict, change)


def _shown(fact: Any) -> dict[str, Any]:
    return {key: value for key, value in asdict(fact).items() if key not in HIDDEN}


# The known persons of the chunk at hand, filled by Persons.begin.
CHUNK_PERSONS = RawSQL("SELECT id FROM roster_person", ())
SAME, ADDED = Done(Outcome.SAME), Done(Outcome.ADDED)


class Sealless:
    """A record with nothing to seal, or so few that it seals them itself."""

    def jobs(self) -> list[Job]:
        """Return nothing."""
        return []


class Recorder(Protocol):
    """One record of a kind: it loads what is known of a chunk's persons, compares row by row, and writes."""

    record: ClassVar[str]
    parts: Mapping[str, str]

    def begin(self, columns: Mapping[str, Sequence[Any]], persons: Sequence[int]) -> None:
        """Take the columns of a chunk and load what is known of these persons."""

    def enter(self, place: int, line: int, person: int) -> Done:
        """Compare one row; remember what has to be written."""

    def jobs(self) -> list[Job]:
        """Return what has to be sealed for what the rows came to."""

    def write(self, sealed: Iterator[bytes]) -> None:
        """Write what the rows came to; take what was sealed in the order of the jobs."""


@runtime_checkable
class Contesting(Protocol):
    """A record that may contradict what is known: then nothing of its row is entered."""

    def contest(self, place: int, person: int) -> Done | None:
        """Return the conflict a row is in, if it is in one; nothing is remembered."""


def these_persons(persons: Sequence[int]) -> RawSQL:
    """Return what to filter a chunk's persons by: a temporary table, for long lists of values are slow.

    Its key lets PostgreSQL look a person up in it, however large it believes the tables to be.
    """
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS roster_person (id BIGINT PRIMARY KEY)")
        cursor.execute("DELETE FROM roster_person")
        cursor.executemany(
            "INSERT INTO roster_person VALUES (%s)", [(person,) for person in dict.fromkeys(persons)]
        )
    return CHUNK_PERSONS


def column(columns: Mapping[str, Sequence[Any]], name: str | None, count: int) -> Sequence[Any]:
    """Return a column, or empty cells where the file or the kind has none."""
    found = columns.get(name) if name else None
    return found if found is not None else [None] * count


def iso(day: Any) -> str | None:
    """Return a day from the database as ISO text."""
    return None if day is None else str(day)
