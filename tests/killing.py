"""Work killed without warning at any statement or COMMIT, in a child process, on a copy of the database.

The test's own database, with what it committed, is the template. A child does some work on a copy of it and dies
at a point it is told; the points are counted by a run that is not killed.
"""

import itertools
import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections

# For the night: 1 is every point, each alone, 3 every third; 0 is a sample.
EVERY = int(os.environ.get("YINGBAO_EVERY_KILL", "0"))
_copies = itertools.count(1)


class Copies:
    """Copies of the database as it was when the template was made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = self._make(self._name(), None)

    @contextmanager
    def one(self) -> Iterator[str]:
        """Give the name of a new copy, and drop it afterwards."""
        name = self._make(self._name(), self.template)
        try:
            yield name
        finally:
            self._drop(name)

    def close(self) -> None:
        self._drop(self.template)

    def _name(self) -> str:
        own = f"killed_{os.getpid()}_{next(_copies)}"
        return own if connection.vendor == "postgresql" else str(self.folder / f"{own}.sqlite3")

    def _make(self, name: str, template: str | None) -> str:
        if connection.vendor == "postgresql":
            source = template or str(connection.settings_dict["NAME"])
            connections.close_all()
            _on_server(f"CREATE DATABASE {name} TEMPLATE {source}")
        elif template:
            shutil.copyfile(template, name)
        else:
            connection.ensure_connection()
            with type(connection.connection)(name) as target:
                connection.connection.backup(target)
            target.close()
        return name

    def _drop(self, name: str) -> None:
        if connection.vendor == "postgresql":
            _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            return
        for file in self.folder.glob(f"{Path(name).name}*"):
            file.unlink()


def _on_server(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


class Died(Exception):
    """The child failed by itself, which it should not."""


def done_in_child(database: str, work: Callable[[], Any], die_at: int = 0) -> tuple[Any, int] | None:
    """Do work on a database in a child; return what it gave and how many points it passed, or None if killed.

    Raises:
        Died: it ended otherwise; its traceback is on stderr.
    """
    return _end(_begin(database, work, die_at))


def done_by_many(database: str, workers: int, work: Callable[[], Any]) -> list[Any]:
    """Let several children do the same work on one database at the same time; return what each gave.

    Raises:
        Died: one of them failed.
    """
    children = [_begin(database, work, 0) for _ in range(workers)]
    ended = [_end(child) for child in children]
    return [done[0] for done in ended if done is not None]


def _begin(database: str, work: Callable[[], Any], die_at: int) -> tuple[int, int]:
    if connection.vendor == "postgresql":
        connections.close_all()
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_and_exit(database, work, die_at, writing)
    os.close(writing)
    return child, reading


def _end(started: tuple[int, int]) -> tuple[Any, int] | None:
    child, reading = started
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return None
    if status or not told:
        raise Died(str(status))
    result, points = json.loads(told)
    return result, points


def _work_and_exit(database: str, work: Callable[[], Any], die_at: int, writing: int) -> None:
    status = 3
    try:
        # The parent's connection is its own: on SQLite it is memory the child has a copy of.
        connection.connection = None
        connection.settings_dict["NAME"] = database
        points = _count_and_die(die_at)
        told = json.dumps([work(), points()])
        with os.fdopen(writing, "w") as pipe:
            pipe.write(told)
        status = 0
    except BaseException:  # noqa: BLE001 - a child of a test ends here, whatever happened
        traceback.print_exc()
    finally:
        os._exit(status)


def _count_and_die(die_at: int) -> Callable[[], int]:
    """Count each statement, and each COMMIT before and after; die at the one that was told."""
    passed = 0

    def point() -> None:
        nonlocal passed
        passed += 1
        if passed == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def before_each(execute: Any, *args: Any) -> Any:
        point()
        return execute(*args)

    commit = connection._commit  # type: ignore[attr-defined]

    def around_commit() -> None:
        point()
        commit()
        point()

    connection.execute_wrappers.append(before_each)
    connection._commit = around_commit  # type: ignore[attr-defined]
    return lambda: passed
