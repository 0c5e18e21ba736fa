"""The pack of a county, read from disk once and again when a file of it changed."""

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yingbao.law import packs
from yingbao.law.packs import Laid, Pack


def pack_id_of(county: str) -> str:
    """Return the id of a county's pack."""
    return f"cn-{county}"


def pack_of(county: str, *laid: Laid) -> Pack:
    """Return the pack of a county as it stands on disk, with reforms or drafts laid over it in their order.

    Raises:
        PackProblems: something in it cannot be understood; nothing is half-loaded.
    """
    folder = Path(settings.POLICY_DIR)
    return _load(folder, pack_id_of(county), laid, _stamp(folder))


@lru_cache(maxsize=64)
def _load(folder: Path, pack_id: str, laid: tuple[Laid, ...], _stamp: tuple[int, int]) -> Pack:
    return packs.load(folder, pack_id, *laid)


def _stamp(folder: Path) -> tuple[int, int]:
    """When anything under the folder changed last, and how many things there are."""
    newest, count, waiting = 0, 0, [os.fspath(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                newest = max(newest, entry.stat(follow_symlinks=False).st_mtime_ns)
                count += 1
    return newest, count
