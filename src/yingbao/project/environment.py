"""Settings read from the environment: readers that fail with a hint."""

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


def env_count(name: str, default: int) -> int:
    """Return a whole number above nought."""
    value = env_str(name, str(default))
    if not (value.isascii() and value.isdigit() and int(value)):
        raise NotConfigured(f"{name} must be a whole number above 0, not {value!r}.")
    return int(value)


def env_path(name: str, default: Path) -> Path:
    """Return a folder or file."""
    return Path(env_str(name, str(default))).resolve()


def env_secret(name: str) -> str:
    """Return a secret: the setting, or the content of the file that name + _FILE points to; empty if neither.

    Raises:
        NotConfigured: both are set, or the file cannot be read.
    """
    file = env_str(f"{name}_FILE", "")
    value = env_str(name, "")
    if not file:
        return value
    if value:
        raise NotConfigured(f"{name} and {name}_FILE are both set: keep one.")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as why:
        raise NotConfigured(f"{name}_FILE: {file} cannot be read ({why.strerror}).") from None


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
            "ENGINE": "yingbao.project.postgresql",
            "NAME": url.path.removeprefix("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            # A connection for every page costs as much as the page; one that broke meanwhile is made anew.
            "CONN_MAX_AGE": 300,
            "CONN_HEALTH_CHECKS": True,
        }
    raise NotConfigured(f"{name} must start with sqlite:/// or postgresql://.")
