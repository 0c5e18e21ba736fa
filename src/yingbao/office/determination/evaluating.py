"""The rules of a month over the facts of a county, inside the database: one table of answers per page."""
# ruff: noqa: S608 - only our own names and numbers stand in these statements.

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connection

from yingbao.law.engines import sql
from yingbao.law.rules.months import MonthRules, Page
from yingbao.office.determination.layouts import PlacedProgramme, pages_of, programmes_of
from yingbao.office.determination.tables import analyze, answers_of, execute, gathered


@contextmanager
def answers(rules: MonthRules, facts_table: str, *, label: str = "run") -> Iterator[None]:
    """Give the tables of answers for the persons in a table of facts, as long as the block lasts."""
    with ExitStack() as stack:
        for page in rules.pages:
            table = stack.enter_context(
                gathered(answers_of(page.number, label), _select(rules, page, facts_table))
            )
            execute(f"CREATE UNIQUE INDEX {table}_person ON {table} (person_id)")
            analyze(table)
        yield


def _select(rules: MonthRules, page: Page, facts_table: str) -> str:
    dialect: sql.Dialect = "postgresql" if connection.vendor == "postgresql" else "sqlite"
    statement = sql.statement(rules, page, dialect, facts_table)
    programmes = programmes_of(pages_of(rules), page.number)
    return f"SELECT answered.*, {amounts_of(programmes)} AS amounts FROM ({statement}) AS answered"


def amounts_of(programmes: list[PlacedProgramme]) -> str:
    """Return the expression of all amounts in one text: what makes two answers equal or not.

    The amount of a no is left out, an unknown one is a question mark.
    """
    parts = [
        f"CASE WHEN ((yes_bits | ask_bits) & {p.mask}) = 0 THEN ''"
        f" ELSE COALESCE(CAST({p.amount_column} AS TEXT), '?') END"
        for p in programmes
        if p.amount_column
    ]
    return " || ',' || ".join(parts) or "''"
