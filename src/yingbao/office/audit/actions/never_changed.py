"""Tables whose rows the database itself refuses to change, delete or empty; each named with what a row is."""
# ruff: noqa: S608 - only our own names stand in these statements.

from collections.abc import Mapping
from typing import Any

from django.db.migrations import RunPython


def guard(editor: Any, tables: Mapping[str, str]) -> None:
    """Let the database refuse whatever is not a new row."""
    for statement in _guards(editor.connection.vendor, tables):
        editor.execute(statement, params=None)


def unguard(editor: Any, tables: Mapping[str, str]) -> None:
    """Take the guards away again."""
    for statement in _unguards(editor.connection.vendor, tables):
        editor.execute(statement, params=None)


def never_changed(tables: Mapping[str, str]) -> RunPython:
    """Return the step of a migration that guards tables: table → what a row of it is."""
    return RunPython(lambda apps, editor: guard(editor, tables), lambda apps, editor: unguard(editor, tables))


def never_replaced(table: str, what: str, *columns: str) -> RunPython:
    """Return the step of a migration that refuses another row with what unique columns hold already.

    SQLite's INSERT OR REPLACE would delete the row that is there and ask no trigger; PostgreSQL has none.
    An INSERT that would skip what is there must then ask for it first: the guard speaks before ON CONFLICT.
    """
    name = f"{table}_{'_'.join(columns)}_is_never_replaced"
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
    guarding = (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
        f" BEGIN SELECT RAISE(ABORT, '{what} is never replaced'); END"
    )
    return RunPython(
        lambda apps, editor: _on_sqlite_only(editor, guarding),
        lambda apps, editor: _on_sqlite_only(editor, f"DROP TRIGGER {name}"),
    )


def _on_sqlite_only(editor: Any, statement: str) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(statement, params=None)


def _guards(vendor: str, tables: Mapping[str, str]) -> list[str]:
    if vendor == "sqlite":
        return [statement for table, what in tables.items() for statement in _on_sqlite(table, what)]
    return [statement for table, what in tables.items() for statement in _on_postgresql(table, what)]


def _on_sqlite(table: str, what: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_is_never_{done} BEFORE {doing} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{what} is never {done}'); END"
        for doing, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
    ] + [
        # INSERT OR REPLACE deletes without asking the triggers for DELETE.
        f"CREATE TRIGGER {table}_is_never_replaced BEFORE INSERT ON {table}"
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
        f" BEGIN SELECT RAISE(ABORT, '{what} is never replaced'); END"
    ]


def _on_postgresql(table: str, what: str) -> list[str]:
    return [
        f"CREATE FUNCTION {table}_refuses() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{what} is never changed or deleted'; END $$",
        f"CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_refuses()",
        f"CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuses()",
    ]


def _unguards(vendor: str, tables: Mapping[str, str]) -> list[str]:
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER {table}_is_never_{done}"
            for table in tables
            for done in ("changed", "deleted", "replaced")
        ]
    return [
        statement
        for table in tables
        for statement in (
            f"DROP TRIGGER {table}_is_never_changed ON {table}",
            f"DROP TRIGGER {table}_is_never_emptied ON {table}",
            f"DROP FUNCTION {table}_refuses()",
        )
    ]
