"""The facts of a month, gathered from the register as known at a source."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TypeAlias

from django.db.models import Min

from yingbao.law.engines.reference import Facts
from yingbao.law.facts.values import Kind, Value
from yingbao.law.facts.vocabulary import Fact
from yingbao.office.determination.facts_sql import (
    Asked,
    Coverage,
    Question,
    facts_statement,
    folk_select,
)
from yingbao.office.determination.tables import FACTS, FOLK, analyze, execute, fetch, gathered
from yingbao.office.register.models import Coverage as CompleteList
from yingbao.values.month import Month

AT_ONCE = 500
FirstLists: TypeAlias = Mapping[tuple[str, str], Month]


def get_first_lists(question: Question) -> FirstLists:
    """Return the first month of which a complete list was known, by scheme and division.

    Only lists of the month asked for or an earlier one count.
    """
    lists = CompleteList.objects.filter(source_id__lte=question.horizon, month__lte=question.month.first_day)
    firsts = lists.values_list("scheme", "division_code").annotate(first=Min("month"))
    return {(scheme, code): Month.of(day) for scheme, code, day in firsts.order_by("scheme", "division_code")}


def coverage_of(firsts: FirstLists) -> Coverage:
    """Return for which divisions there are complete lists."""
    divisions: dict[str, list[str]] = {}
    for scheme, code in firsts:
        divisions.setdefault(scheme, []).append(code)
    return Coverage(divisions)


def get_coverage(question: Question) -> Coverage:
    """Return for which divisions complete lists were known, of the month asked for or an earlier one."""
    return coverage_of(get_first_lists(question))


def asked_of(facts: Iterable[Fact]) -> list[Asked]:
    """Return what the columns of the facts are to be."""
    return [Asked(fact.id, fact.kind) for fact in facts]


@contextmanager
def facts_table(question: Question, facts: Sequence[Fact], *, chosen: str | None = None) -> Iterator[str]:
    """Give the table of the facts of everyone in the county, or of those in the table `chosen`.

    The table of the persons themselves stands beside it as long.
    """
    with gathered(FOLK, folk_select(question, chosen=chosen)):
        execute(f"CREATE UNIQUE INDEX {FOLK}_person ON {FOLK} (person_id)")
        analyze(FOLK)
        select = facts_statement(question, asked_of(facts), get_coverage(question), FOLK)
        with gathered(FACTS, select) as table:
            analyze(table)
            yield table


def get_facts(
    question: Question, facts: Sequence[Fact], persons: Sequence[int], coverage: Coverage | None = None
) -> dict[int, tuple[Value | None, ...]]:
    """Return the facts of a few persons, in the order asked, with Python's dates and truths.

    The coverage is asked for unless it is at hand.

    Who is not known in the county at the horizon is left out.
    """
    found: dict[int, tuple[Value | None, ...]] = {}
    coverage = coverage or get_coverage(question)
    asked = asked_of(facts)
    for start in range(0, len(persons), AT_ONCE):
        some = folk_select(question, persons=persons[start : start + AT_ONCE])
        for person, *values in fetch(facts_statement(question, asked, coverage, f"({some})")):
            assert isinstance(person, int)  # noqa: S101 - the first column is the key
            found[person] = tuple(map(_value, asked, values))
    return found


def by_name(facts: Sequence[Fact], values: Sequence[Value | None]) -> Facts:
    """Return a person's facts by id."""
    return dict(zip((fact.id for fact in facts), values, strict=True))


def _value(asked: Asked, value: object) -> Value | None:
    # SQLite has neither dates nor truths: it keeps them as texts and numbers.
    if asked.kind is Kind.DATE and isinstance(value, str):
        return date.fromisoformat(value)
    if asked.kind is Kind.BOOLEAN and isinstance(value, int):
        return bool(value)
    return value if isinstance(value, bool | int | str | date) else None
