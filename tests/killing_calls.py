"""Work killed at a call to the system: strace counts the calls of a child, and ends it at one of them.

A call is met before it is made, and after: then it is let through. What the kernel was given stays, whoever dies;
what a power cut takes is not asked here. On PostgreSQL the calls that keep rows are the server's: of a client
killed at any time it sees only that the connection ends.
"""

import os
import re
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.killing import AFTERWARDS, Child, Ground, Work

# What makes a file whole, gives it its name, and takes names away. (`write` is for files; databases use others.)
CALLS = ("write", "fsync", "fdatasync", "ftruncate", "rename", "renameat", "renameat2", "unlink")


class CannotWatch(Exception):
    """There is no strace, or it may not look at a child."""


@dataclass(frozen=True, order=True)
class Death:
    """At which call a child dies: the n-th of that name, before it is made or after."""

    call: str
    number: int
    after: bool


def calls_of(ground: Ground, work: Work) -> list[tuple[str, int]]:
    """Let a child do work; return its calls in their order, each with the number it has among those of its name.

    Raises:
        CannotWatch: nobody can look at it.
    """
    log = ground.folder.with_name(f"{ground.folder.name}.calls")
    assert _watched(ground, work, "--output", str(log)) is not None, "nobody kills this one"
    counted, calls = Counter[str](), []
    for call in re.findall(r"^(\w+)\(", log.read_text(errors="replace"), re.MULTILINE):
        counted[call] += 1
        calls.append((call, counted[call]))
    log.unlink()
    return calls


def dies_at(ground: Ground, work: Work, death: Death) -> bool:
    """Let a child do work until it dies; return whether it did."""
    of = AFTERWARDS if death.after else signal.SIGKILL
    when = f"inject={death.call}:signal={of.name}:when={death.number}"
    return _watched(ground, work, "--output", os.devnull, "-e", when) is None


def _watched(ground: Ground, work: Work, *how: str) -> tuple[Any, int] | None:
    if shutil.which("strace") is None:
        raise CannotWatch("there is no strace on this machine")
    waiting, opening = os.pipe()
    child = Child(ground, work, lambda: _wait_at(waiting))
    watching = ["strace", "-e", f"trace={','.join(CALLS)}", *how, "--attach", str(child.pid)]
    with subprocess.Popen(watching, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        said = strace.stderr.readline()
        if "attached" not in said:
            os.kill(child.pid, signal.SIGKILL)
        os.write(opening, b".")
        done = child.end()
    os.close(opening)
    os.close(waiting)
    if "attached" not in said:
        raise CannotWatch(said)
    return done


def _wait_at(gate: int) -> Callable[[], int]:
    """Wait until somebody looks; nothing is counted."""
    signal.signal(AFTERWARDS, signal.SIG_DFL)
    os.read(gate, 1)
    return lambda: 0
