"""Use our own SQLite in place of the system's, before Django looks for one."""

import sys

import pysqlite3
import pysqlite3.dbapi2

OLDEST_SAFE = (3, 51, 3)  # sqlite.org/wal.html#walresetbug: earlier ones can corrupt a write-ahead log


def use_bundled_sqlite() -> None:
    """Make `import sqlite3` mean the bundled library; refuse one with the WAL-reset bug."""
    if pysqlite3.sqlite_version_info < OLDEST_SAFE:
        message = f"SQLite {pysqlite3.sqlite_version} may lose data; 3.51.3 or newer is needed."
        raise RuntimeError(message)
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
