"""What the database never changes or deletes, SQLite's INSERT OR REPLACE does not delete either."""

import re

import pytest
from django.db import DatabaseError, connection, transaction

from tests.money_people import make_payees
from yingbao.office.ledger.models import Account
from yingbao.office.provision.models import Due

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no REPLACE"),
]


def asked(statement: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def guarded() -> list[str]:
    """Every table of which no row may be deleted."""
    tables = asked("SELECT tbl_name FROM sqlite_master WHERE name LIKE '%_is_never_deleted'")
    return sorted(table for (table,) in tables)


def unique_columns(table: str) -> set[frozenset[str]]:
    """What another row would be replaced for: the number of the row, and each unique index."""
    key = frozenset(name for _, name, *_, place in asked(f"PRAGMA table_info({table})") if place)
    indexes = [name for _, name, unique, *_ in asked(f"PRAGMA index_list({table})") if unique]
    return {key, *(frozenset(row[2] for row in asked(f"PRAGMA index_info({name})")) for name in indexes)}


def asked_for(table: str) -> set[frozenset[str]]:
    """The columns each guard of new rows looks at."""
    triggers = asked(f"SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")
    before = [sql for (sql,) in triggers if "BEFORE INSERT" in sql]
    return {frozenset(re.findall(r'NEW\."?(\w+)', sql)) for sql in before}


def test_every_unique_column_of_a_guarded_table_is_guarded() -> None:
    tables = guarded()
    assert {"audit_act", "audit_seal", "ledger_account", "ledger_transfer", "provision_due"} <= set(tables)
    assert {table: unique_columns(table) - asked_for(table) for table in tables} == dict.fromkeys(
        tables, set()
    )


@pytest.mark.parametrize("model", [Due, Account])
def test_a_row_is_not_replaced_by_another_of_the_same(model: type[Due] | type[Account]) -> None:
    make_payees(1)
    before = list(model.objects.order_by("pk").values_list())
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields if not field.primary_key)
    table = model._meta.db_table
    replacing = f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}"
    refused = pytest.raises(DatabaseError, match="is never replaced")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(replacing)
    assert before
    assert list(model.objects.order_by("pk").values_list()) == before
