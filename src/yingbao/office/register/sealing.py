"""Numbers of persons at rest: sealed with SM4-GCM to their row, and found again by a blind index.

A sealed value is: version (1 byte), nonce (12), ciphertext, tag (16). It is bound to table.column.row, so a
value copied into another row or column does not open. The blind index is HMAC-SM3 under a key of its own:
equal numbers have equal indexes, and whoever has the database without the key file learns nothing from them.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

NONCE, TAG = 12, 16
KEY_BYTES = {"SM4-GCM": 16, "HMAC-SM3": 32}
# Citizen numbers share one index wherever they stand, so an account holder can be found among persons.
RESIDENT_ID, CERTIFICATE, PHONE, ACCOUNT = "resident_id", "certificate", "phone", "account"
# What is sealed elsewhere than in a column: a piece of a file that came in, a secret of a second factor.
UPLOAD, SECOND_FACTOR = "upload.piece", "second_factor.secret"


class NoKeys(Exception):
    """The key file is missing or cannot be read: `yingbao keys new` makes one."""


class KeysExist(Exception):
    """There is a key file already; another one would make every number unreadable."""


class Tampered(Exception):
    """A sealed value does not open in its place: it was changed, moved, or sealed under another key."""


class Place(NamedTuple):
    """Where a sealed value belongs: table and column, such as person.number, and the row's id."""

    column: str
    row: int

    @property
    def bound(self) -> bytes:
        return f"{self.column}.{self.row}".encode()


class Sealer(Protocol):
    """What a provider of cryptography does for us: this software, or a certified module."""

    def encrypt(self, clear: bytes, place: Place) -> bytes: ...
    def decrypt(self, sealed: bytes, place: Place) -> bytes: ...
    def index(self, clear: str, domain: str) -> bytes: ...


class SoftwareSealer:
    """SM4-GCM and HMAC-SM3 in this process, with the keys of the key file."""

    def __init__(self, keys: dict[int, bytes], current: int, index_key: bytes) -> None:
        self._ciphers = {version: algorithms.SM4(key) for version, key in keys.items()}
        self._current = current
        self._index_key = index_key
        self._index_states: dict[str, hmac.HMAC] = {}

    def encrypt(self, clear: bytes, place: Place) -> bytes:
        nonce = os.urandom(NONCE)
        work = Cipher(self._ciphers[self._current], modes.GCM(nonce)).encryptor()
        work.authenticate_additional_data(place.bound)
        return bytes((self._current,)) + nonce + work.update(clear) + work.finalize() + work.tag

    def decrypt(self, sealed: bytes, place: Place) -> bytes:
        sealed = bytes(sealed)
        if len(sealed) < 1 + NONCE + TAG or sealed[0] not in self._ciphers:
            raise Tampered(place.column)
        nonce, body, tag = sealed[1 : 1 + NONCE], sealed[1 + NONCE : -TAG], sealed[-TAG:]
        work = Cipher(self._ciphers[sealed[0]], modes.GCM(nonce, tag)).decryptor()
        work.authenticate_additional_data(place.bound)
        try:
            return work.update(body) + work.finalize()
        except InvalidTag:
            raise Tampered(place.column) from None

    def index(self, clear: str, domain: str) -> bytes:
        state = self._index_states.get(domain)
        if state is None:
            # The keyed state is made once and copied: four times faster than a new HMAC for each number.
            state = hmac.HMAC(self._index_key, hashes.SM3())
            state.update(f"{domain}:".encode())
            self._index_states[domain] = state
        work = state.copy()
        work.update(clear.encode())
        return work.finalize()


def write_new_keys(path: Path) -> None:
    """Write a key file with fresh keys that only its owner may read.

    Raises:
        KeysExist: there is one already.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = {
        "sealing": {"1": {"algorithm": "SM4-GCM", "key": os.urandom(KEY_BYTES["SM4-GCM"]).hex()}},
        "current": 1,
        "index": {"algorithm": "HMAC-SM3", "key": os.urandom(KEY_BYTES["HMAC-SM3"]).hex()},
    }
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError:
        raise KeysExist(str(path)) from None
    with os.fdopen(descriptor, "w") as file:
        json.dump(keys, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def read_keys(path: Path) -> SoftwareSealer:
    """Return the sealer with the keys of a file.

    Raises:
        NoKeys: there is no such file, or it is not one of ours.
    """
    try:
        written = json.loads(path.read_text())
        keys = {int(v): _key(entry, "SM4-GCM") for v, entry in written["sealing"].items()}
        return SoftwareSealer(keys, _version(written["current"], keys), _key(written["index"], "HMAC-SM3"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as why:
        raise NoKeys(str(path)) from why


def _key(entry: dict[str, str], algorithm: str) -> bytes:
    key = bytes.fromhex(entry["key"])
    if entry["algorithm"] != algorithm or len(key) != KEY_BYTES[algorithm]:
        raise ValueError(algorithm)
    return key


def _version(current: int, keys: dict[int, bytes]) -> int:
    if current not in keys or not 0 < current < 256:
        raise ValueError("current")
    return current


class _Watched:
    """The keys of a file as it is now: one that was added while we run is known with the next value."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: tuple[tuple[int, int, int], SoftwareSealer] | None = None

    def _now(self) -> SoftwareSealer:
        try:
            state = self._path.stat()
        except OSError:
            # What runs goes on with the keys it has; what starts is refused without the file (self_checks).
            return self._held[1] if self._held else read_keys(self._path)
        stamp = (state.st_ino, state.st_mtime_ns, state.st_size)
        held = self._held
        if held is None or held[0] != stamp:
            held = self._held = (stamp, read_keys(self._path))
        return held[1]

    def encrypt(self, clear: bytes, place: Place) -> bytes:
        return self._now().encrypt(clear, place)

    def decrypt(self, sealed: bytes, place: Place) -> bytes:
        return self._now().decrypt(sealed, place)

    def index(self, clear: str, domain: str) -> bytes:
        return self._now().index(clear, domain)


@cache
def sealer_of(path: Path) -> Sealer:
    """Return the provider with the keys of a file, also of those that are added later."""
    return _Watched(path)


def sealer() -> Sealer:
    """Return the provider in use; a loop over many rows asks once and keeps it."""
    return sealer_of(settings.KEY_FILE)


def seal(clear: str, *, column: str, row: int) -> bytes:
    """Return a text sealed to its place, such as column="person.number", row=person.pk."""
    return sealer().encrypt(clear.encode(), Place(column, row))


def unseal(sealed: bytes | memoryview, *, column: str, row: int) -> str:
    """Return the text sealed to this place.

    Raises:
        Tampered: it was not sealed here.
    """
    return sealer().decrypt(bytes(sealed), Place(column, row)).decode()


def blind_index(clear: str, domain: str) -> bytes:
    """Return the blind index of a number; the domain is RESIDENT_ID, CERTIFICATE, PHONE or ACCOUNT."""
    return sealer().index(clear, domain)
