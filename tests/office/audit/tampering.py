"""Changing the book behind the back of the product, as whoever owns the database can."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from yingbao.office.audit.actions import record, seal_acts

AT = datetime(2026, 6, 15, 4, tzinfo=UTC)


def tamper(*statements: str) -> None:
    """Carry out statements that the triggers would refuse."""
    with connection.cursor() as cursor, unguarded(cursor):
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def unguarded(cursor: Any) -> Iterator[None]:
    if connection.vendor == "postgresql":
        cursor.execute(
            "ALTER TABLE audit_act DISABLE TRIGGER USER; ALTER TABLE audit_seal DISABLE TRIGGER USER"
        )
        yield
        cursor.execute(
            "ALTER TABLE audit_act ENABLE TRIGGER USER; ALTER TABLE audit_seal ENABLE TRIGGER USER"
        )
        return
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'")
    guards = cursor.fetchall()
    for name, _ in guards:
        cursor.execute(f"DROP TRIGGER {name}")
    yield
    for _, text in guards:
        cursor.execute(text)


def write_book(seals: Sequence[int] = (4, 5, 3)) -> list[list[int]]:
    """Write acts and seal them, so many with each seal; return their numbers by seal."""
    book = []
    for seal, count in enumerate(seals):
        acts = [
            record(
                "register.number.revealed",
                by="yingbao work",
                subject=f"person:{seal}",
                reason=f"第{place}次",
                detail={"row": place, "column": "person.number"},
            )
            for place in range(count)
        ]
        assert seal_acts(at=AT) == count
        book.append([act.pk for act in acts])
    return book
