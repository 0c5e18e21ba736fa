"""A file comes in, is confirmed or set aside. The file itself is kept sealed, under its digest."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.access.queries import get_division, is_in_scope
from yingbao.office.audit.actions import record
from yingbao.office.register.choices import Resolution, SourceState
from yingbao.office.register.models import Conflict, Source, StagedChunk, StagedRow
from yingbao.office.register.sealing import UPLOAD, Place, sealer
from yingbao.values.month import Month

PIECE = 1 << 20
FIRST_MONTH = Month(2000, 1)
UNDER_WAY = (SourceState.RECEIVED, SourceState.READING, SourceState.CONFIRMED)
# Decisions after which a row is held back as before.
STANDING = ("", Resolution.KEPT_APART, Resolution.ACKNOWLEDGED, Resolution.SAME_PERSON)
GONE = (SourceState.REFUSED, SourceState.CANCELLED, SourceState.FAILED)


class TooLarge(Exception):
    """The file is larger than settings.ROSTER_MAX_BYTES."""


class OutsideDivision(Exception):
    """The list covers a division that is not the officer's, or that was never loaded."""


class MonthOutOfReach(Exception):
    """The month is mistyped: no list speaks of a month before 2000, or later than the coming one."""


class NotWaiting(Exception):
    """The list is in a state in which this cannot be done."""


class Statement(NamedTuple):
    """What the officer says about a file; an empty kind is recognised from the header."""

    name: str
    kind: str
    division_code: str
    month: Month


class Received(NamedTuple):
    """The source of a file, and whether the same file had come before."""

    source: Source
    again: bool


def is_in_reach(month: Month, at: datetime) -> bool:
    """Whether a list that comes in at this moment can speak of a month: 2000-01 to the coming month."""
    return FIRST_MONTH <= month <= Month.of(timezone.localdate(at)).next


def receive_roster(*, pieces: Iterable[bytes], said: Statement, at: datetime, by: Officer) -> Received:
    """Take in a file for a division and a month; it waits for `yingbao work` to read it.

    The same bytes for the same division and month change nothing: what came of them before is returned,
    unless another version was applied since.

    Raises:
        NotPermitted, OutsideDivision: the officer brings no lists in, or not for this division.
        MonthOutOfReach: it would stand in the way of every list of the years between.
        TooLarge: the limit is stated, nothing is cut off.
    """
    require(by, Permission.IMPORT_ROSTERS)
    if not is_in_scope(by, said.division_code) or get_division(said.division_code) is None:
        raise OutsideDivision(said.division_code)
    if not is_in_reach(said.month, at):
        raise MonthOutOfReach(said.month)
    digest, waiting = _keep(pieces)
    with transaction.atomic():
        before = _same(said, digest)
        if before is not None:
            waiting.unlink(missing_ok=True)
            record("register.roster.received_again", subject=f"source:{before.pk}", by=by)
            return Received(before, again=True)
        waiting.rename(upload_path(digest))
        source = Source.objects.create(
            kind=said.kind,
            name=Path(said.name).name,
            sha256=digest,
            division_code=said.division_code,
            month=said.month.first_day,
            received_at=at,
            received_by=by.username,
        )
        record(
            "register.roster.received",
            subject=f"source:{source.pk}",
            by=by,
            detail={
                "kind": said.kind,
                "division": said.division_code,
                "month": str(said.month),
                "sha256": digest,
            },
        )
    return Received(source, again=False)


def _same(said: Statement, digest: str) -> Source | None:
    same = Source.objects.filter(
        sha256=digest, division_code=said.division_code, month=said.month.first_day
    ).exclude(state__in=GONE)
    if said.kind:
        same = same.filter(kind__in=[said.kind, ""])
    before = same.order_by("-id").first()
    if before is not None and (_is_overtaken(before) or _was_decided_since(before)):
        return None
    return before


def _is_overtaken(before: Source) -> bool:
    """Whether another version was applied since: then the first one coming again takes that back."""
    applied = Source.objects.filter(
        kind=before.kind, month=before.month, applied_at__gt=before.applied_at or before.received_at
    ).exclude(pk=before.pk)
    others = applied.filter(state=SourceState.APPLIED, sha256__gt="").values_list("division_code", flat=True)
    mine = before.division_code
    return before.state == SourceState.APPLIED and any(
        code.startswith(mine) or mine.startswith(code) for code in others
    )


