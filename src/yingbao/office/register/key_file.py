"""The key file over time: which keys are in it, one more, one less. The file is whole at every moment.

The key of the blind index never changes: with another one no number would be found again.
"""

import fcntl
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from yingbao.office.audit.digests import sm3
from yingbao.office.register.sealing import KEY_BYTES, read_keys

MOST_KEYS = 255
FINGERPRINT_LETTERS = 16
OWNER_ONLY = stat.S_IRUSR | stat.S_IWUSR


class TooManyKeys(Exception):
    """A value names its key with one byte: after 255 there is no number left."""


class CurrentKey(Exception):
    """New values are sealed with this key: it cannot be taken out."""


class NoSuchKey(Exception):
    """The file has no key with this version."""


@dataclass(frozen=True)
class KeyState:
    """What may be told of a key file: no key itself.

    A fingerprint says whether two files hold the same key, and nothing about it: keys are random.
    """

    current: int
    since: datetime | None  # None: from the beginning
    fingerprints: dict[str, str]  # by version, and "index"


def key_state(path: Path) -> KeyState:
    """Return which keys a file holds.

    Raises:
        NoKeys: there is no such file, or it is not one of ours.
    """
    written = _read(path)
    current = written["current"]
    since = written["sealing"][str(current)].get("since")
    entries = {**written["sealing"], "index": written["index"]}
    return KeyState(
        current,
        datetime.fromisoformat(since) if since else None,
        {name: fingerprint(bytes.fromhex(entry["key"])) for name, entry in entries.items()},
    )


def fingerprint(key: bytes) -> str:
    """Return what a key is recognised by."""
    return sm3(b"yingbao key " + key).hex()[:FINGERPRINT_LETTERS]


def add_key(path: Path, at: datetime) -> int:
    """Add a fresh key, with which new values are sealed from now on; return its version.

    Raises:
        NoKeys: there is no such file, or it is not one of ours.
        TooManyKeys: there have been 255.
    """
    with _alone(path):
        written = _read(path)
        version = max(int(each) for each in written["sealing"]) + 1
        if version > MOST_KEYS:
            raise TooManyKeys(str(path))
        key = os.urandom(KEY_BYTES["SM4-GCM"]).hex()
        written["sealing"][str(version)] = {"algorithm": "SM4-GCM", "key": key, "since": at.isoformat()}
        written["current"] = version
        _write(path, written)
    return version


def remove_key(path: Path, version: int) -> None:
    """Take out a key nothing is sealed with any more.

    Raises:
        NoKeys: there is no such file, or it is not one of ours.
        CurrentKey, NoSuchKey: it cannot be taken out.
    """
    with _alone(path):
        written = _read(path)
        if version == written["current"]:
            raise CurrentKey(str(version))
        if written["sealing"].pop(str(version), None) is None:
            raise NoSuchKey(str(version))
        _write(path, written)


def _read(path: Path) -> dict[str, Any]:
    read_keys(path)  # says whether it is one of ours
    written: dict[str, Any] = json.loads(path.read_text())
    return written


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep others from changing the file meanwhile; readers go on."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _write(path: Path, written: dict[str, Any]) -> None:
    """Put a new file in the place of the old one, with its owner; a power cut leaves the one or the other."""
    before = path.stat()
    waiting = path.with_name(f"{path.name}.{os.urandom(4).hex()}")
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(descriptor, "w") as file:
            os.fchmod(descriptor, before.st_mode & OWNER_ONLY)
            if (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
                os.fchown(descriptor, before.st_uid, before.st_gid)
            json.dump(written, file, indent=1)
            file.flush()
            os.fsync(descriptor)
        waiting.replace(path)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    settle(path.parent)


def settle(folder: Path) -> None:
    """Put on the disk which files a folder holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
