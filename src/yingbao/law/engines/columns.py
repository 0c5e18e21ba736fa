"""The engine for a snapshot of a large register: a page of a month's rules as polars expressions."""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import overload

import polars as pl

from yingbao.law.engines.reference import NotBound
from yingbao.law.facts.values import Value
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.rules.graph import facts_of_term
from yingbao.law.rules.months import BITS, MonthRules, Page
from yingbao.law.rules.nodes import (
    Absent,
    All,
    Always,
    Among,
    Any,
    Arithmetic,
    Begins,
    Bit,
    Case,
    Compare,
    Constant,
    FactValue,
    Holds,
    Not,
    Rounded,
    Rule,
    Term,
    Tiers,
    Way,
)

NOTHING = pl.lit(None, dtype=pl.Int64)
BYTE = 8
# The narrowest number that holds so many bits; a full page has BITS.
WORDS = {8: pl.UInt8, 16: pl.UInt16, 32: pl.UInt32, BITS: pl.Int64}


@overload
def evaluate(rules: MonthRules, page: Page, facts: pl.DataFrame) -> pl.DataFrame: ...
@overload
def evaluate(rules: MonthRules, page: Page, facts: pl.LazyFrame) -> pl.LazyFrame: ...
def evaluate(
    rules: MonthRules, page: Page, facts: pl.DataFrame | pl.LazyFrame
) -> pl.DataFrame | pl.LazyFrame:
    """Return a page's answers for every row of a frame of facts.

    The frame has `person_id` and a column per fact of `rules.facts`, null where a fact is not known:
    Boolean, Date, whole numbers, and String for all else. The columns of the answer are those of the
    SQL engine; its words are as narrow as the page's bits.
    """
    if isinstance(facts, pl.LazyFrame):
        return _plan(rules, page, facts)
    return _plan(rules, page, facts.lazy()).collect()


def _plan(rules: MonthRules, page: Page, facts: pl.LazyFrame) -> pl.LazyFrame:
    programmes = rules.on(page)
    conditions = {number: truth(rules.conditions[number]).alias(f"c{number}") for number in page.conditions}
    amounts = [p.amount for p in programmes if p.in_money and p.amount is not None]
    counted = list(dict.fromkeys(fact.id for amount in amounts for fact in facts_of_term(amount)))
    truths = facts.select("person_id", *counted, *conditions.values())
    outcomes = truths.with_columns(truth(p.eligible).alias(f"o_{p.id}") for p in programmes)
    bits = [f"c{number}" for number in page.conditions]
    in_force = {p.id for p in programmes}
    answers = [f"o_{name}" if name in in_force else None for name in page.programmes]
    return outcomes.select(
        "person_id",
        _pack(bits, unknown=False).alias("true_bits"),
        _pack(bits, unknown=True).alias("unknown_bits"),
        _pack(answers, unknown=False).alias("yes_bits"),
        _pack(answers, unknown=True).alias("ask_bits"),
        *(_amount(rules, name) for name in rules.money_on(page)),
    )


def _pack(columns: Sequence[str | None], *, unknown: bool) -> pl.Expr:
    # Eight bits are put together in bytes first, which touches an eighth of the memory.
    word = next(kind for bits, kind in WORDS.items() if len(columns) <= bits)
    packed: pl.Expr | None = None
    for start in range(0, len(columns), BYTE):
        chosen = [(name, n) for n, name in enumerate(columns[start : start + BYTE]) if name is not None]
        if chosen:
            byte = reduce(or_, (_bit(name, n, unknown=unknown) for name, n in chosen)).cast(word)
            byte = byte * (1 << start) if start else byte
            packed = byte if packed is None else packed | byte
    return pl.lit(0, dtype=word) if packed is None else packed


def _bit(name: str, place: int, *, unknown: bool) -> pl.Expr:
    # Chosen by a predicate a bit costs a quarter of what it costs cast and multiplied; null chooses zero.
    asked = pl.col(name).is_null() if unknown else pl.col(name)
    return pl.when(asked).then(pl.lit(1 << place, dtype=pl.UInt8)).otherwise(pl.lit(0, dtype=pl.UInt8))


def _amount(rules: MonthRules, name: str) -> pl.Expr:
    programme = rules.by_id.get(name)
    if programme is None or programme.amount is None:
        return NOTHING.alias(f"amount_{name}")
    # A null predicate counts as false here: so the amount of an unknown answer is kept, as it should be.
    amount = pl.when(~pl.col(f"o_{name}")).then(NOTHING).otherwise(value(programme.amount))
    return amount.cast(pl.Int64).alias(f"amount_{name}")


def truth(rule: Rule) -> pl.Expr:
    """Return the expression of a rule; and, or and not of polars are three-valued as ours."""
    match rule:
        case All(parts):
            return reduce(and_, map(truth, parts))
        case Any(parts):
            return reduce(or_, map(truth, parts))
        case Not(part):
            return ~truth(part)
        case Bit(number):
            return pl.col(f"c{number}")
    return _asked(rule)


def _asked(rule: Rule) -> pl.Expr:  # noqa: PLR0911  # one return per kind of node
    match rule:
        case Always(known):
            return pl.lit(known, dtype=pl.Boolean)
        case Absent(fact):
            return pl.col(fact.id).is_null()
        case Holds(fact):
            return pl.col(fact.id)
        case Among(fact, values):
            return reduce(or_, (pl.col(fact.id) == pl.lit(value) for value in values))
        case Begins(fact, prefix):
            return pl.col(fact.id).str.starts_with(prefix)
        case Compare(left, operator, right):
            return _compare(value(left), operator, value(right))
    raise NotBound(repr(rule))


def _compare(left: pl.Expr, operator: str, right: pl.Expr) -> pl.Expr:
    return {
        "=": left.eq,
        "<>": left.ne,
        "<": left.lt,
        "<=": left.le,
        ">": left.gt,
        ">=": left.ge,
    }[operator](right)


def value(term: Term) -> pl.Expr:  # noqa: PLR0911  # one return per kind of node
    """Return the expression of a value or amount."""
    match term:
        case FactValue(fact):
            return pl.col(fact.id)
        case Constant(known, _):
            return NOTHING if known is None else pl.lit(known)
        case Tiers(fact, values, _):
            return _tiers(fact, values)
        case Arithmetic(operator, left, right):
            return _reckon(operator, value(left).cast(pl.Int64), value(right).cast(pl.Int64))
        case Rounded(inner, to, way):
            return _round(value(inner).cast(pl.Int64), to, way)
        case Case(branches, default):
            return _case(branches, default)
    raise NotBound(repr(term))


def _reckon(operator: str, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    if operator == "/":
        return (2 * left + right) // (2 * right)
    return {"+": left + right, "-": left - right, "*": left * right}[operator]


def _round(whole: pl.Expr, to: int, way: Way) -> pl.Expr:
    if way == "nearest":
        return (2 * whole + to) // (2 * to) * to
    return whole // to * to if way == "down" else -(-whole // to) * to


def _tiers(fact: Fact, values: tuple[tuple[Value, Value | None], ...]) -> pl.Expr:
    found: pl.Expr = NOTHING
    for tier, known in values:
        if known is not None:
            found = pl.when(pl.col(fact.id) == pl.lit(tier)).then(pl.lit(known)).otherwise(found)
    return found


def _case(branches: tuple[tuple[Rule, Term], ...], default: Term) -> pl.Expr:
    result = value(default)
    for rule, amount in reversed(branches):
        holds = truth(rule)
        known = pl.when(holds).then(value(amount)).otherwise(result)
        result = pl.when(holds.is_null()).then(NOTHING).otherwise(known)
    return result