def _was_decided_since(before: Source) -> bool:
    """Whether rows held back were decided since: then the same file brings them in."""
    decided = Conflict.objects.filter(source=before, resolved_at__gte=before.applied_at or before.received_at)
    return decided.exclude(how__in=STANDING).exists()


def upload_path(digest: str) -> Path:
    """Return where the sealed file with this digest is kept."""
    folder: Path = settings.UPLOAD_DIR
    return folder / f"{digest}.sealed"


def _keep(pieces: Iterable[bytes]) -> tuple[str, Path]:
    """Seal a file piece by piece under a name nobody else uses; return its digest and that name."""
    folder: Path = settings.UPLOAD_DIR
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = folder / f"{os.urandom(16).hex()}.part"
    digest, size, seal = hashlib.sha256(), 0, sealer()
    try:
        with open(waiting, "xb", opener=_private) as file:
            for number, piece in enumerate(_even(pieces)):
                size += len(piece)
                if size > settings.ROSTER_MAX_BYTES:
                    raise TooLarge(settings.ROSTER_MAX_BYTES)
                digest.update(piece)
                sealed = seal.encrypt(piece, Place(UPLOAD, number))
                file.write(len(sealed).to_bytes(4, "big") + sealed)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    return digest.hexdigest(), waiting


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _even(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces of one size, however they came."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def open_upload(digest: str) -> Iterator[bytes]:
    """Yield the bytes of a kept file, piece by piece."""
    seal = sealer()
    with upload_path(digest).open("rb") as file:
        number = 0
        while head := file.read(4):
            yield seal.decrypt(file.read(int.from_bytes(head, "big")), Place(UPLOAD, number))
            number += 1


@transaction.atomic
def confirm_roster(*, source: Source, by: Officer) -> Source:
    """Agree to what the dry run showed; the list waits to be applied.

    Raises:
        NotPermitted, OutsideDivision, NotWaiting: it cannot be confirmed by this officer, or not now.
    """
    return _decide(source, by, (SourceState.READ,), SourceState.CONFIRMED, "register.roster.confirmed")


@transaction.atomic
def cancel_roster(*, source: Source, by: Officer) -> Source:
    """Set a list aside that was not applied; what was staged of it is forgotten.

    Raises:
        NotPermitted, OutsideDivision, NotWaiting: it cannot be cancelled by this officer, or not any more.
    """
    states = (SourceState.RECEIVED, SourceState.READ, SourceState.CONFIRMED)
    source = _decide(source, by, states, SourceState.CANCELLED, "register.roster.cancelled")
    StagedRow.objects.filter(source=source).delete()
    StagedChunk.objects.filter(source=source).delete()
    return source


def _decide(
    source: Source, by: Officer, states: tuple[SourceState, ...], to: SourceState, verb: str
) -> Source:
    require(by, Permission.IMPORT_ROSTERS)
    source = Source.objects.select_for_update().get(pk=source.pk)
    if not is_in_scope(by, source.division_code):
        raise OutsideDivision(source.division_code)
    if source.state not in states:
        raise NotWaiting(source.state)
    source.state = to
    source.save(update_fields=["state"])
    record(verb, subject=f"source:{source.pk}", by=by)
    return source


@transaction.atomic
def fail_roster(*, source: Source, code: str) -> Source:
    """Stop a list that cannot be worked on because of an error of ours.

    One that is being applied stays where it is, for half a list must not count as a whole one: it is gone
    on with when the error is mended. It may bear a new id by then, and nothing is left under the old one.
    What an officer cancelled meanwhile stays cancelled.
    """
    found = Source.objects.select_for_update().filter(pk=source.pk).first()
    if found is None or found.state not in UNDER_WAY:
        return found or source
    source = found
    source.state, source.problem = SourceState.FAILED, json.dumps({"code": code, "params": {}})
    source.save(update_fields=["state", "problem"])
    record("register.roster.failed", subject=f"source:{source.pk}", by="yingbao work", detail={"code": code})
    return source
