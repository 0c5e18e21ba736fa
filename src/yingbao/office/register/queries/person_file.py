"""A person's file (一人一档): everything known, with its source and its days. Stored nowhere."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.register.choices import ConflictState
from yingbao.office.register.models import (
    BankAccount,
    Certificate,
    Conflict,
    Contact,
    Death,
    Guardian,
    Home,
    Hukou,
    Known,
    Membership,
    OtherName,
    Person,
    Source,
    Spell,
    Standing,
    StatedFact,
)
from yingbao.office.register.queries.recorded_time import known_at, was_known
from yingbao.office.register.queries.visible import visible_conflicts
from yingbao.office.register.sealed_columns import SEALED, sealed_columns_of

Row = TypeVar("Row", bound=Known)
FACTS: dict[str, type[Known]] = {
    "certificates": Certificate,
    "hukou": Hukou,
    "homes": Home,
    "deaths": Death,
    "spells": Spell,
    "statements": StatedFact,
    "contacts": Contact,
    "accounts": BankAccount,
    "guardians": Guardian,
    "memberships": Membership,
}
# What a row is said with besides its source.
RELATED: dict[type[Known], tuple[str, ...]] = {
    Spell: ("household", "account"),
    Membership: ("household",),
}


@dataclass(frozen=True)
class Entry(Generic[Row]):
    """One fact: the row, its masked numbers by column, where we have it from, and what ended it."""

    row: Row
    source: Source
    ended_by: Source | None
    masked: dict[str, str] = field(default_factory=dict)

    @property
    def valid_from(self) -> date | None:
        return self.row.valid_from

    @property
    def valid_to(self) -> date | None:
        return self.row.valid_to


@dataclass(frozen=True)
class PersonFile:
    """What the register says of one person at a horizon."""

    person: Person
    number: str  # masked
    standings: list[Standing]
    certificates: list[Entry[Certificate]]
    hukou: list[Entry[Hukou]]
    homes: list[Entry[Home]]
    deaths: list[Entry[Death]]
    spells: list[Entry[Spell]]
    statements: list[Entry[StatedFact]]
    contacts: list[Entry[Contact]]
    accounts: list[Entry[BankAccount]]
    guardians: list[Entry[Guardian]]
    memberships: list[Entry[Membership]]
    conflicts: list[Conflict]  # open ones
    merged: list[Person]  # rows that turned out to be this person
    other_names: list[OtherName]  # names lists write besides the one of the file

    @property
    def certificate(self) -> Entry[Certificate] | None:
        """The certificate of record that began last."""
        return self.certificates[0] if self.certificates else None


def get_person_file(officer: Officer, person: Person, *, horizon: int | None = None) -> PersonFile:
    """Return the file of a person the officer was already allowed to load, as known now or at a horizon.

    Numbers are masked; the clear ones come from actions.numbers.reveal_number, with a reason.
    """
    told = _told(person)
    merged = person.merged.order_by("id")
    conflicts = visible_conflicts(officer).filter(person=person, state=ConflictState.OPEN)
    names = OtherName.objects.filter(known_at(horizon), person=person).order_by("id")
    return PersonFile(
        person=person,
        number=SEALED["person.number"].masked(person),
        standings=sorted(
            (each for each in person.standings.all() if was_known(each, horizon)), key=lambda each: each.pk
        ),
        conflicts=list(conflicts) if "conflicts" in told else [],
        merged=list(merged) if "merged" in told else [],
        other_names=list(names) if "other_names" in told else [],
        **{
            name: _entries(model._default_manager.filter(known_at(horizon), person=person))
            if name in told
            else []
            for name, model in FACTS.items()
        },
    )


def list_history(person: Person, table: str) -> list[Entry[Known]]:
    """Return all that was ever known in one table of the file, also what was ended, the newest first."""
    model = FACTS[table]
    rows: QuerySet[Known] = model._default_manager.filter(person=person)
    return _dressed(rows.select_related("source", "ended_by").order_by("-source_id", "-id"))


def _told(person: Person) -> set[str]:
    """Return which parts of a file may have anything in them: most people are in few of the tables.

    Asked without saying who looks, as a part that has something is then read by its own table and its cut.
    """
    asked = _asking()
    with connection.cursor() as cursor:
        cursor.execute(asked, [person.pk] * asked.count("%s"))
        return {name for (name,) in cursor.fetchall()}


@cache
def _asking() -> str:
    tables: dict[str, tuple[type[Model], str]] = {
        **{name: (model, "person_id") for name, model in FACTS.items()},
        "conflicts": (Conflict, "person_id"),
        "merged": (Person, "merged_into_id"),
        "other_names": (OtherName, "person_id"),
    }
    return " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {model._meta.db_table} WHERE {column} = %s)"  # noqa: S608 - our own names
        for name, (model, column) in tables.items()
    )


def _entries(rows: QuerySet[Row]) -> list[Entry[Row]]:
    """Return what is known in one table, what began last first, what has no first day at the end."""
    entries = _dressed(rows.select_related("source", "ended_by", *RELATED.get(rows.model, ())))
    return sorted(entries, key=lambda entry: (entry.valid_from or date.min, entry.row.pk), reverse=True)


def _dressed(rows: QuerySet[Row]) -> list[Entry[Row]]:
    columns = sealed_columns_of(rows.model)
    return [Entry(row, row.source, row.ended_by, {c.stem: c.masked(row) for c in columns}) for row in rows]
