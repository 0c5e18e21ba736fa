"""What a backup says of itself: manifest.json, and beside it the digest of the manifest.

The key file is not in it: the manifest names the keys by their fingerprints.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes

MANIFEST, SEAL = "manifest.json", "manifest.json.sm3"
PIECE = 1 << 20


class NoBackup(Exception):
    """The folder holds no manifest that can be read."""


@dataclass(frozen=True)
class KeptFile:
    """One file of a backup; its path is seen from the folder of the backup."""

    path: str
    bytes: int
    sm3: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What was kept, of which state."""

    version: str
    made_at: str
    database: str  # sqlite or postgresql
    rows: dict[str, int]
    seals: int
    last_seal: str
    last_root: str
    migrations: list[list[str]]
    keys: dict[str, str]
    files: list[KeptFile]


def keep_file(folder: Path, path: Path) -> KeptFile:
    """Return the entry of a file."""
    sm3, sha256, size = hashes.Hash(hashes.SM3()), hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            sm3.update(piece)
            sha256.update(piece)
            size += len(piece)
    return KeptFile(str(path.relative_to(folder)), size, sm3.finalize().hex(), sha256.hexdigest())


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files of a backup without its manifest, in the order of their paths."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in {MANIFEST, SEAL}:
            yield path


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and its digest, on the disk when this returns."""
    _write(folder / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    _write(folder / SEAL, keep_file(folder, folder / MANIFEST).sm3 + "\n")


def _write(path: Path, text: str) -> None:
    with open(path, "x", encoding="utf-8", opener=private) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def private(path: str, flags: int) -> int:
    """Open a file only its owner may read."""
    return os.open(path, flags, 0o600)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a backup.

    Raises:
        NoBackup: there is none, or it is not what was written.
    """
    try:
        if (folder / SEAL).read_bytes() != f"{keep_file(folder, folder / MANIFEST).sm3}\n".encode():
            raise NoBackup(str(folder / MANIFEST))
        written: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        files = [KeptFile(**each) for each in written.pop("files")]
        return Manifest(files=files, **written)
    except (OSError, ValueError, TypeError, KeyError) as why:
        raise NoBackup(str(folder / MANIFEST)) from why


def newest_backup(folder: Path) -> Manifest | None:
    """Return the manifest of the newest good backup in the folder of backups; None when there is none."""
    for each in sorted(folder.glob("*/" + MANIFEST), reverse=True):
        try:
            return read_manifest(each.parent)
        except NoBackup:
            continue
    return None
