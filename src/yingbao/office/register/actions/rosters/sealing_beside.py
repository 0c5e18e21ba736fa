"""Sealing many values in a second process, while this one writes what was sealed before.

SM4-GCM costs some ten microseconds a value and a row of a list bears three: a fourth of all the time.
The second process is this program with the same key file; it gets values over a pipe and gives back what
they are sealed to. It ends with the one that started it.
"""

import gc
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from yingbao.office.register.sealing import Place, Sealer, sealer, sealer_of

Job = tuple[bytes, str, int]  # what to seal, the column, the row
# A second process is worth its start from here on.
WORTHWHILE = 20_000


class SealingBeside:
    """Seals in this process until there was much to seal, and from then on in a second one."""

    def __init__(self) -> None:
        self.sealer: Sealer = sealer()
        self.child: subprocess.Popen[bytes] | None = None
        self.sealed = 0
        self.groups: list[list[Job]] = []

    def begin(self, groups: list[list[Job]]) -> None:
        """Hand over what is to be sealed, the group needed first in front."""
        self.groups = [group for group in groups if group]
        self.sealed += sum(map(len, self.groups))
        if self.child is None and self.sealed >= WORTHWHILE and (os.cpu_count() or 1) > 1:
            self.child = _start()
        self._send_next()

    def _send_next(self) -> None:
        if self.child is not None and self.child.stdin is not None and self.groups:
            _send(self.child.stdin, self.groups[0])

    def results(self) -> Iterator[bytes]:
        """Yield what the values are sealed to, in their order; the next group is sealed while one is used."""
        while self.groups:
            if self.child is not None and self.child.stdout is not None:
                sealed = _receive(self.child.stdout)
                del self.groups[0]
                self._send_next()
                yield from sealed
            else:
                for clear, column, row in self.groups.pop(0):
                    yield self.sealer.encrypt(clear, Place(column, row))

    def close(self) -> None:
        """End the second process."""
        if self.child is not None:
            self.child.kill()
            self.child.wait()
            for pipe in (self.child.stdin, self.child.stdout):
                if pipe is not None:
                    pipe.close()
            self.child = None


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own module
        [
            sys.executable,
            "-m",
            "yingbao.office.register.actions.rosters.sealing_beside",
            str(settings.KEY_FILE),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pipesize=1 << 20,
        env={"PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8"},
    )


def _send(pipe: IO[bytes], what: Any) -> None:
    body = pickle.dumps(what, protocol=5)
    pipe.write(struct.pack(">I", len(body)) + body)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    head = pipe.read(4)
    if len(head) < 4:
        raise EOFError("the sealing process ended")
    return pickle.loads(pipe.read(struct.unpack(">I", head)[0]))  # noqa: S301 - from our own process


def serve(key_file: Path) -> None:
    """Seal what comes in until the other end closes."""
    gc.disable()  # values hold no cycles
    seal = sealer_of(key_file).encrypt
    while True:
        try:
            jobs = _receive(sys.stdin.buffer)
        except EOFError:
            return
        _send(sys.stdout.buffer, [seal(clear, Place(column, row)) for clear, column, row in jobs])


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
