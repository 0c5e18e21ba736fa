"""SQLite: copied by its own backup in one go while others write, opened again without changing a byte."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from yingbao.edges.backups.standing import Held, ask, look, standing_on

NAME = "database.sqlite3"


def copy_database(target: Path, seen: Callable[[], Held] = look) -> Held:
    """Copy the database into a file, and return what it held at that moment.

    All pages in one step: copying page by page begins anew with each write of others and never ends.
    Counting and copying see the same state, in one reading transaction; others write on.
    """
    with standing_on() as ours:
        ours.ensure_connection()
        source = ours.connection
        source.execute("BEGIN DEFERRED")
        held = seen()
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=-1)
            # One file that stands alone, without a log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
        source.execute("ROLLBACK")
    return held


@contextmanager
def opened(folder: Path) -> Iterator[None]:
    """Take the copy for our database, to read only."""
    name = f"{(folder / NAME).absolute().as_uri()}?mode=ro&immutable=1"
    options = {**connection.settings_dict["OPTIONS"], "init_command": "PRAGMA foreign_keys=ON;"}
    with standing_on(NAME=name, OPTIONS=options):
        yield


def damage() -> list[str]:
    """Return what the database's own checks find."""
    broken = [row[0] for row in ask("PRAGMA integrity_check") if row[0] != "ok"]
    return broken + [f"{table} {row}" for table, row, *_ in ask("PRAGMA foreign_key_check")]
