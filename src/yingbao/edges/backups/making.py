"""Making a backup: copied under another name, proven, and only then called good by its own name."""

import os
import shutil
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from yingbao.edges.backups import postgresql, sqlite
from yingbao.edges.backups.manifest import Manifest, files_in, keep_file, write_manifest
from yingbao.edges.backups.proving import prove
from yingbao.office.access.sight import seeing_all
from yingbao.office.register.key_file import key_state


class NotGood(Exception):
    """What was copied is not what was there; what does not fit."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@seeing_all(reason="a backup is of everything")
def make_backup(parent: Path, at: datetime) -> Path:
    """Keep the database, the amendments and the files that came in; return the folder of the backup.

    Raises:
        NotGood: it does not open, or not as what was counted; nothing is left of it.
        NoKeys: there is no key file whose keys the manifest could name.
        NoClient, ClientFailed: the clients of PostgreSQL are missing or failed.
    """
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    waiting = parent / f"{name}.part"
    waiting.mkdir(mode=0o700)
    try:
        keys = key_state(settings.KEY_FILE).fingerprints
        _fill(waiting, at, keys)
        problems = prove(waiting)
        if problems:
            raise NotGood(problems)
        return waiting.rename(parent / name)
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise


def _fill(folder: Path, at: datetime, keys: dict[str, str]) -> None:
    kind = postgresql if connection.vendor == "postgresql" else sqlite
    held = kind.copy_database(folder / kind.NAME)
    # After the database: every file it knows was there before its row.
    for source, name in ((settings.AMENDMENTS_DIR, "amendments"), (settings.UPLOAD_DIR, "uploads")):
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("*.part"))
    files = list(files_in(folder))
    for path in files:
        _settle(path)
    manifest = Manifest(
        version=version("yingbao"),
        made_at=at.isoformat(),
        database=connection.vendor,
        rows=held.rows,
        seals=held.seals,
        last_seal=held.last_seal,
        last_root=held.last_root,
        migrations=held.migrations,
        keys=keys,
        files=[keep_file(folder, path) for path in files],
    )
    write_manifest(folder, manifest)


def _settle(path: Path) -> None:
    with path.open("rb") as file:
        os.fchmod(file.fileno(), 0o600)
        os.fsync(file.fileno())
