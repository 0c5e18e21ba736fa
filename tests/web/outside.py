"""What a request changed, and whether any of it lies outside the division it may change."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.cache import cache as counts
from django.db import connection, transaction
from django.db.models import Model, QuerySet

from yingbao.values.division import DivisionCode

CHANGING = re.compile(r'\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)
ROOMS = "yingbao.office."
# What every request may write: what was tried, in whose browser. And what the framework keeps for itself.
ALWAYS = {"audit_act", "audit_seal", "access_officersession", "sqlite_sequence"}
# Columns that say where a row lies, the nearest first.
PLACES = ("division_code", "division", "division_id", "own_division_id", "acts_in_id", "county")
# Where a row lies is said by the row it belongs to; the first there is counts.
OWNERS = (
    "case",
    "person",
    "due",
    "receivable",
    "award",
    "round",
    "plan",
    "notice",
    "line",
    "roll",
    "message",
    "officer",
    "user",
    "source",
    "payee",
)
# What nothing of the above says.
SAID = {
    "access.Division": "code",
    "register.Person": "standings__division_code",
    "register.StagedRow": "source__division_code",
}
# Rows of the county that are written with what a township does: its numbers, the wish to determine again, and
# what one officer asked to have done in many cases, with what was refused.
OF_THE_COUNTY = {"casework_series", "determination_run", "casework_bundle", "casework_bundlecase"}


@cache
def tables() -> dict[str, type[Model]]:
    """Return every table of the office, and the second factors of its officers."""
    ours = [each for each in apps.get_models() if each.__module__.startswith(ROOMS)]
    return {each._meta.db_table: each for each in [*ours, Authenticator]}


def place_in(table: type[Model]) -> str:
    """Return the path from a row to the code of the division it lies in; nothing if it lies nowhere."""
    if table._meta.label in SAID:
        return SAID[table._meta.label]
    columns = {each.attname for each in table._meta.concrete_fields}
    here = next((name for name in PLACES if name in columns), "")
    return here or next(_through_owners(table), "")


def _through_owners(table: type[Model]) -> Iterator[str]:
    for name in OWNERS:
        if name in {each.name for each in table._meta.concrete_fields}:
            owner: Any = table._meta.get_field(name).related_model
            beyond = place_in(owner)
            if beyond:
                yield f"{name}__{beyond}"


def rows_of(table: type[Model]) -> QuerySet[Any]:
    """Return all rows of a table, whoever looks."""
    return QuerySet(table)


def outside(table: type[Model], acts_in: str) -> QuerySet[Any]:
    """Return the rows of a table that lie outside a division; all, if it is none or they lie nowhere."""
    path = place_in(table)
    if not path or not acts_in:
        return rows_of(table)
    within = acts_in[:6] if table._meta.db_table in OF_THE_COUNTY else acts_in
    low, high = DivisionCode(within).range
    inside = rows_of(table).filter(**{f"{path}__gte": low, f"{path}__lt": high})
    return rows_of(table).exclude(pk__in=inside.values("pk"))


def digest(table: type[Model], acts_in: str) -> str:
    """Return a short name for everything a table says outside a division."""
    rows = sorted(repr(tuple(map(_plain, row))) for row in outside(table, acts_in).values_list())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def fingerprint() -> dict[str, tuple[int, Any]]:
    """Return of every table how many rows it has and the last of their ids; asked in one question."""
    with connection.cursor() as cursor:
        cursor.execute(_sizes())
        return {name: (count, last) for name, count, last in cursor.fetchall()}


@cache
def _sizes() -> str:
    return " UNION ALL ".join(
        f"SELECT '{name}', COUNT(*), CAST(MAX({table._meta.pk.column}) AS TEXT) FROM {name}"
        for name, table in tables().items()
        if name not in ALWAYS
    )


@dataclass
class Written:
    """The tables a request wrote to: statements that came past, and what the tables say of themselves."""

    tables: set[str] = field(default_factory=set)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found = CHANGING.match(sql)
        if found:
            self.tables.add(found.group(1))
        return execute(sql, params, many, context)


@contextmanager
def tried_only() -> Iterator[Written]:
    """Let something be tried, and take back whatever it changed: the next try finds everything as it was."""
    written = Written()
    counts.clear()
    with transaction.atomic():
        with connection.execute_wrapper(written):
            yield written
        transaction.set_rollback(True)
