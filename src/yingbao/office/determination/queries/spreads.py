"""How a change spreads: by township, grade, kind, age and sex."""
# ruff: noqa: S608 - only our own names and numbers stand in these statements.

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from yingbao.office.determination.tables import fetch
from yingbao.values.money import Money
from yingbao.values.month import Month

TOWNSHIP_DIGITS = 9


class Dimension(StrEnum):
    """Along what a change is spread."""

    TOWNSHIP = "township"
    GRADE = "grade"
    KIND = "kind"
    AGE = "age"
    SEX = "sex"


# The fact that tells a dimension; a township is told by where the person stands.
TOLD_BY: Mapping[Dimension, str] = {
    Dimension.GRADE: "certificate_grade",
    Dimension.KIND: "certificate_kind",
    Dimension.AGE: "birth_on",
    Dimension.SEX: "sex",
}
# The first year of each band of ages; the policies' own turns are 7, 16 and 60.
AGE_BANDS = (0, 7, 16, 60)


@dataclass(frozen=True)
class Slice:
    """One township, grade, kind, band of ages or sex; empty where it is not known."""

    value: str
    before: int
    after: int
    before_fen: Money
    after_fen: Money
    gains: int
    loses: int


@dataclass(frozen=True)
class Spread:
    """One programme along one dimension."""

    programme: str
    dimension: Dimension
    slices: tuple[Slice, ...]


def get_spreads(compared: str, facts: str, month: Month, told: frozenset[str]) -> Iterator[Spread]:
    """Give every spread of a table of compared answers, along the dimensions whose facts are told."""
    for dimension in Dimension:
        fact = TOLD_BY.get(dimension)
        if fact is None or fact in told:
            rows = fetch(_statement(compared, facts, EXPRESSIONS[dimension](month)))
            for programme, own in groupby(rows, key=lambda row: str(row[0])):
                yield Spread(programme, dimension, tuple(map(_slice, own)))


def _statement(compared: str, facts: str, expression: str) -> str:
    return (
        f"SELECT programme, COALESCE(CAST({expression} AS TEXT), '') AS slice,"
        f" COUNT(CASE WHEN was = 'yes' THEN 1 END), COUNT(CASE WHEN becomes = 'yes' THEN 1 END),"
        f" CAST(COALESCE(SUM(was_fen), 0) AS BIGINT), CAST(COALESCE(SUM(becomes_fen), 0) AS BIGINT),"
        f" COUNT(CASE WHEN was <> 'yes' AND becomes = 'yes' THEN 1 END),"
        f" COUNT(CASE WHEN was = 'yes' AND becomes <> 'yes' THEN 1 END)"
        f" FROM {compared} AS compared JOIN {facts} AS facts ON facts.person_id = compared.person_id"
        f" GROUP BY 1, 2 ORDER BY 1, 2"
    )


def _township(_month: Month) -> str:
    return f"SUBSTR(compared.division_code, 1, {TOWNSHIP_DIGITS})"


def _age(month: Month) -> str:
    """Return the first year of the band a person is in at the end of the month."""
    last = month.last_day
    oldest_first = " ".join(
        f"WHEN facts.birth_on <= '{_birthday(last, age)}' THEN {age}" for age in AGE_BANDS[::-1]
    )
    return f"CASE {oldest_first} END"


def _birthday(on: date, age: int) -> date:
    """Return the latest day of birth of who is that old on a day; 29 February counts from 1 March."""
    try:
        return on.replace(year=on.year - age)
    except ValueError:
        return date(on.year - age, 2, 28)


EXPRESSIONS: Mapping[Dimension, Callable[[Month], str]] = {
    Dimension.TOWNSHIP: _township,
    Dimension.GRADE: lambda _: "facts.certificate_grade",
    Dimension.KIND: lambda _: "facts.certificate_kind",
    Dimension.AGE: _age,
    Dimension.SEX: lambda _: "facts.sex",
}


def _slice(row: tuple[object, ...]) -> Slice:
    value = str(row[1])
    before, after, was_fen, becomes_fen, gains, loses = (int(str(figure)) for figure in row[2:])
    return Slice(value, before, after, Money(was_fen), Money(becomes_fen), gains, loses)
