"""Changing the keys while the product works: one more, everything sealed anew, the old one out.

What is sealed names its key, so how far it has come stands in the values themselves: whoever is killed in
the middle begins again and finds only what is left.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from yingbao.office.access.sight import seeing_all
from yingbao.office.audit.actions import record
from yingbao.office.register.key_file import CurrentKey, NoSuchKey, add_key, key_state, remove_key
from yingbao.office.register.sealed_places import (
    LENGTH,
    SECRETS,
    SealedPlace,
    count_by_key,
    list_sealed_places,
    pieces_of,
    second_factors,
)
from yingbao.office.register.sealing import SECOND_FACTOR, UPLOAD, Place, Tampered, sealer

AT_ONCE = 5_000
PAUSE_SECONDS = 0.02
# Rows others hold at the moment are left out and looked for again so often.
ROUNDS = 3
# Whoever sealed a value with the old key has written it by then.
RESTS = timedelta(minutes=10)


class StillUsed(Exception):
    """Values are sealed with the key: how many, by place."""

    def __init__(self, uses: dict[str, int]) -> None:
        super().__init__(str(uses))
        self.uses = uses


class TooEarly(Exception):
    """The key after it is so new that a value sealed with the old one may be on its way."""


@dataclass
class Resealed:
    """What was sealed anew, and what does not open in its place: the table and the row."""

    values: int = 0
    left: int = 0
    unopened: set[str] = field(default_factory=set)


def rotate_keys(*, at: datetime, by: str) -> int:
    """Add a key with which values are sealed from now on; return its version.

    Raises:
        NoKeys, TooManyKeys: the file cannot take another key.
    """
    with transaction.atomic():
        version = add_key(settings.KEY_FILE, at)
        record("register.keys.rotated", by=by, subject=f"key:{version}")
    return version


@seeing_all(reason="no sealed value may be overlooked")
def reseal(*, by: str, wait: Callable[[float], None]) -> Resealed:
    """Seal with the current key whatever another one sealed, a few thousand values at a time.

    Others read and write meanwhile: a value changed since it was read is left as it is, it bears the
    current key already.
    """
    current = key_state(settings.KEY_FILE).current
    done = Resealed()
    for _ in range(ROUNDS):
        for place in list_sealed_places():
            _reseal_column(place, current, done, wait)
        _reseal_second_factors(current, done)
        for path in sorted(settings.UPLOAD_DIR.glob("*.sealed")):
            _reseal_file(path, current, done)
        done.left = sum(
            n for counts in count_by_key().values() for key, n in counts.items() if key != current
        )
        if done.left <= len(done.unopened):
            break
    record("register.keys.resealed", by=by, subject=f"key:{current}", detail={"count": done.values})
    return done


def _reseal_column(place: SealedPlace, current: int, done: Resealed, wait: Callable[[float], None]) -> None:
    after: int | None = -1
    while after is not None:
        after = _reseal_some(place, current, after, done)
        if after is not None:
            wait(PAUSE_SECONDS)


@transaction.atomic
def _reseal_some(place: SealedPlace, current: int, after: int, done: Resealed) -> int | None:
    """Seal the next rows anew; return the last one looked at, or None when none is left."""
    quote = connection.ops.quote_name
    table, key, column = quote(place.table), quote(place.key), quote(place.column)
    others_aside = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {column} FROM {table} WHERE {key} > %s AND {column} IS NOT NULL "  # noqa: S608 - our own names
            f"AND substr({column}, 1, 1) <> %s ORDER BY {key} LIMIT {AT_ONCE} {others_aside}",
            [after, bytes((current,))],
        )
        rows = [(row, bytes(old)) for row, old in cursor.fetchall()]
        changes = [(new, row, old) for row, old in rows if (new := _anew(old, Place(place.bound, row), done))]
        cursor.executemany(
            f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s",  # noqa: S608 - our own names
            changes,
        )
    done.values += len(changes)
    return rows[-1][0] if rows else None


def _anew(old: bytes, place: Place, done: Resealed) -> bytes | None:
    try:
        return sealer().encrypt(sealer().decrypt(old, place), place)
    except Tampered:
        done.unopened.add(f"{place.column} {place.row}")
        return None


def _reseal_second_factors(current: int, done: Resealed) -> None:
    for number in second_factors().objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            factor = second_factors().objects.select_for_update().filter(pk=number).first()
            if factor is None:
                continue
            old = {name: bytes.fromhex(factor.data[name]) for name in SECRETS if factor.data.get(name)}
            new = {
                name: sealed.hex()
                for name, secret in old.items()
                if secret[:1] != bytes((current,))
                and (sealed := _anew(secret, Place(SECOND_FACTOR, 0), done))
            }
            if new:
                factor.data = {**factor.data, **new}
                factor.save(update_fields=["data"])
                done.values += len(new)


def _reseal_file(path: Path, current: int, done: Resealed) -> None:
    """Put a file sealed anew in the place of the old one; whoever reads the old one reads it to its end."""
    if all(piece[:1] == bytes((current,)) for piece in pieces_of(path)):
        return
    waiting = path.with_name(f"{os.urandom(16).hex()}.part")
    pieces = 0
    try:
        with open(waiting, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            for number, old in enumerate(pieces_of(path)):
                new = sealer().encrypt(sealer().decrypt(old, Place(UPLOAD, number)), Place(UPLOAD, number))
                file.write(len(new).to_bytes(LENGTH, "big") + new)
                pieces += 1
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
        done.values += pieces
    except Tampered:
        done.unopened.add(path.name)
        waiting.unlink()
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise


@seeing_all(reason="no sealed value may be overlooked")
@transaction.atomic
def retire_key(*, version: int, at: datetime, by: str) -> None:
    """Take a key out of the file after making sure that it sealed nothing that is still there.

    Backups made before need it: keep a copy of the old file as long as they are kept.

    Raises:
        NoKeys: there is no key file.
        CurrentKey, NoSuchKey: it cannot be taken out.
        TooEarly: values sealed with it may be on their way into the database.
        StillUsed: values are sealed with it: reseal first.
    """
    state = key_state(settings.KEY_FILE)
    if version == state.current:
        raise CurrentKey(str(version))
    if str(version) not in state.fingerprints:
        raise NoSuchKey(str(version))
    if state.since is not None and at < state.since + RESTS:
        raise TooEarly(str(state.since + RESTS))
    _hold_writers()
    uses = {where: counts[version] for where, counts in count_by_key().items() if counts[version]}
    if uses:
        raise StillUsed(uses)
    record("register.keys.retired", by=by, subject=f"key:{version}")
    remove_key(settings.KEY_FILE, version)


def _hold_writers() -> None:
    """Wait until what others have begun is written; on SQLite this transaction is the only writer already."""
    if connection.vendor != "postgresql":
        return
    tables = {place.table for place in list_sealed_places()} | {second_factors()._meta.db_table}
    names = ", ".join(connection.ops.quote_name(table) for table in sorted(tables))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        cursor.execute(f"LOCK TABLE {names} IN SHARE MODE")
