"""How a change spreads: by township, grade, kind, age and sex."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

import polars as pl

from yingbao.office.determination.both_rules import YES
from yingbao.office.determination.queries.households import OncePerHousehold
from yingbao.values.money import Money
from yingbao.values.month import Month

TOWNSHIP_DIGITS = 9
# The programmes owed per household, by their places, and what they owe in each slice.
Sums: TypeAlias = tuple[frozenset[int], Mapping[tuple[int, str], Money]]


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
    """One township, grade, kind, band of ages or sex; empty where it is not known.

    What is owed per household is in every slice with an entitled member of it, once: slices of it may add up
    to more than the whole.
    """

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


def get_spreads(
    compared: pl.DataFrame,
    facts: pl.DataFrame,
    month: Month,
    names: Sequence[str],
    once: tuple[OncePerHousehold, OncePerHousehold],
) -> Iterator[Spread]:
    """Give every spread of compared answers, along the dimensions whose facts are told.

    `once` is what is owed per household before and after.
    """
    for dimension in Dimension:
        fact = TOLD_BY.get(dimension)
        if fact is None or fact in facts.columns:
            told = facts.select(_slice_of(dimension, month).cast(pl.String).fill_null("")).to_series()
            counted = _counted(compared.with_columns(told.gather(compared["row"]).alias("slice")))
            sums = tuple((each.places, each.sums(told)) for each in once)
            for (place,), rows in counted.partition_by(
                "programme", as_dict=True, maintain_order=True
            ).items():
                slices = (_slice(row, sums) for row in rows.iter_rows())
                yield Spread(names[place], dimension, tuple(slices))


def _counted(compared: pl.DataFrame) -> pl.DataFrame:
    was, becomes = pl.col("was") == YES, pl.col("becomes") == YES
    return (
        compared.group_by("programme", "slice")
        .agg(
            was.sum().alias("before"),
            becomes.sum().alias("after"),
            pl.col("was_fen").sum(),
            pl.col("becomes_fen").sum(),
            (~was & becomes).sum().alias("gains"),
            (was & ~becomes).sum().alias("loses"),
        )
        .sort("programme", "slice")
    )


def _slice_of(dimension: Dimension, month: Month) -> pl.Expr:
    if dimension is Dimension.TOWNSHIP:
        return pl.col("division_code").str.slice(0, TOWNSHIP_DIGITS)
    told = pl.col(TOLD_BY[dimension])
    return _band(told, month) if dimension is Dimension.AGE else told


def _band(birth_on: pl.Expr, month: Month) -> pl.Expr:
    """Return the first year of the band a person is in at the end of the month."""
    band: pl.Expr = pl.lit(None, dtype=pl.Int64)
    for age in AGE_BANDS:
        band = pl.when(birth_on <= _birthday(month.last_day, age)).then(pl.lit(age)).otherwise(band)
    return band


def _birthday(on: date, age: int) -> date:
    """Return the latest day of birth of who is that old on a day; 29 February counts from 1 March."""
    try:
        return on.replace(year=on.year - age)
    except ValueError:
        return date(on.year - age, 2, 28)


def _slice(row: tuple[int, str, int, int, int, int, int, int], sums: Sequence[Sums]) -> Slice:
    place, value, before, after, *owed, gains, loses = row
    before_fen, after_fen = (
        once.get((place, value), Money(0)) if place in places else Money(fen)
        for fen, (places, once) in zip(owed, sums, strict=True)
    )
    return Slice(value, before, after, before_fen, after_fen, gains, loses)
