"""The second line on PostgreSQL: row-level security cuts each table to the sight that was declared (ADR 16).

A migration writes for each table the condition its rows must meet (`hold_to_sight`). The conditions ask the
settings of the connection (access.row_security).
"""
# ruff: noqa: S608 - only our own names stand in these conditions.

from collections.abc import Mapping
from typing import Any

from django.db.migrations import RunPython

# A setting is the same for a whole statement, and the planner knows its value: a range of it uses the index.
SEES_EVERYTHING = "current_setting('yingbao.everything', true) = 'on'"


def lies_here(column: str = "division_code") -> str:
    """Return the condition that the place of a row lies where persons may be seen."""
    return _between(column, "persons")


def lies_with_cases(column: str = "division_code") -> str:
    """Return the condition that the place of a row lies where cases may be seen."""
    return _between(column, "cases")


def _between(column: str, what: str) -> str:
    low, high = (f"current_setting('yingbao.{what}_{end}', true)" for end in ("from", "to"))
    return f"{column} >= {low} AND {column} < {high}"


def stands_here(person: str, county: str = "") -> str:
    """Return the condition that a person stands now where persons may be seen (in the row's county).

    Standings are held to the sight themselves, so whichever is found lies there.
    """
    in_county = f" AND standing.county = {county}" if county else ""
    return (
        f"{SEES_EVERYTHING} OR EXISTS (SELECT 1 FROM register_standing AS standing"
        f" WHERE standing.person_id = {person} AND standing.ended_by_id IS NULL{in_county})"
    )


def hangs_on(row: str, key: str) -> str:
    """Return the condition that the row of another table may be seen: `key` is its id."""
    return f"{SEES_EVERYTHING} OR EXISTS (SELECT 1 FROM {row} AS above WHERE above.id = {key})"


def hold_to_sight(conditions: Mapping[str, str]) -> RunPython:
    """Return the step that holds tables to the sight, their owner too: table → the condition of its rows."""
    return _on_postgresql(
        [statement for table, condition in conditions.items() for statement in _held(table, condition)],
        [statement for table in conditions for statement in _let_go(table)],
    )


def show_besides(table: str, policies: Mapping[str, str]) -> RunPython:
    """Return the step by which rows of a held table are shown for further reasons: name → condition."""
    return _on_postgresql(
        [f"CREATE POLICY {name} ON {table} FOR SELECT USING ({why})" for name, why in policies.items()],
        [f"DROP POLICY {name} ON {table}" for name in policies],
    )


def _held(table: str, condition: str) -> list[str]:
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY seen_here ON {table} USING ({condition})",
    ]


def _let_go(table: str) -> list[str]:
    return [
        f"DROP POLICY seen_here ON {table}",
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]


def _on_postgresql(forwards: list[str], backwards: list[str]) -> RunPython:
    def run(statements: list[str]) -> Any:
        def say(apps: Any, schema_editor: Any) -> None:
            if schema_editor.connection.vendor == "postgresql":
                for statement in statements:
                    schema_editor.execute(statement, params=None)

        return say

    return RunPython(run(forwards), run(backwards))
