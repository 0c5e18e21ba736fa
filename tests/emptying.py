"""Between two transactional tests the database is emptied: only of what was written, in one transaction.

Django would TRUNCATE a hundred tables, and write its content types and permissions anew, after each of them.
"""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from yingbao.office.access.sight import seeing_all
from yingbao.office.audit.actions import never_changed

# What `migrate` writes stands as long as the tables do.
OF_MIGRATE = {"django_content_type", "auth_permission"}
BOOKS = ("ledger", "provision")


def empty_database() -> None:
    """Delete every row but those of `migrate`; foreign keys are looked at when all is deleted."""
    with seeing_all(reason="tests"), _guards_aside(), transaction.atomic():
        for table in _tables_with_rows():
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table}")
        left = _tables_with_rows()
        assert not left, f"not emptied: {left}"


@contextmanager
def _guards_aside() -> Iterator[None]:
    """The guards of the books step aside for this only."""
    acts = importlib.import_module("yingbao.office.audit.migrations.0003_posts_and_seals")
    written = [f"yingbao.office.{room}.migrations.0002_never_changed" for room in BOOKS]
    guarded = [importlib.import_module(each).GUARDED for each in written]
    with connection.schema_editor() as editor:
        acts.unguard(None, editor)
        for tables in guarded:
            never_changed.unguard(editor, tables)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            acts.guard(None, editor)
            for tables in guarded:
                never_changed.guard(editor, tables)


def _tables_with_rows() -> list[str]:
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in sorted(tables - OF_MIGRATE)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [table for (table,) in cursor.fetchall()]
