"""The digest of a roll: what is approved, and what the bank file is made of."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from cryptography.hazmat.primitives import hashes

AT_ONCE = 1_000
# What parts are kept apart by, and what says so of them.
APART = re.compile(r"[\\\t\n]")


class DigestedLine(NamedTuple):
    """What of a line is approved: whom, to which account, how much."""

    number: int
    person: int
    account: int | str | None  # of a person its number; payee:… of an organisation
    holder: str
    fen: int


def digest_of(head: Iterable[str], lines: Iterable[DigestedLine]) -> str:
    """Return the SM3 (GB/T 32905-2016) of a roll's head and of its lines in their order, 64 digits.

    One line of text for the head and for each line, its parts with a tab between; no part of ours has a tab
    or a line's end, and one that came in has them replaced, so that no two rolls read the same.
    """
    work = hashes.Hash(hashes.SM3())
    work.update(("\t".join(map(_spelled, head)) + "\n").encode())
    # A thousand lines at a time: fewer, larger pieces, and never the text of a whole roll.
    written = map(_written, lines)
    while some := "".join(islice(written, AT_ONCE)):
        work.update(some.encode())
    return work.finalize().hex()


def _written(line: DigestedLine) -> str:
    number, person, account, holder, fen = line
    return f"{number}\t{person}\t{'' if account is None else account}\t{_spelled(holder)}\t{fen}\n"


def _spelled(part: str) -> str:
    if not APART.search(part):
        return part
    return part.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
