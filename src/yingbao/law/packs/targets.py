"""The target of an indicator: what it carries, and whether the clauses it cites state it."""

from collections.abc import Iterable, Mapping

from yingbao.law.packs.carried import Carried, Value, word_of
from yingbao.law.packs.carrying import literals_of
from yingbao.law.packs.indicators import Indicator
from yingbao.law.packs.measure_words import PERCENT, YUAN, count_the_same
from yingbao.law.packs.record_shapes import IndicatorUnit
from yingbao.law.plans.numbers import Bound, Number

# What the numbers of an indicator count, by its unit.
COUNTED: Mapping[IndicatorUnit, tuple[str, ...]] = {
    "percent": (PERCENT,),
    "persons": ("人",),
    "households": ("户",),
    "places": ("个",),
    "events": ("次", "人次", "件"),
    "amount": (YUAN,),
    "text": (),
}
# A number without a bound is reached: 改造300户 is a target of 300 or more.
REACHED = (">=", "=")


def of_indicator(indicator: Indicator) -> Carried:
    """Return what an indicator carries: its target and the month it is to be reached by."""
    target, words = indicator.target, COUNTED[indicator.unit]
    values = {Value(target.value, words, target.bound)} if target.value is not None else set()
    for counted in (indicator.among, indicator.reached):
        if counted and counted.rule:
            values |= set(literals_of(counted.rule))
    return Carried(frozenset(values), frozenset(), frozenset({target.by} if target.by else set()))


def _may_state(indicator: Indicator, number: Number) -> bool:
    """Whether a number counts what the target of an indicator counts."""
    return any(count_the_same(word, word_of(number)) for word in COUNTED[indicator.unit])


def states_target(indicator: Indicator, numbers: Iterable[Number]) -> bool:
    """Whether numbers a plan writes state the target of an indicator, value and bound.

    Where none of them counts what it counts, the plan says it in words: then it is all of them, or one.
    """
    target = indicator.target
    stated = [number for number in numbers if _may_state(indicator, number)]
    if target.value is None or stated:
        return target.value is None or any(_is_target(indicator, number) for number in stated)
    whole = 100 if indicator.unit == "percent" else 1
    return target.value == whole and target.bound in REACHED


def _is_target(indicator: Indicator, number: Number) -> bool:
    target = indicator.target
    if number.bound not in (Bound.EXACT, Bound.ABOUT):
        return target.value == number.value and target.bound == number.bound.value
    if number.upper is not None and target.value == number.upper and target.bound in ("<=", "="):
        return True
    return target.value == number.value and target.bound in REACHED
