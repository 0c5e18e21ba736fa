"""Channels by which messages leave the building. The one that comes with the product writes files.

A channel is a class that is made without arguments and has `hand_over`; it may be asked for the same key
twice and then sends once.
"""

import json
import os
from hashlib import sha256
from typing import Protocol

from django.conf import settings

from yingbao.office.messages.actions.outgoing import Letter


class Channel(Protocol):
    """Hands a message to whoever sends it."""

    def hand_over(self, key: str, letter: Letter) -> None:
        """Take a message; any error means: not taken, try again later."""


class FileOutbox:
    """One file a message in the outbox, readable by its owner only; a sending program picks it up."""

    def hand_over(self, key: str, letter: Letter) -> None:
        """Write the file whole under the name of its key, or not at all."""
        folder = settings.OUTBOX_DIR
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = sha256(key.encode()).hexdigest()[:32]
        part = folder / f".{name}.{os.getpid()}"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"key": key, "to": letter.to, "body": letter.body}, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        part.rename(folder / f"{name}.json")
