"""PostgreSQL: dumped by pg_dump in the very state that was counted, restored into a database of its own."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from yingbao.edges.backups.standing import Held, ask, look, standing_on
from yingbao.office.access.row_security import options_of
from yingbao.office.access.sight import declared_sight

NAME = "database.dump"


class NoClient(Exception):
    """pg_dump or pg_restore is not installed."""


class ClientFailed(Exception):
    """pg_dump or pg_restore ended with an error; what it said."""


def copy_database(target: Path) -> Held:
    """Dump the database into a file, and return what it held in the state that was dumped.

    Raises:
        NoClient, ClientFailed: it could not be dumped.
    """
    with standing_on() as ours:
        ours.ensure_connection()
        ours.connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        ((snapshot,),) = ask("SELECT pg_export_snapshot()")
        held = look()
        # Where the role is held by row-level security it sees what we were declared to see: everything.
        _run("pg_dump", "-Fc", "--enable-row-security", f"--snapshot={snapshot}", f"--file={target}")
        ours.connection.execute("ROLLBACK")
    target.chmod(0o600)
    return held


@contextmanager
def opened(folder: Path, name: str = "") -> Iterator[None]:
    """Restore the dump into a database made for it and take that for ours; afterwards it is dropped.

    Raises:
        NoClient, ClientFailed: it could not be restored.
    """
    name = name or f"yingbao_proof_{os.urandom(4).hex()}"
    restore_into(name, folder)
    try:
        with standing_on(NAME=name):
            yield
    finally:
        on_server(f"DROP DATABASE {connection.ops.quote_name(name)}")


def restore_into(name: str, folder: Path) -> None:
    """Make a database and restore the dump into it; a dump that does not restore leaves none.

    Who owns what and who may do what is not restored: see docs/how-to/deploy.md.
    """
    on_server(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    try:
        way = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        _run("pg_restore", *way, str(folder / NAME), database=name)
    except BaseException:
        on_server(f"DROP DATABASE {connection.ops.quote_name(name)}")
        raise


def exists(name: str) -> bool:
    """Return whether the server has a database of this name."""
    return bool(on_server(f"SELECT 1 FROM pg_database WHERE datname = '{name.replace(chr(39), '')}'"))  # noqa: S608 - compared with a name only


def on_server(statement: str) -> list[object]:
    """Say something to the server beside our database."""
    with standing_on(NAME="postgres") as server, server.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def _run(program: str, *words: str, database: str = "") -> None:
    path = shutil.which(program)
    if path is None:
        raise NoClient(program)
    ours = connection.settings_dict
    told = {
        "PGHOST": ours["HOST"],
        "PGPORT": ours["PORT"],
        "PGUSER": ours["USER"],
        "PGPASSWORD": ours["PASSWORD"],
        "PGDATABASE": database or ours["NAME"],
        "PGOPTIONS": options_of(declared_sight()),
    }
    # pg_restore writes to a database only when it is named; the password never stands in the command.
    named = [f"--dbname={database}"] if database else []
    done = subprocess.run(  # noqa: S603 - a program of the server, words of ours
        [path, "--no-password", *named, *words],
        env={**_environment(), **{name: str(value) for name, value in told.items() if value}},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ClientFailed(done.stderr.strip() or program)


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
