"""The digest of a roll: what is approved, and what the bank file is made of."""

from collections.abc import Iterable
from typing import NamedTuple

from cryptography.hazmat.primitives import hashes


class DigestedLine(NamedTuple):
    """What of a line is approved: whom, to which account, how much."""

    number: int
    person: int
    account: int | None
    holder: str
    fen: int


def digest_of(head: Iterable[str], lines: Iterable[DigestedLine]) -> str:
    """Return the SM3 (GB/T 32905-2016) of a roll's head and of its lines in their order, 64 digits.

    One line of text for the head and for each line, its parts with a tab between; no part of ours has a tab
    or a line's end, and one that came in has them replaced, so that no two rolls read the same.
    """
    work = hashes.Hash(hashes.SM3())
    work.update(_written(head))
    for line in lines:
        work.update(_written("" if part is None else str(part) for part in line))
    return work.finalize().hex()


def _written(parts: Iterable[str]) -> bytes:
    return (
        "\t".join(part.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n") for part in parts)
        + "\n"
    ).encode()
