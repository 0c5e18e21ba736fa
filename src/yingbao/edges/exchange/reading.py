"""Reading a roster: a child process opens the file, the parent only takes frames of JSON from it."""

import json
import os
import selectors
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from yingbao.edges.exchange.problems import Unreadable
from yingbao.office.register.roster_kinds import RosterKind

SILENCE_SECONDS = 60
PIPE_BYTES = 1024 * 1024
LARGEST_FRAME = 64 * 1024 * 1024
NOTHING: MappingProxyType[str, str] = MappingProxyType({})
Frames = Iterator[tuple[bytes, Any]]


@dataclass(frozen=True)
class Asked:
    """What the officer says about a file: its name, its kind or kinds, the month, the county's divisions."""

    path: Path
    name: str
    kinds: tuple[RosterKind, ...]
    places: tuple[tuple[str, str], ...]
    month: str | None = None


@dataclass(frozen=True)
class Block:
    """Some rows of a roster: the good ones as columns, the refused ones with reasons."""

    lines: list[int]
    columns: dict[str, list[Any]]
    repairs: list[tuple[int, str, str]]
    conflicts: list[tuple[int, str]]
    refused: list[dict[str, Any]]
    raw: bytes = field(repr=False, default=b"")


@dataclass
class Reading:
    """A roster being read: what it is, its blocks, and at the end what became of every row."""

    kind: str
    format: str
    sheets: list[dict[str, Any]]
    remarks: list[dict[str, Any]]
    blocks: Iterator[Block]
    counts: dict[str, Any] = field(default_factory=dict)


@contextmanager
def read_roster(asked: Asked) -> Iterator[Reading]:
    """Open a roster in a child process with limits.

    Raises:
        Unreadable: at once or while the blocks are taken; then nothing of the file may be used.
    """
    wish = {
        "path": str(asked.path),
        "name": asked.name,
        "kinds": [kind.model_dump() for kind in asked.kinds],
        "places": asked.places,
        "month": asked.month,
    }
    with read_in_child("yingbao.edges.exchange.child", wish) as frames:
        opened = checked(next(frames, (b"", None))[1])["opened"]
        reading = Reading(opened["kind"], opened["format"], opened["sheets"], opened["remarks"], iter(()))
        reading.blocks = _blocks(frames, reading)
        yield reading


@contextmanager
def read_in_child(module: str, wish: dict[str, Any]) -> Iterator[Frames]:
    """Give a wish to a child process that runs a module, and yield the frames it sends, with their bytes.

    Raises:
        Unreadable: the child ended early or was silent too long, at once or while the frames are taken.
    """
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own modules
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=PIPE_BYTES,  # room for a block, so that the child reads on while we work
        # Nothing else of our environment: the child reads hostile files and needs no secret.
        env={"PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8"},
    )
    try:
        yield _told(child, wish)
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()


def _told(child: subprocess.Popen[bytes], wish: dict[str, Any]) -> Frames:
    if child.stdin is None or child.stdout is None:
        raise Unreadable("reader_ended")
    try:
        child.stdin.write(json.dumps(wish).encode())
        child.stdin.close()
    except BrokenPipeError:
        raise Unreadable("reader_ended") from None
    return _frames(child.stdout)


def _blocks(frames: Iterable[tuple[bytes, Any]], reading: Reading) -> Iterator[Block]:
    for raw, frame in frames:
        if "end" in checked(frame):
            reading.counts = frame["end"]
            return
        yield Block(
            frame["lines"],
            frame["columns"],
            [(place, column, code) for place, column, code in frame["repairs"]],
            [(place, code) for place, code in frame["conflicts"]],
            frame["refused"],
            raw,
        )
    raise Unreadable("reader_ended")


def checked(frame: Any) -> dict[str, Any]:
    """Return a frame that says something.

    Raises:
        Unreadable: it says that the file cannot be read, or there is none.
    """
    if not isinstance(frame, dict):
        raise Unreadable("reader_ended")
    if "unreadable" in frame:
        raise Unreadable(frame["unreadable"]["code"], **frame["unreadable"]["params"])
    return frame


def _frames(pipe: IO[bytes]) -> Iterator[tuple[bytes, Any]]:
    with selectors.DefaultSelector() as waiting:
        waiting.register(pipe, selectors.EVENT_READ)
        while head := _exactly(pipe, 4, waiting):
            (length,) = struct.unpack(">I", head)
            if length > LARGEST_FRAME:
                raise Unreadable("reader_ended")
            body = _exactly(pipe, length, waiting)
            yield body, json.loads(body)


def _exactly(pipe: IO[bytes], length: int, waiting: selectors.BaseSelector) -> bytes:
    """Return so many bytes, or none if the child ended; a child that is silent too long is ended."""
    pieces: list[bytes] = []
    while length:
        if not waiting.select(SILENCE_SECONDS):
            raise Unreadable("reader_silent", seconds=SILENCE_SECONDS)
        piece = os.read(pipe.fileno(), min(length, 1 << 20))
        if not piece:
            return b""
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
