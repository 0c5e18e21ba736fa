"""Every engine answers as the plain one does: outcomes, amounts, reasons, for every person of every drawn pack."""

import os
from collections.abc import Callable, Sequence
from functools import partial

import polars as pl
import psycopg
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from pysqlite3 import dbapi2 as sqlite

from tests.generative import small_law
from yingbao.law.engines import closure, columns, reference, sql
from yingbao.law.engines.answers import PackedAnswer
from yingbao.law.facts.values import Kind, Value
from yingbao.law.rules.months import MonthRules
from yingbao.law.rules.truth import TooTangled

Person = dict[str, Value | None]
Packed = list[list[PackedAnswer]]
Engine = Callable[[MonthRules, Sequence[Person]], Packed]

POSTGRESQL = os.environ.get("YINGBAO_TEST_POSTGRESQL", "postgresql://root@127.0.0.1:5432/test")
TYPES = {Kind.BOOLEAN: "boolean", Kind.DATE: "date", Kind.INTEGER: "integer", Kind.FEN: "bigint"}
COLUMNS = {Kind.BOOLEAN: pl.Boolean, Kind.DATE: pl.Date, Kind.INTEGER: pl.Int32, Kind.FEN: pl.Int64}


def by_reference(rules: MonthRules, people: Sequence[Person]) -> Packed:
    answers = [reference.determine(rules, person) for person in people]
    truths = [[reference.truth_of(rule, person) for rule in rules.conditions] for person in people]
    return [[pack(rules, page, truths[n], answers[n]) for n in range(len(people))] for page in rules.pages]


def pack(rules, page, truths, answers) -> PackedAnswer:
    def bits(known, wanted):
        return sum(1 << place for place, truth in enumerate(known) if truth is wanted)

    conditions = [truths[number] for number in page.conditions]
    outcomes = [answers[name].outcome for name in page.programmes]
    amounts = tuple(answers[name].amount_fen for name in rules.money_on(page))
    return PackedAnswer(
        bits(conditions, True), bits(conditions, None), bits(outcomes, True), bits(outcomes, None), amounts
    )


def by_closure(rules: MonthRules, people: Sequence[Person]) -> Packed:
    determine = closure.compile(rules)
    answered = [determine(rules.tuple_of(person)) for person in people]
    return [[answer[page.number] for answer in answered] for page in rules.pages]


def from_rows(rows) -> list[PackedAnswer]:
    ordered = sorted(rows)
    return [PackedAnswer(*row[1:5], tuple(row[5:])) for row in ordered]


def by_columns(rules: MonthRules, people: Sequence[Person]) -> Packed:
    schema = {fact.id: COLUMNS.get(fact.kind, pl.String) for fact in rules.facts}
    frame = pl.DataFrame(people, schema=schema).with_row_index("person_id")
    return [from_rows(columns.evaluate(rules, page, frame).rows()) for page in rules.pages]


def by_sqlite(rules: MonthRules, people: Sequence[Person]) -> Packed:
    connection = sqlite.connect(":memory:")
    connection.execute(f"CREATE TABLE known (person_id, {', '.join(rules.fact_ids)})")
    marks = ", ".join("?" * (len(rules.facts) + 1))
    rows = [(n, *map(as_text, rules.tuple_of(person))) for n, person in enumerate(people)]
    connection.executemany(f"INSERT INTO known VALUES ({marks})", rows)
    return [asked(connection, sql.statement(rules, page, "sqlite", "known")) for page in rules.pages]


def as_text(value):
    return value if value is None or isinstance(value, bool | int | str) else value.isoformat()


def asked(connection, statement: str) -> list[PackedAnswer]:
    return from_rows(connection.execute(statement).fetchall())


@pytest.fixture(scope="module")
def postgresql():
    try:
        connection = psycopg.connect(POSTGRESQL, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"No PostgreSQL is reachable, so its answers were NOT compared: {error}")
    with connection:
        yield connection


def by_postgresql(connection, rules: MonthRules, people: Sequence[Person]) -> Packed:
    fields = ", ".join(f"{fact.id} {TYPES.get(fact.kind, 'text')}" for fact in rules.facts)
    rows = [(n, *rules.tuple_of(person)) for n, person in enumerate(people)]
    try:
        connection.execute(f"CREATE TEMP TABLE known (person_id bigint, {fields})")
        with connection.cursor().copy("COPY known FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return [asked(connection, sql.statement(rules, page, "postgresql", "known")) for page in rules.pages]
    finally:
        connection.rollback()


drawn = given(
    programmes=st.lists(small_law.programmes(), min_size=1, max_size=4),
    month=st.sampled_from(small_law.MONTHS),
    values=small_law.values,
    people=st.integers(0, 2**32).map(small_law.people),
)
# 250 packs of 40 persons each: 10,000 cases for every engine.
often = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def compare(engines: Sequence[Engine], programmes, month, values, people) -> None:
    try:
        rules = small_law.build(programmes, month, values)
    except TooTangled:
        reject()
    expected = by_reference(rules, people)
    for engine in engines:
        assert engine(rules, people) == expected, engine


@often
@drawn
def test_closure_sqlite_and_columns_answer_as_the_reference(programmes, month, values, people):
    compare([by_closure, by_sqlite, by_columns], programmes, month, values, people)


def test_postgresql_answers_as_the_reference(postgresql):
    @often
    @drawn
    def agree(programmes, month, values, people):
        engine = partial(by_postgresql, postgresql)
        compare([engine], programmes, month, values, people)

    agree()
