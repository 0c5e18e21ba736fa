"""The plain engine: one person, one rule after the other, obviously right. It judges the fast ones."""

from collections.abc import Mapping, Sequence
from datetime import date

from yingbao.law.engines.answers import Answer
from yingbao.law.facts.values import Value
from yingbao.law.rules.binding import reckon, rounded
from yingbao.law.rules.months import MonthRules, Programme
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
)
from yingbao.law.rules.truth import Truth, all_of, any_of, negate

Facts = Mapping[str, Value | None]


class NotBound(TypeError):
    """A rule still speaks of parameters, months or names; bind it to a month first."""


def determine(rules: MonthRules, facts: Facts) -> dict[str, Answer]:
    """Return every programme's answer for a person; a fact not given is not known."""
    truths = [truth_of(rule, facts) for rule in rules.conditions]
    return {programme.id: _answer(programme, truths, facts) for programme in rules.programmes}


def determine_one(rules: MonthRules, programme: Programme, facts: Facts) -> Answer:
    """Return one programme's answer for a person, as `determine` does for all of them."""
    asked = {condition.number for condition in programme.conditions}
    truths = [truth_of(rule, facts) if n in asked else None for n, rule in enumerate(rules.conditions)]
    return _answer(programme, truths, facts)


def _answer(programme: Programme, truths: Sequence[Truth], facts: Facts) -> Answer:
    outcome = truth_of(programme.eligible, facts, truths)
    amount = None
    if outcome is not False and programme.in_money and programme.amount is not None:
        value = value_of(programme.amount, facts)
        amount = value if isinstance(value, int) else None
    return Answer(outcome, amount, {c.id: truths[c.number] for c in programme.conditions})


def truth_of(  # noqa: PLR0911  # one return per kind of node
    rule: Rule, facts: Facts, truths: Sequence[Truth] = ()
) -> Truth:
    """Return whether a rule holds; None where that is unknown."""
    match rule:
        case All(parts):
            return all_of(truth_of(part, facts, truths) for part in parts)
        case Any(parts):
            return any_of(truth_of(part, facts, truths) for part in parts)
        case Not(part):
            return negate(truth_of(part, facts, truths))
        case Bit(number):
            return truths[number]
        case Always(truth):
            return truth
        case _:
            return _asked(rule, facts)


def _asked(rule: Rule, facts: Facts) -> Truth:
    match rule:
        case Compare(left, operator, right):
            return compare(value_of(left, facts), operator, value_of(right, facts))
        case Absent(fact):
            return facts.get(fact.id) is None
        case Holds(fact):
            known = facts.get(fact.id)
            return None if known is None else bool(known)
        case Among(fact, values):
            known = facts.get(fact.id)
            return None if known is None else known in values
        case Begins(fact, prefix):
            known = facts.get(fact.id)
            return None if known is None else str(known).startswith(prefix)
    raise NotBound(repr(rule))


def compare(left: Value | None, operator: str, right: Value | None) -> Truth:
    """Return whether a comparison holds; unknown where a side is."""
    if left is None or right is None:
        return None
    before, same = _before(left, right), left == right
    return {
        "=": same,
        "<>": not same,
        "<": before,
        "<=": before or same,
        ">": not (before or same),
        ">=": not before,
    }[operator]


def _before(left: Value, right: Value) -> bool:
    if isinstance(left, date) and isinstance(right, date):
        return left < right
    if isinstance(left, int) and isinstance(right, int):
        return left < right
    return str(left) < str(right)


def value_of(term: Term, facts: Facts) -> Value | None:  # noqa: PLR0911  # one return per kind of node
    """Return a value or amount; None where it is not known."""
    match term:
        case FactValue(fact):
            return facts.get(fact.id)
        case Constant(value, _):
            return value
        case Tiers(fact, values, _):
            tier = facts.get(fact.id)
            return None if tier is None else dict(values).get(tier)
        case Arithmetic(operator, left, right):
            parts = value_of(left, facts), value_of(right, facts)
            known_left, known_right = parts
            if isinstance(known_left, int) and isinstance(known_right, int):
                return reckon(operator, known_left, known_right)
            return None
        case Rounded(inner, to, way):
            known = value_of(inner, facts)
            return rounded(known, to, way) if isinstance(known, int) else None
        case Case(branches, default):
            return _first(branches, default, facts)
    raise NotBound(repr(term))


def _first(branches: Sequence[tuple[Rule, Term]], default: Term, facts: Facts) -> Value | None:
    for rule, amount in branches:
        holds = truth_of(rule, facts)
        if holds is None:
            # SQL would take the next branch here, as if unknown were no. We do not know the amount.
            return None
        if holds:
            return value_of(amount, facts)
    return value_of(default, facts)
