"""The fast engines asked the worked cases too: the generated function, and SQL inside SQLite."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date

from yingbao.law.engines import closure, sql
from yingbao.law.engines.answers import PackedAnswer
from yingbao.law.facts.values import Value
from yingbao.law.rules.months import MonthRules
from yingbao.law.rules.truth import Truth

Facts = Mapping[str, Value | None]
# SQLite takes 32,766 values in one statement.
MOST_VALUES = 32_000
# A programme's outcome and amount for each of several persons.
Answers = list[tuple[Truth, int | None]]
Engine = Callable[[MonthRules, Sequence[tuple[str, Facts]]], Answers]


def by_function(rules: MonthRules, asked: Sequence[tuple[str, Facts]]) -> Answers:
    """Return what the generated function answers to each programme and person."""
    determine = closure.compile(rules)
    return [_unpacked(rules, name, determine(rules.tuple_of(facts))) for name, facts in asked]


def by_sqlite(rules: MonthRules, asked: Sequence[tuple[str, Facts]]) -> Answers:
    """Return what SQLite answers to each programme and person; nothing is stored, not even for a moment."""
    at_once = max(1, MOST_VALUES // (len(rules.facts) + 1))
    answers: Answers = []
    with closing(sqlite3.connect(":memory:")) as database:
        for start in range(0, len(asked), at_once):
            answers += _some(database, rules, asked[start : start + at_once])
    return answers


def _some(database: sqlite3.Connection, rules: MonthRules, asked: Sequence[tuple[str, Facts]]) -> Answers:
    names = ("person_id", *rules.fact_ids)
    columns = ", ".join(f"column{n} AS {name}" for n, name in enumerate(names, start=1))
    row = f"({', '.join('?' * len(names))})"
    known = f"(SELECT {columns} FROM (VALUES {', '.join([row] * len(asked))}))"  # noqa: S608  # marks only
    told = [
        value for n, (_, facts) in enumerate(asked) for value in (n, *map(_stored, rules.tuple_of(facts)))
    ]
    pages = [
        {
            found[0]: _packed(found)
            for found in database.execute(sql.statement(rules, page, "sqlite", known), told)
        }
        for page in rules.pages
    ]
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
