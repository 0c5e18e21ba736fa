"""The same rules for openfisca-core, generated from the same checked nodes.

Three values are written as 0 no, 1 unknown, 2 yes, so that AND is the smaller,
OR the larger and NOT the distance to 2: the quickest form numpy has. Every
condition is a variable of its own, computed once and kept: the reasons of
every programme that has it. A programme's decision is its outcome, its amount
and, where reasons are to be packed, two masks of its conditions.
"""

from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.people import UNKNOWN, number_of
from yingbao.law.facts.values import Value
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.rules.months import MonthRules, Programme
from yingbao.law.rules.nodes import (
    Absent,
    All,
    Always,
    Among,
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
)
from yingbao.law.rules.nodes import (
    Any as AnyOf,
)

PERIOD = "2026-06"
Array = np.ndarray[Any, Any]
Formula = Callable[[Any, Any], Array]
OPERATORS: dict[str, Callable[[Any, Any], Array]] = {
    "=": np.equal,
    "<>": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
Person = build_entity(key="person", plural="persons", label="A person", is_person=True)


def system(rules: MonthRules) -> TaxBenefitSystem:
    """Return the system with one variable per fact, condition, outcome and amount."""
    found = TaxBenefitSystem([Person])
    for fact in rules.facts:
        found.add_variable(_variable(fact.id, None))
    for number, rule in enumerate(rules.conditions):
        found.add_variable(_variable(f"c{number}", _formula(rule)))
    for programme in rules.programmes:
        found.add_variable(_variable(f"outcome_{programme.id}", _formula(programme.eligible)))
        found.add_variable(_variable(f"true_{programme.id}", _mask(programme, 2)))
        found.add_variable(_variable(f"unknown_{programme.id}", _mask(programme, 1)))
        if programme.in_money:
            found.add_variable(_variable(f"amount_{programme.id}", _amount(programme)))
    return found


def simulate(model: TaxBenefitSystem, arrays: dict[str, Array]) -> Simulation:
    """Return a simulation with the people in it."""
    count = len(next(iter(arrays.values())))
    simulation = SimulationBuilder().build_default_simulation(model, count)
    for name, array in arrays.items():
        simulation.set_input(name, PERIOD, array)
    return simulation


def answer(simulation: Simulation, rules: MonthRules) -> dict[str, Array]:
    """Return outcomes, amounts and the truth of every condition of everyone."""
    names = [f"c{number}" for number, _ in enumerate(rules.conditions)]
    names += [f"outcome_{p.id}" for p in rules.programmes]
    names += [f"amount_{p.id}" for p in rules.programmes if p.in_money]
    return {name: simulation.calculate(name, PERIOD) for name in names}


def _variable(name: str, formula: Formula | None) -> type[Variable]:
    parts: dict[str, Any] = {
        "value_type": int,
        "entity": Person,
        "definition_period": DateUnit.MONTH,
        "label": name,
        "default_value": 1 if formula is None else 0,
    }
    if formula is not None:
        parts["formula"] = formula
    return type(name, (Variable,), parts)


def _formula(rule: Rule) -> Formula:
    def formula(person: Any, period: Any) -> Array:
        return _truth(rule, person, period)

    return formula


def _truth(rule: Rule, person: Any, period: Any) -> Array:  # noqa: PLR0911  # one return per kind of node
    match rule:
        case All(parts):
            return reduce(np.minimum, (_truth(part, person, period) for part in parts))
        case AnyOf(parts):
            return reduce(np.maximum, (_truth(part, person, period) for part in parts))
        case Not(part):
            return 2 - _truth(part, person, period)
        case Bit(number):
            return person(f"c{number}", period)
        case Holds(fact):
            return person(fact.id, period)
        case Always(truth):
            return np.full(person.count, 1 if truth is None else 2 * truth, dtype=np.int32)
    return _asked(rule, person, period)


def _asked(rule: Rule, person: Any, period: Any) -> Array:
    match rule:
        case Absent(fact):
            return 2 * (person(fact.id, period) == UNKNOWN)
        case Among(fact, values):
            value = person(fact.id, period)
            return _known(np.isin(value, [number_of(fact, v) for v in values]), value)
        case Begins(fact, prefix):
            value = person(fact.id, period)
            return _known(value == int(prefix), value)
        case Compare(FactValue(fact), operator, Constant(constant, _)) if constant is not None:
            value = person(fact.id, period)
            return _known(OPERATORS[operator](value, number_of(fact, constant)), value)
        case Compare(left, operator, right):
            one, other = _value(left, person, period), _value(right, person, period)
            both = np.where(one == UNKNOWN, one, other)
            return _known(OPERATORS[operator](one, other), both)
    raise NotImplementedError(repr(rule))


def _known(truth: Array, value: Array) -> Array:
    return np.where(value == UNKNOWN, 1, 2 * truth)


def _value(term: Term, person: Any, period: Any) -> Array:  # noqa: PLR0911  # one return per kind of node
    match term:
        case FactValue(fact):
            return person(fact.id, period)
        case Constant(value, _) if value is None or isinstance(value, int):
            return np.full(person.count, UNKNOWN if value is None else value, dtype=np.int32)
        case Tiers(fact, values, _):
            return _tiers(fact, values, person(fact.id, period))
        case Arithmetic(operator, left, right):
            one, other = _value(left, person, period), _value(right, person, period)
            reckoned = _reckon(operator, one.astype(np.int64), other.astype(np.int64))
            return np.where((one == UNKNOWN) | (other == UNKNOWN), UNKNOWN, reckoned)
        case Rounded(inner, to, way):
            number = _value(inner, person, period)
            return np.where(number == UNKNOWN, UNKNOWN, _round(number.astype(np.int64), to, way))
        case Case(branches, default):
            found = _value(default, person, period)
            for rule, amount in reversed(branches):
                truth = _truth(rule, person, period)
                found = np.where(truth == 2, _value(amount, person, period), found)
                found = np.where(truth == 1, UNKNOWN, found)
            return found
    raise NotImplementedError(repr(term))


def _reckon(operator: str, one: Array, other: Array) -> Array:
    if operator == "/":
        return (2 * one + other) // (2 * other)
    return {"+": np.add, "-": np.subtract, "*": np.multiply}[operator](one, other)


def _round(number: Array, to: int, way: str) -> Array:
    if way == "nearest":
        return (2 * number + to) // (2 * to) * to
    return number // to * to if way == "down" else -(-number // to) * to


def _tiers(fact: Fact, values: tuple[tuple[Value, Value | None], ...], by: Array) -> Array:
    found = np.full(len(by), UNKNOWN, dtype=np.int32)
    for tier, value in values:
        if isinstance(value, int):
            found[by == number_of(fact, tier)] = value
    return found


def pack(simulation: Simulation, rules: MonthRules) -> dict[str, Array]:
    """Return the reasons of every programme as masks: conditions that hold, conditions not known."""
    names = [f"{part}_{p.id}" for p in rules.programmes for part in ("true", "unknown")]
    return {name: simulation.calculate(name, PERIOD) for name in names}


def stored(name: str, array: Array) -> Array:
    """Return an answer as it is stored: money as it was reckoned, a truth in a byte."""
    return array if name.startswith("amount_") else array.astype(np.int8)


def _mask(programme: Programme, truth: int) -> Formula:
    def formula(person: Any, period: Any) -> Array:
        mask = np.zeros(person.count, dtype=np.int32)
        for own, condition in enumerate(programme.conditions):
            mask |= (person(f"c{condition.number}", period) == truth).astype(np.int32) << own
        return mask

    return formula


def _amount(programme: Programme) -> Formula:
    def formula(person: Any, period: Any) -> Array:
        amount = _value(programme.amount, person, period)
        return np.where(person(f"outcome_{programme.id}", period) == 0, UNKNOWN, amount)

    return formula
