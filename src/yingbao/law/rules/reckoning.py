"""Sums, differences, products and whole shares: the same in a comparison and in an amount."""

from collections.abc import Callable

from sqlglot import exp

from yingbao.law.facts.values import Kind
from yingbao.law.rules import refusals
from yingbao.law.rules.nodes import Age, Arithmetic, Constant, Term
from yingbao.law.rules.scope import Scope
from yingbao.law.rules.terms import read_term, refuse, unwrap, written_value

RECKONED = (exp.Add, exp.Sub, exp.Mul, exp.Div)


def read_number(node: exp.Expr, scope: Scope) -> Term:
    """Return a whole number, fact, parameter, or what is reckoned from them.

    Raises:
        Refused: it is no number, or cannot be reckoned.
    """
    node = unwrap(node)
    written = written_value(node)
    if isinstance(written, int):
        return Constant(written, Kind.INTEGER)
    if isinstance(node, RECKONED):
        return reckoned(node, lambda side: read_number(side, scope))
    if written is not None:
        raise refuse(node, refusals.NOT_AN_AMOUNT)
    term = read_term(node, scope)
    if not term.kind.is_number or isinstance(term, Age):
        raise refuse(node, refusals.NOT_AN_AMOUNT)
    return term


def reckoned(node: exp.Add | exp.Sub | exp.Mul | exp.Div, read: Callable[[exp.Expr], Term]) -> Term:
    """Return the sum, difference, product or share of two sides, each read by `read`."""
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
