"""Putting a bank's file into a folder: whole and under its name, or not at all."""

import os
from pathlib import Path

from yingbao.office.register.key_file import settle


class AnotherFileIsThere(Exception):
    """A file of this name stands there with other contents; it is left as it is."""


class NoFolder(Exception):
    """There is no such folder, or the name leads out of it."""


def put(folder: Path, name: str, content: bytes) -> Path:
    """Return the path of the file, which is on the disk, readable by its owner only.

    It is written under a name of its own and then renamed, so that nobody ever reads half of it. The same
    contents under that name already are what was asked for.

    Raises:
        NoFolder: the folder is not there, or the name is no plain name.
        AnotherFileIsThere: other contents stand under that name.
    """
    if not folder.is_dir() or Path(name).name != name:
        raise NoFolder(str(folder / name))
    path = folder / name
    if not path.exists():
        _write(path, content)
    elif path.read_bytes() != content:
        raise AnotherFileIsThere(str(path))
    # Also where it was there: whoever gave it its name may have died before the name was on the disk.
    settle(folder)
    return path


def _write(path: Path, content: bytes) -> None:
    waiting = path.with_name(f".{os.urandom(8).hex()}")
    try:
        descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        waiting.rename(path)
    finally:
        waiting.unlink(missing_ok=True)
