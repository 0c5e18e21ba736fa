"""What a database holds: rows by table, the last seal, the migrations; also of another database than ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

# What `migrate` itself puts into a new database.
FRESH = {"django_migrations", "django_content_type", "auth_permission"}


class Held(NamedTuple):
    """What was found in a database."""

    rows: dict[str, int]
    seals: int
    last_seal: str
    last_root: str
    migrations: list[list[str]]


@contextmanager
def standing_on(**changed: Any) -> Iterator[BaseDatabaseWrapper]:
    """Take another database for ours, in this thread: its settings are ours but for some."""
    ours = connections["default"]
    settings = {**ours.settings_dict, **changed}
    other: BaseDatabaseWrapper = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")
    connections["default"] = other
    try:
        yield other
    finally:
        other.close()
        connections["default"] = ours


def look() -> Held:
    """Return what the database holds now."""
    tables = sorted(connection.introspection.table_names())
    rows = {table: _count(connection.ops.quote_name(table)) for table in tables}
    last = (0, "", "")
    if "audit_seal" in rows:
        found = ask("SELECT number, digest, root FROM audit_seal ORDER BY number DESC LIMIT 1")
        last = found[0] if found else last
    migrations = []
    if "django_migrations" in rows:
        migrations = [list(each) for each in ask("SELECT app, name FROM django_migrations ORDER BY 1, 2")]
    return Held(rows, last[0], last[1], last[2], migrations)


def _count(table: str) -> int:
    ((count,),) = ask(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name the database gave
    return int(count)


def has_rows() -> bool:
    """Return whether a database holds more than what `migrate` puts in."""
    return any(count for table, count in look().rows.items() if table not in FRESH)


def ask(question: str) -> list[Any]:
    """Return the rows of an answer."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())
