"""The bytes an act and a seal are made of, and their SM3 digests.

The form is written down in docs/reference/book-of-acts.md, so that a book can be checked by another program.
A digest begins with a byte that says of what it is: an act, a knot of the tree, a seal.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from cryptography.hazmat.primitives import hashes

ACT, KNOT, SEAL = b"\x00", b"\x01", b"\x02"
NOTHING_BEFORE: Final = "0" * 64
MARK_BYTES: Final = 4
# Quoting letter by letter what json would quote, without building an encoder for every row.
_quoted = json.encoder.encode_basestring
_FRESH = hashes.Hash(hashes.SM3())
_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


class NotAnAct(Exception):
    """What stands in the row can never have been written by us: a moment, a text or the detail is broken."""


class ActRow(NamedTuple):
    """An act as it is read back: the moment as written_moment gives it, the detail as JSON text."""

    id: int
    at: str
    by: str
    role: str
    division: str
    stands_in_for: str
    verb: str
    subject: str
    reason: str
    detail: str


@dataclass(frozen=True)
class SealedFields:
    """What a seal says, without its own digest."""

    number: int
    spans: str
    count: int
    root: str
    marks: bytes
    horizon: int | None
    at: datetime
    previous: str


def sm3(data: bytes) -> bytes:
    """Return the SM3 digest (GB/T 32905-2016), 32 bytes."""
    work = _FRESH.copy()
    work.update(data)
    return work.finalize()


def written_moment(at: datetime) -> str:
    """Return a moment in UTC with microseconds: 2026-06-15T04:00:00.000000Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(detail: str) -> str:
    return detail if detail == "{}" else _write(json.loads(detail))


def act_bytes(row: tuple[Any, ...]) -> bytes:
    """Return the canonical bytes of an act, given in the order of ActRow: a JSON list without spaces.

    Raises:
        NotAnAct: a column holds what cannot be written so.
    """
    try:
        number, *texts, detail = row
        return f"[{number:d},{','.join(map(_quoted, texts))},{_plain(detail)}]".encode()
    except (TypeError, ValueError, RecursionError) as why:
        raise NotAnAct(str(row[0])) from why


def act_digest(row: tuple[Any, ...]) -> bytes:
    """Return the digest of an act: a leaf of the tree."""
    return sm3(ACT + act_bytes(row))


def seal_digest(seal: SealedFields) -> str:
    """Return the digest of a seal in hexadecimal digits, of everything it says."""
    said = [
        seal.number,
        seal.spans,
        seal.count,
        seal.root,
        seal.marks.hex(),
        seal.horizon,
        written_moment(seal.at),
        seal.previous,
    ]
    return sm3(SEAL + _write(said).encode()).hex()


class Tree:
    """The root over digests that come one after the other (RFC 9162 §2.1.1, with SM3)."""

    def __init__(self) -> None:
        self._leaves: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Take the next leaf."""
        self._leaves.append(leaf)

    @property
    def root(self) -> bytes:
        """The root over all leaves so far; a tree without leaves has none."""
        row = self._leaves
        while len(row) > 1:
            # The last of an odd row goes up as it is: that splits at the largest power of two.
            alone = row[-1:] if len(row) % 2 else []
            row = [sm3(KNOT + left + right) for left, right in zip(row[::2], row[1::2], strict=False)] + alone
        return row[0]
