"""Binding a rule to a month: parameters, days and ages become constants."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from yingbao.law.facts.values import Kind, Value
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.rules.days import add_months, born_by
from yingbao.law.rules.graph import map_atoms
from yingbao.law.rules.nodes import (
    Age,
    All,
    Always,
    Among,
    Any,
    Arithmetic,
    Atom,
    Case,
    Compare,
    Constant,
    FactValue,
    Holds,
    MonthDay,
    MovedDay,
    Not,
    Operator,
    Parameter,
    Rounded,
    Rule,
    Switch,
    Term,
    Tiers,
    Way,
)
from yingbao.law.rules.truth import exact
from yingbao.values.month import Month

Amount: TypeAlias = Value | None
InForce: TypeAlias = "Amount | Mapping[Value, InForce]"


@dataclass(frozen=True)
class Binding:
    """A month, and what every parameter is worth in it; a parameter without a value is unknown."""

    month: Month
    values: Mapping[str, InForce]

    def rule(self, rule: Rule) -> Rule:
        """Return the rule of the month, exact and without parameters, months and ages."""
        return exact(map_atoms(rule, self._atom))

    def _atom(self, atom: Atom) -> Rule:
        if isinstance(atom, Switch):
            value = self.values.get(atom.parameter.id)
            return Always(value if isinstance(value, bool) else None)
        if isinstance(atom, Compare):
            if isinstance(atom.left, Age):
                return self._age(atom.left, atom.operator, atom.right)
            return _compare(self.term(atom.left), atom.operator, self.term(atom.right))
        return atom

    def term(self, term: Term) -> Term:  # noqa: PLR0911  # one return per kind of node
        """Return the value or amount of the month."""
        if isinstance(term, Parameter):
            return self._parameter(term)
        if isinstance(term, MonthDay | MovedDay):
            return self._day(term)
        if isinstance(term, Arithmetic):
            return _reckon(Arithmetic(term.operator, self.term(term.left), self.term(term.right)))
        if isinstance(term, Rounded):
            return _round(Rounded(self.term(term.term), term.to, term.way))
        if isinstance(term, Case):
            return self._case(term)
        return term

    def _day(self, term: MonthDay | MovedDay) -> Constant:
        if isinstance(term, MovedDay):
            return Constant(add_months(term.day, term.months), Kind.DATE)
        edges = {
            "start": self.month.first_day,
            "end": self.month.last_day,
            "year": self.month.first_day.replace(month=1),
        }
        return Constant(add_months(edges[term.edge], term.months), Kind.DATE)

    def _parameter(self, parameter: Parameter) -> Term:
        return _tiered(self.values.get(parameter.id), parameter.by, parameter.kind)

    def _case(self, case: Case) -> Term:
        branches: list[tuple[Rule, Term]] = []
        for rule, amount in case.branches:
            bound = self.rule(rule)
            if bound == Always(True):
                return _case(branches, self.term(amount))
            if bound != Always(False):
                branches.append((bound, self.term(amount)))
        return _case(branches, self.term(case.default))

    def _age(self, age: Age, operator: Operator, years: Term) -> Rule:
        on = self.term(age.on)
        if not isinstance(on, Constant) or not isinstance(years, Constant):
            return Always(None)
        if not isinstance(years.value, int) or isinstance(on.value, bool | int | str | None):
            return Always(None)
        birth = FactValue(age.birth)
        full = Constant(born_by(on.value, years.value), Kind.DATE)
        more = Constant(born_by(on.value, years.value + 1), Kind.DATE)
        reached, passed = Compare(birth, "<=", full), Compare(birth, "<=", more)
        young, not_older = Compare(birth, ">", full), Compare(birth, ">", more)
        meanings: dict[Operator, Rule] = {
            ">=": reached,
            ">": passed,
            "<": young,
            "<=": not_older,
            "=": All((reached, not_older)),
            "<>": Any((young, passed)),
        }
        return meanings[operator]


def _tiered(value: InForce, by: tuple[Fact, ...], kind: Kind) -> Term:
    """What a parameter is worth: by several facts a case for each tier of the first, tiered by the others."""
    if not by:
        return Constant(None if isinstance(value, Mapping) else value, kind)
    first, *others = by
    tiers = value if isinstance(value, Mapping) else {}
    if not others:
        amounts = ((tier, amount) for tier, amount in tiers.items() if not isinstance(amount, Mapping))
        return Tiers(first, tuple(amounts), kind)
    branches = [(_is(first, tier), _tiered(below, tuple(others), kind)) for tier, below in tiers.items()]
    return _case(branches, Constant(None, kind))


def _is(fact: Fact, tier: Value) -> Rule:
    if fact.kind is Kind.BOOLEAN:
        return Holds(fact) if tier else Not(Holds(fact))
    return Among(fact, (tier,))


def _case(branches: list[tuple[Rule, Term]], default: Term) -> Term:
    return Case(tuple(branches), default) if branches else default


def _reckon(term: Arithmetic) -> Term:
    left, right = term.left, term.right
    if not isinstance(left, Constant) or not isinstance(right, Constant):
        return term
    if not isinstance(left.value, int) or not isinstance(right.value, int):
        return Constant(None, term.kind)
    return Constant(reckon(term.operator, left.value, right.value), term.kind)


def _round(term: Rounded) -> Term:
    if not isinstance(term.term, Constant):
        return term
    value = term.term.value
    return Constant(rounded(value, term.to, term.way) if isinstance(value, int) else None, term.kind)


def rounded(value: int, to: int, way: Way) -> int:
    """Return the multiple of `to` that is nearest (halfway the higher), the next not below or not above."""
    if way == "nearest":
        return (2 * value + to) // (2 * to) * to
    return value // to * to if way == "down" else -(-value // to) * to


def reckon(operator: str, left: int, right: int) -> int:
    """Return the sum, difference or product; or the nearest whole share, the higher of two as near."""
    if operator == "/":
        return (2 * left + right) // (2 * right)
    if operator == "+":
        return left + right
    return left - right if operator == "-" else left * right


def _compare(left: Term, operator: Operator, right: Term) -> Rule:
    for side in (left, right):
        if isinstance(side, Constant) and side.value is None:
            return Always(None)
    return Compare(left, operator, right)
