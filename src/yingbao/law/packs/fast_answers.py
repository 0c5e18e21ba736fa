"""The fast engines asked the worked cases too: the generated function, and SQL inside SQLite."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from yingbao.law.engines import closure, sql
from yingbao.law.engines.answers import PackedAnswer
from yingbao.law.facts.values import Value
from yingbao.law.rules.months import MonthRules
from yingbao.law.rules.truth import Truth

Facts = Mapping[str, Value | None]
# A programme's outcome and amount for each of several persons.
Answers = list[tuple[Truth, int | None]]
Engine = Callable[[MonthRules, Sequence[tuple[str, Facts]]], Answers]


def by_function(rules: MonthRules, asked: Sequence[tuple[str, Facts]]) -> Answers:
    """Return what the generated function answers to each programme and person."""
    determine = closure.compile(rules)
    return [_unpacked(rules, name, determine(rules.tuple_of(facts))) for name, facts in asked]


def by_sqlite(rules: MonthRules, asked: Sequence[tuple[str, Facts]]) -> Answers:
    """Return what SQLite answers to each programme and person."""
    columns = ", ".join(("person_id", *rules.fact_ids))
    marks = ", ".join("?" * (len(rules.facts) + 1))
    rows = [(n, *map(_stored, rules.tuple_of(facts))) for n, (_, facts) in enumerate(asked)]
    with sqlite3.connect(":memory:") as database:
        database.execute(f"CREATE TABLE known ({columns})")
        database.executemany(f"INSERT INTO known VALUES ({marks})", rows)  # noqa: S608  # marks only
        pages = [
            {row[0]: _packed(row) for row in database.execute(sql.statement(rules, page, "sqlite", "known"))}
            for page in rules.pages
        ]
    database.close()
    return [_unpacked(rules, name, [page[n] for page in pages]) for n, (name, _) in enumerate(asked)]


ENGINES: Mapping[str, Engine] = {"closure": by_function, "SQLite": by_sqlite}


def _packed(row: tuple[int | None, ...]) -> PackedAnswer:
    _, true, unknown, yes, ask, *amounts = row
    return PackedAnswer(true or 0, unknown or 0, yes or 0, ask or 0, tuple(amounts))


def _unpacked(rules: MonthRules, name: str, pages: Sequence[PackedAnswer]) -> tuple[Truth, int | None]:
    page = rules.page_of(name)
    answer = pages[page.number]
    bit = 1 << page.programmes.index(name)
    outcome = True if answer.yes_bits & bit else None if answer.ask_bits & bit else False
    paying = rules.money_on(page)
    return outcome, answer.amounts[paying.index(name)] if name in paying else None


def _stored(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
