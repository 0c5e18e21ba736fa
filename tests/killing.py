"""Work killed without warning at any statement or COMMIT, in a child process, on a copy of the database.

The test's own database, with what it committed, is the template. A child does some work on a copy of it and dies
at a point it is told; the points are counted by a run that is not killed. What tests/killing_calls.py adds are
deaths at calls to the system.
"""

import gc
import itertools
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from django.db import connection, connections

# For the night: 1 is every point, each alone, 3 every third; 0 is a sample.
EVERY = int(os.environ.get("YINGBAO_EVERY_KILL", "0"))
# A killed process loses nothing that it wrote, wherever that is: memory does, and is fast.
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
# A call to the system may be let through before the process dies: it dies of this signal then.
AFTERWARDS = signal.SIGUSR1
_copies = itertools.count(1)


@dataclass(frozen=True)
class Ground:
    """What a child works on: a database, and a folder for the files it makes."""

    database: str
    folder: Path


Work = Callable[[Path], Any]


class Copies:
    """Copies of the database as it was when the template was made."""

    def __enter__(self) -> "Copies":
        self.folder = Path(
            tempfile.mkdtemp(prefix="killed-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None)
        )
        self.template = self._make(self._name(), None)
        # No child looks through all that the parent has: each page it touched would be copied.
        gc.freeze()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, where: TracebackType | None
    ) -> None:
        gc.unfreeze()
        self._drop(self.template)
        shutil.rmtree(self.folder)

    @contextmanager
    def one(self) -> Iterator[Ground]:
        """Give a new copy with an empty folder, and drop both afterwards."""
        name = self._make(self._name(), self.template)
        folder = self.folder / f"{Path(name).name}-files"
        folder.mkdir()
        try:
            yield Ground(name, folder)
        finally:
            self._drop(name)
            shutil.rmtree(folder)

    def _name(self) -> str:
        own = f"killed_{os.getpid()}_{next(_copies)}"
        return own if connection.vendor == "postgresql" else str(self.folder / own)

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
        for end in ("", "-wal", "-shm"):
            Path(f"{name}{end}").unlink(missing_ok=True)


def _on_server(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


class Died(Exception):
    """The child failed by itself, which it should not."""


class Child:
    """Work done in a process of its own. What it is prepared by tells, at the end, what it counted."""

    def __init__(self, ground: Ground, work: Work, prepare: Callable[[], Callable[[], int]]) -> None:
        if connection.vendor == "postgresql":
            connections.close_all()
        self._told, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._told)
            _work_and_exit(ground, work, prepare, writing)
        os.close(writing)

    def end(self) -> tuple[Any, int] | None:
        """Wait for it; return what the work gave and what was counted, or None if it was killed.

        Raises:
            Died: it ended otherwise; its traceback is on stderr.
        """
        with os.fdopen(self._told) as pipe:
            told = pipe.read()
        _, status = os.waitpid(self.pid, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGKILL, AFTERWARDS}:
            return None
        if status or not told:
            raise Died(str(status))
        result, points = json.loads(told)
        return result, points


def done_in_child(ground: Ground, work: Work, die_at: int = 0) -> tuple[Any, int] | None:
    """Do work in a child; return what it gave and how many points it passed, or None if it was killed.

    Raises:
        Died: it ended otherwise.
    """
    return Child(ground, work, lambda: _count_and_die(die_at)).end()


def ended(ground: Ground, work: Work) -> Any:
    """Do work in a child that nobody kills, and return what it gave."""
    done = done_in_child(ground, work)
    assert done is not None, "nobody kills the last one"
    return done[0]


def done_by_many(ground: Ground, workers: int, work: Work) -> list[Any]:
    """Let several children do the same work on one database at the same time; return what each gave.

    Raises:
        Died: one of them failed.
    """
    children = [Child(ground, work, lambda: _count_and_die(0)) for _ in range(workers)]
    ends = [child.end() for child in children]
    return [done[0] for done in ends if done is not None]


def _work_and_exit(
    ground: Ground, work: Work, prepare: Callable[[], Callable[[], int]], writing: int
) -> None:
    status = 3
    try:
        # The parent's connection is its own: on SQLite it is memory the child has a copy of.
        connection.connection = None
        connection.settings_dict["NAME"] = ground.database
        count = prepare()
        gave = work(ground.folder)
        # On SQLite the log is copied into the database now; that may be killed as well.
        connection.close()
        with os.fdopen(writing, "w") as pipe:
            json.dump([gave, count()], pipe)
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
