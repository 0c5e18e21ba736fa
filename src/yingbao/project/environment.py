"""Settings read from the environment: four readers that fail with a hint."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class NotConfigured(Exception):
    """A setting is missing or cannot be read."""


def env_str(name: str, default: str | None = None) -> str:
    """Return the text of a setting."""
    value = os.environ.get(name, default)
    if value is None:
        raise NotConfigured(f"{name} is not set. See docs/reference/settings.md.")
    return value


def env_bool(name: str, *, default: bool) -> bool:
    """Return whether a setting is switched on: 1 or 0."""
    value = env_str(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise NotConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value == "1"


def env_path(name: str, default: Path) -> Path:
    """Return a folder or file."""
    return Path(env_str(name, str(default))).resolve()


def env_database(name: str, default: Path) -> dict[str, Any]:
    """Return Django's settings for sqlite:///path or postgresql://user:password@host:port/name."""
    url = urlsplit(env_str(name, f"sqlite:///{default}"))
    if url.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.path.removeprefix("/") if url.path == "/:memory:" else url.path.replace("//", "/"),
            "OPTIONS": {
                # A write transaction takes its lock at once, so two writers wait instead of failing.
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                # FULL: an acknowledged commit survives a power cut; NORMAL does not.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    if url.scheme == "postgresql":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.removeprefix("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
        }
    raise NotConfigured(f"{name} must start with sqlite:/// or postgresql://.")
