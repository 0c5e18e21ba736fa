"""The pack of a county, read from disk once and again when a file of it changed."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from django.conf import settings

from yingbao.law import packs
from yingbao.law.facts.problems import PackProblems, Problems
from yingbao.law.packs import Laid, Overlay, Pack
from yingbao.values.month import Month

Stamp: TypeAlias = tuple[int, int]
_seen: ContextVar[dict[Path, Stamp] | None] = ContextVar("seen", default=None)


@contextmanager
def looking_once() -> Iterator[None]:
    """Look at the shipped rules on disk once from here to the end, however often a pack is asked for.

    A thousand files are looked at in seven milliseconds. What a district changes is looked at every time:
    an amendment approved in between is in force at once.
    """
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


def pack_id_of(county: str) -> str:
    """Return the id of a county's pack."""
    return f"cn-{county}"


def stamps_of(county: str) -> tuple[Stamp, Stamp]:
    """Return what changes whenever a file of a county's rules changes: what was made of them may be kept."""
    return _stamp_once(Path(settings.POLICY_DIR)), _stamp(amendments_of(pack_id_of(county)))


def pack_of(county: str, month: Month, *laid: Laid) -> Pack:
    """Return the pack of a county as amended by a month, with reforms or drafts laid over it in their order.

    Raises:
        PackProblems: something in it cannot be understood; nothing is half-loaded.
    """
    policy, pack_id = Path(settings.POLICY_DIR), pack_id_of(county)
    folder, stamps = amendments_of(pack_id), stamps_of(county)
    amended = _amended(folder, month, stamps[1])
    return _load(policy, pack_id, (*amended, *laid), stamps)


def packs_of(county: str, months: Iterable[Month]) -> dict[Month, Pack]:
    """Return the pack of a county as amended by each of several months; the disk is looked at once.

    Raises:
        PackProblems: something in one of them cannot be understood.
    """
    policy, pack_id = Path(settings.POLICY_DIR), pack_id_of(county)
    folder, stamps = amendments_of(pack_id), stamps_of(county)
    return {
        month: _load(policy, pack_id, _amended(folder, month, stamps[1]), stamps)
        for month in dict.fromkeys(months)
    }


def editions_from(county: str, start: Month) -> list[Month]:
    """Return a month, and every later one in which an amendment of the county comes into force.

    Raises:
        PackProblems: the file of an amendment cannot be understood.
    """
    starts = packs.starts(amendments_of(pack_id_of(county)))
    return [start, *(month for month in starts if month > start)]


def amendments_folder() -> Path:
    """Return the folder of everything districts changed; it need not exist."""
    return Path(settings.AMENDMENTS_DIR)


def amendments_of(pack_id: str) -> Path:
    """Return the folder of what a district changed in a pack; it need not exist."""
    return amendments_folder() / pack_id


@lru_cache(maxsize=256)
def _amended(folder: Path, month: Month, _stamp: Stamp) -> tuple[Overlay, ...]:
    return packs.in_force(folder, month)


def _load(folder: Path, pack_id: str, laid: tuple[Laid, ...], stamps: tuple[Stamp, Stamp]) -> Pack:
    found = _read(folder, pack_id, laid, stamps)
    if isinstance(found, Problems):
        raise PackProblems(found)
    return found


# Some three megabytes each: the months in use and a few drafts. What cannot be understood is not read again
# before anything of it changes: pages that say so ask for it several times.
@lru_cache(maxsize=24)
def _read(
    folder: Path, pack_id: str, laid: tuple[Laid, ...], _stamps: tuple[Stamp, Stamp]
) -> Pack | Problems:
    try:
        return packs.load(folder, pack_id, *laid)
    except PackProblems as found:
        return Problems(list(found.problems))


def _stamp_once(folder: Path) -> Stamp:
    seen = _seen.get()
    if seen is None:
        return _stamp(folder)
    if folder not in seen:
        seen[folder] = _stamp(folder)
    return seen[folder]


def _stamp(folder: Path) -> Stamp:
    """When anything under the folder changed last, and how many things there are."""
    newest, count, waiting = 0, 0, [os.fspath(folder)] if folder.exists() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                newest = max(newest, entry.stat(follow_symlinks=False).st_mtime_ns)
                count += 1
    return newest, count
