"""Whether the directory of a zip file (.xlsx) promises something that may be unpacked at all."""

import zipfile
from pathlib import Path

from yingbao.edges.exchange.problems import Unreadable

MEBIBYTE = 1024 * 1024
MOST_ENTRIES = 2_000
MOST_UNPACKED = 1_500 * MEBIBYTE
# A sheet of repeated words packs 50 to 1; only a bomb packs hundreds to 1 and is large as well.
MOST_RATIO = 150
RATIO_MATTERS_FROM = 20 * MEBIBYTE


def check_archive(path: Path) -> int:
    """Return the unpacked size in bytes.

    Raises:
        Unreadable: the archive is cut, locked, too large once unpacked, or names files outside itself.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable("file_cut") from None
    if len(entries) > MOST_ENTRIES:
        raise Unreadable("archive_entries", entries=len(entries), most=MOST_ENTRIES)
    names = {entry.filename for entry in entries}
    if any(_leaves_the_archive(name) for name in names) or len(names) < len(entries):
        raise Unreadable("archive_names")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("password")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or any(_is_a_bomb(entry) for entry in entries):
        raise Unreadable("archive_bomb", mebibytes=unpacked // MEBIBYTE)
    if "[Content_Types].xml" not in names:
        raise Unreadable("not_a_workbook")
    return unpacked


def _leaves_the_archive(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name


def _is_a_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_MATTERS_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
