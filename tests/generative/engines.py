"""The engines put side by side: each takes rules and persons and gives packed answers, page by page."""

import os
from collections.abc import Callable, Sequence

import polars as pl
from pysqlite3 import dbapi2 as sqlite

from yingbao.law.engines import closure, columns, reference, sql
from yingbao.law.engines.answers import PackedAnswer
from yingbao.law.facts.values import Kind, Value
from yingbao.law.rules.months import MonthRules

Person = dict[str, Value | None]
Packed = list[list[PackedAnswer]]
Engine = Callable[[MonthRules, Sequence[Person]], Packed]

POSTGRESQL = os.environ.get(
    "YINGBAO_TEST_POSTGRESQL", "postgresql://yingbao_test:yingbao_test@127.0.0.1:5432/yingbao_test"
)
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
    # A programme not in force in the month keeps its place on the page: no bit, no amount.
    outcomes = [answers[name].outcome if name in answers else False for name in page.programmes]
    amounts = tuple(answers[name].amount_fen if name in answers else None for name in rules.money_on(page))
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
