"""Many rows into a table at once: executemany on SQLite, COPY on PostgreSQL."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as values of these columns, in their order."""
    insert_values(model._meta.db_table, columns, rows)


def insert_values(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows into a table of ours that is no model's: a temporary one, or see insert_rows."""
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy_in(cursor, table, names, rows)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608 - our own names


def _copy_in(cursor: Any, table: str, names: str, rows: Iterable[Sequence[Any]]) -> None:
    """COPY where the role may; row-level security refuses that, and takes them from a table beside it."""
    cursor.execute("SELECT row_security_active(%s)", [table])
    (held,) = cursor.fetchone()
    target = f"copied_{table}" if held else table
    if held:
        cursor.execute(f"CREATE TEMPORARY TABLE {target} AS SELECT {names} FROM {table} WITH NO DATA")  # noqa: S608
    with cursor.copy(f"COPY {target} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    if held:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {target}")  # noqa: S608 - our own names
        cursor.execute(f"DROP TABLE {target}")


def end_rows(model: type[Model], ids: Iterable[int], source: int) -> None:
    """End rows by a source: they are no longer known from then on."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {model._meta.db_table} SET ended_by_id = %s WHERE id = %s",  # noqa: S608 - our own names
            [(source, row) for row in ids],
        )
