"""Sealing: from now on any change of these acts is found."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import connection, transaction

from yingbao.office.audit.digests import (
    MARK_BYTES,
    NOTHING_BEFORE,
    ActRow,
    SealedFields,
    Tree,
    act_digest,
    seal_digest,
)
from yingbao.office.audit.models import Seal
from yingbao.office.audit.queries.rows import read_acts
from yingbao.office.audit.queries.seals import get_horizon, get_last_seal, list_late, list_new
from yingbao.office.audit.spans import write_spans

AT_ONCE = 10_000
SEALED_EVERY = timedelta(seconds=10)
# The number of the lock is any; it only must be ours alone in the database.
LOCK = 0x5EA1


def seal_when_due(*, at: datetime) -> int:
    """Seal what was written, unless that was done a few seconds ago; return how many acts.

    For a loop that comes by often: the book is looked at only when a seal is due.
    """
    last = get_last_seal()
    if last is not None and timedelta(0) <= at - last.at < SEALED_EVERY:
        return 0
    return seal_acts(at=at)


def seal_acts(*, at: datetime) -> int:
    """Seal every act that can be read and is not sealed yet; return how many.

    What can be read was committed, and is never changed afterwards. An act of a transaction that still
    runs is sealed after it, although its number is lower than some already sealed. When another sealer
    is at work, nothing is done here.
    """
    sealed = 0
    while count := _seal_some(at):
        sealed += count
    return sealed


@transaction.atomic
def _seal_some(at: datetime) -> int:
    if not _take_turn():
        return 0
    last = get_last_seal()
    # First the horizon, then the acts: what is committed in between is found twice, and sealed once.
    horizon = get_horizon()
    late = list_late(AT_ONCE)
    numbers = late + list_new(AT_ONCE - len(late))
    if not numbers:
        return 0
    if len(late) == AT_ONCE and last is not None:
        horizon = last.horizon  # there may be more late ones: the next seal looks from the same point
    _seal(numbers, horizon, last, at)
    return len(numbers)


def _take_turn() -> bool:
    """Return whether this sealer is the only one; on SQLite the write transaction says so already."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        (taken,) = cursor.fetchone()
    return bool(taken)


def _seal(numbers: Sequence[int], horizon: int | None, last: Seal | None, at: datetime) -> None:
    tree, marks = Tree(), bytearray()
    rows = list(read_acts(numbers))
    for row in rows:
        digest = act_digest(row)
        tree.add(digest)
        marks += digest[:MARK_BYTES]
    said = SealedFields(
        number=last.number + 1 if last else 1,
        spans=write_spans(ActRow(*row).id for row in rows),
        count=len(rows),
        root=tree.root.hex(),
        marks=bytes(marks),
        horizon=horizon,
        at=at,
        previous=last.digest if last else NOTHING_BEFORE,
    )
    first_last = {"first": rows[0][0], "last": rows[-1][0]}
    Seal.objects.create(**asdict(said), **first_last, digest=seal_digest(said))
