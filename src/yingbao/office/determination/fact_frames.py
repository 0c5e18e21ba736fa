"""The facts of everyone in a division as columns: gathered inside the database, looked at outside it."""
# ruff: noqa: S608 - only our own names and checked codes stand in these statements.

from collections.abc import Sequence

import polars as pl
from django.db import connection

from yingbao.law.facts.values import Kind
from yingbao.law.facts.vocabulary import Fact
from yingbao.office.determination.facts import facts_table
from yingbao.office.determination.facts_columns import TYPES
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.tables import FOLK, fetch
from yingbao.values.division import DivisionCode


def get_fact_frame(question: Question, facts: Sequence[Fact], within: str) -> pl.DataFrame:
    """Return person_id, division_code and a column per fact, of everyone in a division, by person.

    Raises:
        NotADivision: `within` is not a code of a division.
    """
    low, high = DivisionCode(within).range
    with facts_table(question, facts) as table:
        told = _told(table, facts)
        columns = "".join(f", facts.{fact.id}" for fact in told)
        rows = fetch(
            f"SELECT facts.person_id, folk.division_code{columns} FROM {table} AS facts"
            f" JOIN {FOLK} AS folk ON folk.person_id = facts.person_id"
            f" WHERE folk.division_code >= '{low}' AND folk.division_code < '{high}' ORDER BY 1"
        )
    values = list(zip(*rows, strict=True)) or [()] * (2 + len(told))
    known = dict(zip((fact.id for fact in told), values[2:], strict=True))
    return pl.DataFrame(
        [
            pl.Series("person_id", values[0], dtype=pl.Int64),
            pl.Series("division_code", values[1], dtype=pl.String),
            *(_series(fact, known.get(fact.id), len(rows)) for fact in facts),
        ]
    )


def _told(table: str, facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts known of anyone: most are known of nobody, and need not be carried over."""
    if not facts:
        return []
    (counts,) = fetch(f"SELECT {', '.join(f'COUNT({fact.id})' for fact in facts)} FROM {table}")
    return [fact for fact, count in zip(facts, counts, strict=True) if count]


def _series(fact: Fact, values: Sequence[object] | None, count: int) -> pl.Series:
    kind = TYPES.get(fact.kind, pl.String)
    if values is None:
        return pl.Series(fact.id, [None], dtype=kind).new_from_index(0, count)
    if connection.vendor != "sqlite":
        return pl.Series(fact.id, values, dtype=kind)
    # SQLite has neither dates nor truths: it keeps them as texts and numbers.
    if fact.kind is Kind.DATE:
        return pl.Series(fact.id, values, dtype=pl.String).str.to_date("%Y-%m-%d")
    if fact.kind is Kind.BOOLEAN:
        return pl.Series(fact.id, values, dtype=pl.Int64).cast(pl.Boolean)
    return pl.Series(fact.id, values, dtype=kind)
