"""The tables a run works in: temporary, of one connection, gone when it is done."""
# ruff: noqa: S608 - only our own names and numbers stand in these statements.

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

FOLK = "run_folk"
CHOSEN = "run_chosen"
FACTS = "run_facts"
CHANGED = "run_changed"
ENROLLED = "run_enrolled"
BATCH = 10_000


def answers_of(page: int, label: str = "run") -> str:
    """Return the table of the answers of one page."""
    return f"{label}_answers_{page}"


@contextmanager
def temporary(name: str, columns: str) -> Iterator[str]:
    """Give an empty temporary table, and drop it afterwards."""
    execute(f"DROP TABLE IF EXISTS {name}")
    execute(f"CREATE TEMPORARY TABLE {name} ({columns})")
    try:
        yield name
    finally:
        _drop(name)


@contextmanager
def gathered(name: str, select: str) -> Iterator[str]:
    """Give a temporary table of what a SELECT finds, and drop it afterwards."""
    execute(f"DROP TABLE IF EXISTS {name}")
    execute(f"CREATE TEMPORARY TABLE {name} AS {select}")
    try:
        yield name
    finally:
        _drop(name)


def _drop(name: str) -> None:
    # After an error inside a transaction PostgreSQL takes no more statements;
    # rolling back takes the table away as well.
    if not connection.needs_rollback and connection.is_usable():
        execute(f"DROP TABLE IF EXISTS {name}")


def execute(statement: str, *values: int | str | None) -> int:
    """Run a statement and return how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return int(cursor.rowcount)


def fetch(statement: str, *values: int | str) -> list[tuple[Any, ...]]:
    """Return all rows of a SELECT."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())


def fill(table: str, persons: Iterable[int]) -> None:
    """Put numbers of persons into a table with one column."""
    rows = [(person,) for person in sorted(set(persons))]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            cursor.executemany(f"INSERT INTO {table} (person_id) VALUES (%s)", rows[start : start + BATCH])


def analyze(table: str) -> None:
    """Tell PostgreSQL how large a working table is; it would guess otherwise, and join badly."""
    if connection.vendor == "postgresql":
        execute(f"ANALYZE {table}")
