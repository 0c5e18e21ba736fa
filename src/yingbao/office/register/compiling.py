"""Whether PostgreSQL compiles what it is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def uncompiled() -> Iterator[None]:
    """Let PostgreSQL answer without compiling first, for work in chunks of some thousand rows.

    The policies of the tables look dear to its planner: it would compile each statement of each chunk, for
    longer than it then runs. On SQLite nothing happens.
    """
    if connection.vendor != "postgresql":
        yield
        return
    before = _say("SELECT current_setting('jit')")
    _say("SELECT set_config('jit', 'off', false)")
    try:
        yield
    finally:
        # What an error inside a transaction undoes, it undoes of this as well.
        if not connection.needs_rollback and connection.is_usable():
            _say("SELECT set_config('jit', %s, false)", before)


def _say(statement: str, *values: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        (said,) = cursor.fetchone()
    return str(said)
