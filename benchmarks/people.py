"""The same people for every engine: facts of the pack's vocabulary, drawn with a fixed seed.

In arrays every fact is a number: truths are 0 no, 1 unknown, 2 yes; days are counted since 1970, a choice
is its place in the list, a division its code. All other values are UNKNOWN where nothing is known.
All are of 32 bits, which OpenFisca takes as they are.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.programmes import PROGRAMMES
from yingbao.law.facts.values import Kind, Value
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import load
from yingbao.law.rules.months import MonthRules
from yingbao.values.month import Month

POLICY = Path(__file__).parents[1] / "policy"
UNKNOWN = -(2**31)
MONTH = Month(2026, 6)
COLUMNS = {Kind.DATE: pl.Date, Kind.DIVISION: pl.String}
# Of a thousand: who is on it, of whom it is not known. Everything else is drawn evenly.
ON = {"has_certificate": 960, "on_dibao": 150, "on_dibao_margin": 50, "on_tekun": 20}
DAYS = {
    "birth_on": ("1936-01-01", 31000, 0),
    "death_on": ("2026-01-01", 200, 990),
    "certificate_from": ("2014-01-01", 4500, 20),
    "certificate_expires_on": ("2024-06-01", 3600, 20),
    "certificate_ended_on": ("2025-01-01", 600, 980),
}


def rules(programmes: Collection[str] = PROGRAMMES) -> MonthRules:
    """Return the rules of these programmes of 武隆区 for June 2026; of none named, those of all."""
    pack = load(POLICY, "cn-500156")
    missing = set(programmes) - {programme.id for programme in pack.programmes}
    if missing:
        raise SystemExit(f"The pack has no longer: {', '.join(sorted(missing))}")
    return (pack.only(programmes) if programmes else pack).for_month(MONTH)


def number_of(fact: Fact, value: Value) -> int:
    """Return a value of a fact as the number it is in arrays."""
    if isinstance(value, bool):
        return 2 * value
    if isinstance(value, date):
        return (value - date(1970, 1, 1)).days
    if fact.kind is Kind.CHOICE:
        return [choice for choice, _ in fact.choices].index(str(value))
    return int(value)


def draw(count: int, facts: tuple[Fact, ...]) -> dict[str, np.ndarray[Any, Any]]:
    """Return one array per fact."""
    random = np.random.default_rng(20260601)
    return {fact.id: _draw(random, count, fact) for fact in facts}


def _draw(random: np.random.Generator, count: int, fact: Fact) -> np.ndarray[Any, Any]:
    thousandth = random.integers(0, 1000, count)
    if fact.kind is Kind.BOOLEAN:
        share = ON.get(fact.id, 30)
        return np.where(thousandth < share, 2, np.where(thousandth > 970, 1, 0)).astype(np.int32)
    if fact.kind is Kind.DATE:
        start, span, absent = DAYS[fact.id]
        first = (date.fromisoformat(start) - date(1970, 1, 1)).days
        days = (first + random.integers(0, span, count)).astype(np.int32)
        return np.where(thousandth < absent, np.int32(UNKNOWN), days)
    if fact.kind is Kind.DIVISION:
        codes = np.where(thousandth < 25, 430811, 500156).astype(np.int32)
        return np.where(thousandth > 980, np.int32(UNKNOWN), codes)
    low, high = (0, len(fact.choices) - 1) if fact.choices else fact.range or (3000, 12000)
    numbers = random.integers(low, high + 1, count).astype(np.int32)
    return np.where(thousandth > 975, np.int32(UNKNOWN), numbers)


def frame(arrays: dict[str, np.ndarray[Any, Any]], facts: tuple[Fact, ...]) -> pl.DataFrame:
    """Return the same people as columns: null where a fact is not known."""
    columns = [pl.Series("person_id", np.arange(1, len(next(iter(arrays.values()))) + 1, dtype=np.int64))]
    for fact in facts:
        values = pl.Series(fact.id, arrays[fact.id])
        column = pl.col(fact.id)
        if fact.kind is Kind.BOOLEAN:
            told = pl.when(column == 2).then(True).when(column == 0).then(False)
        else:
            known = pl.when(column != UNKNOWN).then(column)
            told = known.cast(COLUMNS[fact.kind]) if fact.kind in COLUMNS else known
            if fact.choices:
                told = known.replace_strict(dict(enumerate(choice for choice, _ in fact.choices)))
        columns.append(values.to_frame().select(told.alias(fact.id)).to_series())
    return pl.DataFrame(columns)


def arrays(people: pl.DataFrame, facts: tuple[Fact, ...]) -> dict[str, np.ndarray[Any, Any]]:
    """Return the people of a frame as arrays again."""
    found = {}
    for fact in facts:
        column = people[fact.id]
        if fact.kind is Kind.BOOLEAN:
            found[fact.id] = (column.cast(pl.Int32) * 2).fill_null(1).to_numpy()
        else:
            if fact.choices:
                column = column.replace_strict({choice: n for n, (choice, _) in enumerate(fact.choices)})
            found[fact.id] = column.cast(pl.Int32).fill_null(UNKNOWN).to_numpy()
    return found
