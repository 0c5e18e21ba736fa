"""What must hold before anything runs: a database that keeps what it acknowledged, and the keys.

Tagged `safety` and `keys`; the command that makes the keys runs without them.
"""

import stat
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from yingbao.office.register.sealing import NoKeys, read_keys

SAFETY, KEYS = "safety", "keys"
OLDEST_SQLITE = (3, 51, 3)
FULL = 2
OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO
ABOVE_ALL = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
HELD = "SELECT row_security_active(to_regclass('register_person'))"
ON_POSTGRESQL = ("fsync", "full_page_writes", "synchronous_commit")


@register(SAFETY)
def database_keeps_what_it_acknowledged(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse a database that may lose or corrupt a commit it has acknowledged."""
    try:
        return _sqlite_problems(connection) if connection.vendor == "sqlite" else _pg_problems(connection)
    except OperationalError as why:
        return [Error(f"The database cannot be opened: {why}", hint="YINGBAO_DATABASE", id="yingbao.E001")]


def _sqlite_problems(database: BaseDatabaseWrapper) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    version = _value(database, "SELECT sqlite_version()")
    if tuple(int(part) for part in version.split(".")) < OLDEST_SQLITE:
        found.append(
            Error(f"SQLite {version} can corrupt its log; 3.51.3 or newer is needed.", id="yingbao.E002")
        )
    if int(_value(database, "PRAGMA synchronous")) < FULL:
        found.append(Error("SQLite must run with synchronous=FULL.", id="yingbao.E003"))
    if _value(database, "PRAGMA journal_mode") != "wal":
        found.append(Error("SQLite must write ahead (journal_mode=WAL).", id="yingbao.E004"))
    if _value(database, "PRAGMA foreign_keys") != "1":
        found.append(Error("SQLite must check foreign keys.", id="yingbao.E005"))
    return found


def _pg_problems(database: BaseDatabaseWrapper) -> list[CheckMessage]:
    found: list[CheckMessage] = [
        Error(f"PostgreSQL runs with {name} off: a power cut would lose what was saved.", id="yingbao.E006")
        for name in ON_POSTGRESQL
        if _value(database, f"SHOW {name}") == "off"
    ]
    if _value(database, ABOVE_ALL) == "True":
        # On one machine for a trial the role of the installation may be the only one there is.
        kind = Warning if settings.PLAIN_HTTP else Error
        found.append(kind("The database role may do anything: take one of its own.", id="yingbao.E009"))
    return found


@register(SAFETY, deploy=True)
def pages_are_held_to_what_is_seen(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse to serve pages in a role that row-level security lets see every row; the worker's may."""
    try:
        if connection.vendor != "postgresql" or _value(connection, HELD) == "True":
            return []
    except OperationalError:
        return []  # told by database_keeps_what_it_acknowledged
    # On one machine for a trial the role of the installation may be the only one there is.
    kind = Warning if settings.PLAIN_HTTP else Error
    text = "Row-level security does not hold the database role of the pages."
    hint = "Migrate, and take a role for them that has not BYPASSRLS: deploy/roles.sql."
    return [kind(text, hint=hint, id="yingbao.E025")]


def _value(database: BaseDatabaseWrapper, question: str) -> str:
    with database.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


@register(KEYS)
def keys_are_there_and_ours_alone(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse to run without the key file, or with one that others may read."""
    path = settings.KEY_FILE
    try:
        read_keys(path)
    except NoKeys:
        return [
            Error(
                f"There is no usable key file at {path}.",
                hint="`yingbao keys new` makes one. If there was one, restore it: nothing opens without it.",
                id="yingbao.E007",
            )
        ]
    if path.stat().st_mode & OTHERS_MAY:
        return [Error(f"Others may read the key file: chmod 400 {path}", id="yingbao.E008")]
    return []
