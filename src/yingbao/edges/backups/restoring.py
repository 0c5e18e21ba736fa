"""The way back: restored beside, proven there, then put in the place of the old one, which is moved aside.

Nothing is overwritten and nothing deleted: what was there before keeps its content under another name.
"""

import os
import shutil
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from yingbao.edges.backups import postgresql, sqlite
from yingbao.edges.backups.making import NotGood
from yingbao.edges.backups.manifest import Manifest, read_manifest
from yingbao.edges.backups.proving import AnotherKind, changed_files, problems_in_database, unknown_migrations
from yingbao.edges.backups.standing import has_rows, standing_on
from yingbao.office.access.sight import seeing_all
from yingbao.office.register.key_file import key_state


class Newer(Exception):
    """A newer version made the backup: these migrations are not known here."""


class OtherKeys(Exception):
    """The key file here lacks keys of the backup: its numbers could not be read."""


class HoldsRows(Exception):
    """The database holds rows: whoever means to replace it names it."""


@seeing_all(reason="a backup is of everything")
def restore_backup(folder: Path, *, into: str, over: str, files: Path | None, at: datetime) -> list[str]:
    """Restore a backup into a database and return what was moved aside.

    Args:
        folder: the backup.
        into: the file of an SQLite database, or the name of a database on the PostgreSQL server that is set.
        over: the same name again, where rows may be replaced.
        files: where amendments and files that came in are put; None: not at all, for a drill.
        at: the moment, for the names of what is moved aside.

    Raises:
        NoBackup, NotGood, AnotherKind: it is none, was changed, or is for the other kind of database.
        Newer, OtherKeys, HoldsRows: it must not be restored here.
        NoClient, ClientFailed: the clients of PostgreSQL are missing or failed.
    """
    manifest = read_manifest(folder)
    if manifest.database != connection.vendor:
        raise AnotherKind(manifest.database)
    _refuse(list(changed_files(folder, manifest)))
    if newer := unknown_migrations(manifest):
        raise Newer(", ".join(newer))
    ours = key_state(settings.KEY_FILE).fingerprints
    if lacking := sorted(name for name, mark in manifest.keys.items() if ours.get(name) != mark):
        raise OtherKeys(", ".join(lacking))
    suffix = at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    way = _into_postgresql if manifest.database == "postgresql" else _into_sqlite
    aside = way(folder, manifest, into, over == into, suffix)
    return aside + (_restore_files(folder, files, suffix) if files else [])


def _refuse(problems: list[str]) -> None:
    if problems:
        raise NotGood(problems)


def _check(database: AbstractContextManager[object], manifest: Manifest) -> None:
    with database:
        _refuse(list(problems_in_database(manifest)))


def _into_sqlite(folder: Path, manifest: Manifest, into: str, over: bool, suffix: str) -> list[str]:
    target = Path(into)
    if target.exists() and not over:
        with standing_on(NAME=str(target)):
            if has_rows():
                raise HoldsRows(into)
    beside = target.with_name(f"{target.name}.restoring-{suffix}")
    try:
        shutil.copyfile(folder / sqlite.NAME, beside)
        beside.chmod(0o600)
        # Opened as the product opens it: from now on it writes ahead.
        _check(standing_on(NAME=str(beside)), manifest)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        aside = []
        for end in ("", "-wal", "-shm"):
            old = target.with_name(target.name + end)
            if old.exists():
                kept = target.with_name(f"{target.name}.before-{suffix}{end}")
                aside.append(str(old.rename(kept)))
        beside.rename(target)
    finally:
        for end in ("", "-wal", "-shm"):
            beside.with_name(beside.name + end).unlink(missing_ok=True)
    return aside


def _into_postgresql(folder: Path, manifest: Manifest, into: str, over: bool, suffix: str) -> list[str]:
    quote = connection.ops.quote_name
    there = postgresql.exists(into)
    if there and not over:
        with standing_on(NAME=into):
            if has_rows():
                raise HoldsRows(into)
    beside, kept = f"{into}_restoring_{suffix}", f"{into}_before_{suffix}"
    postgresql.restore_into(beside, folder)
    try:
        _check(standing_on(NAME=beside), manifest)
        connection.close()
        if there:
            postgresql.on_server(f"ALTER DATABASE {quote(into)} RENAME TO {quote(kept)}")
        postgresql.on_server(f"ALTER DATABASE {quote(beside)} RENAME TO {quote(into)}")
    except BaseException:
        if postgresql.exists(beside):
            postgresql.on_server(f"DROP DATABASE {quote(beside)}")
        raise
    return [kept] if there else []


def _restore_files(folder: Path, files: Path, suffix: str) -> list[str]:
    aside = []
    for name, configured in (("amendments", settings.AMENDMENTS_DIR), ("uploads", settings.UPLOAD_DIR)):
        target = configured if files == settings.HOME else files / name
        if target.exists():
            aside.append(str(target.rename(target.with_name(f"{target.name}.before-{suffix}"))))
        if (folder / name).is_dir():
            shutil.copytree(folder / name, target)
    return aside
