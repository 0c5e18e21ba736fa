"""The pack of a county, read from disk once and again when a file of it changed."""

import os
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from django.conf import settings

from yingbao.law import packs
from yingbao.law.packs import Laid, Overlay, Pack
from yingbao.values.month import Month

Stamp: TypeAlias = tuple[int, int]


def pack_id_of(county: str) -> str:
    """Return the id of a county's pack."""
    return f"cn-{county}"


def pack_of(county: str, month: Month, *laid: Laid) -> Pack:
    """Return the pack of a county as amended by a month, with reforms or drafts laid over it in their order.

    Raises:
        PackProblems: something in it cannot be understood; nothing is half-loaded.
    """
    policy, pack_id = Path(settings.POLICY_DIR), pack_id_of(county)
    folder = amendments_of(pack_id)
    changed = _stamp(folder)
    amended = _amended(folder, month, changed)
    return _load(policy, pack_id, (*amended, *laid), (_stamp(policy), changed))


def amendments_of(pack_id: str) -> Path:
    """Return the folder of what a district changed in a pack; it need not exist."""
    return Path(settings.AMENDMENTS_DIR) / pack_id


@lru_cache(maxsize=256)
def _amended(folder: Path, month: Month, _stamp: Stamp) -> tuple[Overlay, ...]:
    return packs.in_force(folder, month)


@lru_cache(maxsize=64)
def _load(folder: Path, pack_id: str, laid: tuple[Laid, ...], _stamp: tuple[Stamp, Stamp]) -> Pack:
    return packs.load(folder, pack_id, *laid)


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
