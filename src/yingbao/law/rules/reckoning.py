"""Sums, differences, products and whole shares: the same in a comparison and in an amount."""

from collections.abc import Callable, Mapping

from sqlglot import exp

from yingbao.law.facts.values import Kind
from yingbao.law.rules import refusals
from yingbao.law.rules.nodes import Age, Arithmetic, Constant, Rounded, Term, Way
from yingbao.law.rules.scope import Scope
from yingbao.law.rules.terms import (
    FORMS,
    arguments_of,
    function_name,
    read_term,
    refuse,
    unwrap,
    written_value,
)

RECKONED = (exp.Add, exp.Sub, exp.Mul, exp.Div)
ROUNDINGS: Mapping[str, Way] = {"round_to": "nearest", "round_up": "up", "round_down": "down"}


def is_reckoned(node: exp.Expr) -> bool:
    """Whether a sum, difference, product, share or rounding stands here."""
    return isinstance(node, RECKONED) or function_name(node) in ROUNDINGS


def read_number(node: exp.Expr, scope: Scope) -> Term:
    """Return a whole number, fact, parameter, or what is reckoned from them.

    Raises:
        Refused: it is no number, or cannot be reckoned.
    """
    node = unwrap(node)
    written = written_value(node)
    if isinstance(written, int):
        return Constant(written, Kind.INTEGER)
    if is_reckoned(node):
        return reckoned(node, lambda side: read_number(side, scope))
    if written is not None:
        raise refuse(node, refusals.NOT_AN_AMOUNT)
    term = read_term(node, scope)
    if not term.kind.is_number or isinstance(term, Age):
        raise refuse(node, refusals.NOT_AN_AMOUNT)
    return term


def reckoned(node: exp.Expr, read: Callable[[exp.Expr], Term]) -> Term:
    """Return the sum, difference, product or share of two sides, or a rounding, each side read by `read`."""
    name = function_name(node)
    if name is not None and name in ROUNDINGS:
        return _rounded(node, name, read)
    left = read(unwrap(node.this))
    if isinstance(node, exp.Div):
        return _share(node, left)
    right = read(unwrap(node.expression))
    if isinstance(node, exp.Mul):
        if left.kind is Kind.FEN and right.kind is Kind.FEN:
            raise refuse(node, refusals.ARITHMETIC)
        return Arithmetic("*", left, right)
    return Arithmetic("+" if isinstance(node, exp.Add) else "-", left, right)


def _share(node: exp.Div, left: Term) -> Term:
    divisor = written_value(node.expression)
    if not isinstance(divisor, int) or divisor < 1:
        raise refuse(node, refusals.DIVISOR)
    return Arithmetic("/", left, Constant(divisor, Kind.INTEGER))


def _rounded(node: exp.Expr, name: str, read: Callable[[exp.Expr], Term]) -> Term:
    arguments = arguments_of(node)
    to = written_value(arguments[1]) if len(arguments) == 2 else None
    if not isinstance(to, int) or to < 1:
        raise refuse(node, refusals.ARGUMENTS.fill(word=name, form=FORMS[name]))
    return Rounded(read(unwrap(arguments[0])), to, ROUNDINGS[name])
