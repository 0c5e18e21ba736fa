"""The files of approved amendments: where they stand, and how they get there whole or not at all."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from yingbao.office.determination.packs import amendments_of


@dataclass(frozen=True)
class ReadyFile:
    """A file written beside its place, safe on disk, only to be renamed."""

    aside: Path
    place: Path

    def put_in_place(self) -> None:
        """Rename it to where it belongs; who reads meanwhile sees all of it or nothing."""
        os.replace(self.aside, self.place)
        _keep(self.place.parent)

    def discard(self) -> None:
        """Take it away again."""
        self.aside.unlink(missing_ok=True)


def path_of(pack_id: str, file: str) -> Path:
    """Return where the file of an amendment stands."""
    return amendments_of(pack_id) / f"{file}.yaml"


def digest_of(text: str) -> str:
    """Return the fingerprint of a file's text."""
    return sha256(text.encode()).hexdigest()


def write_aside(place: Path, text: str) -> ReadyFile:
    """Write a file beside its place and see it safe on disk.

    Raises:
        OSError: the disk does not take it.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f".{place.name}.part")
    with aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return ReadyFile(aside, place)


def take_away(place: Path) -> None:
    """Take a file away, if it is there, and see that safe on disk."""
    if place.exists():
        place.unlink()
        _keep(place.parent)


def _keep(folder: Path) -> None:
    """See what happened in a folder safe on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
