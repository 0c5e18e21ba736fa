"""How small and how large a number of a rule can be, so that no engine ever reckons beyond 64 bits.

Plain numbers of Python have no end; those of SQLite, PostgreSQL and polars end at 2⁶³ − 1, each in a way of
its own. A rule that stays inside for every fact is answered alike by all of them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from yingbao.law.facts.vocabulary import Fact
from yingbao.law.rules.binding import reckon, rounded
from yingbao.law.rules.graph import atoms_of
from yingbao.law.rules.nodes import (
    Arithmetic,
    Case,
    Compare,
    Constant,
    FactValue,
    Parameter,
    Rounded,
    Rule,
    Term,
)
from yingbao.values.money import MOST_FEN

MOST = 2**63 - 1


class TooLarge(ArithmeticError):
    """Something reckoned on the way can leave 64 bits."""


@dataclass(frozen=True)
class Bounds:
    """The least and the most a number can be, both included."""

    least: int
    most: int

    @property
    def widest(self) -> int:
        """The larger distance from nought."""
        return max(abs(self.least), abs(self.most))


# What every known value of a parameter lies between; none where no value is known.
Known = Mapping[str, Bounds | None]


def bounds_of(term: Term, values: Known) -> Bounds | None:
    """Return what an amount or number lies between in every month; None where it is never known.

    A fact of money lies within what a list or an answer may say (MOST_FEN), another within its own range.

    Raises:
        TooLarge: with these facts and values it, or a part of it, can leave 64 bits.
    """
    found = _reckoned(term, values)
    if found is not None:
        _must_fit(found.widest)
    return found


def check_bounds(rule: Rule, values: Known) -> None:
    """Look through what a condition reckons.

    Raises:
        TooLarge: a part of it can leave 64 bits.
    """
    for atom in atoms_of(rule):
        if isinstance(atom, Compare):
            for side in (atom.left, atom.right):
                if side.kind.is_number:
                    bounds_of(side, values)


def _reckoned(term: Term, values: Known) -> Bounds | None:  # noqa: PLR0911  # one return per kind of node
    match term:
        case FactValue(fact):
            return _of_fact(fact)
        case Constant(int() as value, _):
            return Bounds(value, value)
        case Parameter(name, _, _):
            return values.get(name)
        case Arithmetic():
            return _arithmetic(term, values)
        case Rounded(inner, to, way):
            return _through(bounds_of(inner, values), lambda value: rounded(value, to, way), 2, to)
        case Case():
            return _any_of(term, values)
    return None


def _of_fact(fact: Fact) -> Bounds:
    return Bounds(*fact.range) if fact.range else Bounds(-MOST_FEN, MOST_FEN)


def _arithmetic(term: Arithmetic, values: Known) -> Bounds | None:
    left, right = bounds_of(term.left, values), bounds_of(term.right, values)
    if left is None or right is None:
        return None
    if term.operator == "/":
        divisor = right.most
        return _through(left, lambda value: reckon("/", value, divisor), 2, divisor)
    ends = product((left.least, left.most), (right.least, right.most))
    found = [reckon(term.operator, *pair) for pair in ends]
    return Bounds(min(found), max(found))


def _through(inner: Bounds | None, step: Callable[[int], int], times: int, plus: int) -> Bounds | None:
    """Return both ends after a step that keeps their order and reckons `times` the number `plus` another."""
    if inner is None:
        return None
    _must_fit(times * inner.widest + 2 * plus)
    return Bounds(step(inner.least), step(inner.most))


def _any_of(case: Case, values: Known) -> Bounds | None:
    for rule, _ in case.branches:
        check_bounds(rule, values)
    return join(bounds_of(term, values) for term in (*(term for _, term in case.branches), case.default))


def join(several: Iterator[Bounds | None]) -> Bounds | None:
    """Return what all of several lie between; those never known are left out."""
    known = [each for each in several if each is not None]
    if not known:
        return None
    return Bounds(min(each.least for each in known), max(each.most for each in known))


def _must_fit(widest: int) -> None:
    if widest > MOST:
        raise TooLarge(widest)
