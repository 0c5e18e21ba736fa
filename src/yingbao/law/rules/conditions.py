"""Reading conditions and eligibility: what may be joined, compared and listed."""

from collections.abc import Iterator
from typing import TypeVar

from sqlglot import exp

from yingbao.law.facts.problems import Wording
from yingbao.law.facts.values import Kind
from yingbao.law.rules import refusals
from yingbao.law.rules.graph import facts_of
from yingbao.law.rules.nodes import (
    SWAPPED,
    Absent,
    Age,
    All,
    Always,
    Among,
    Any,
    Begins,
    Compare,
    Condition,
    Constant,
    FactValue,
    Holds,
    Not,
    Operator,
    Parameter,
    Rule,
    Switch,
    Term,
    comparable,
)
from yingbao.law.rules.reckoning import is_reckoned, read_number
from yingbao.law.rules.scope import Purpose, Refused, Scope
from yingbao.law.rules.terms import (
    fact_value,
    name_of,
    read_term,
    refusal_of,
    refuse,
    typed_value,
    unwrap,
    written_value,
)

COMPARISONS: dict[type[exp.Expr], Operator] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
C = TypeVar("C", bound=exp.Connector)


class ConditionReader:
    """Reads one rule and gathers what it refuses, part by part."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.refused: list[Refused] = []

    def read(self, node: exp.Expr) -> Rule:
        """Return what a part means; a refused part is noted and stands as never known."""
        try:
            return self._read(unwrap(node))
        except Refused as refusal:
            self.refused.append(refusal)
            return Always(None)

    def _read(self, node: exp.Expr) -> Rule:
        if isinstance(node, exp.And):
            return All(tuple(self.read(part) for part in _parts(node, exp.And)))
        if isinstance(node, exp.Or):
            return Any(tuple(self.read(part) for part in _parts(node, exp.Or)))
        if isinstance(node, exp.Not):
            return Not(self.read(node.this))
        return self._atom(node)

    def _atom(self, node: exp.Expr) -> Rule:
        if isinstance(node, exp.Column):
            return self._word(node)
        if self.scope.purpose is Purpose.ELIGIBLE:
            raise refuse(node, refusals.NAMED_ONLY.fill(word=node.sql()))
        if type(node) in COMPARISONS:
            return self._compare(node, COMPARISONS[type(node)])
        return self._listed(node)

    def _listed(self, node: exp.Expr) -> Rule:
        if isinstance(node, exp.In):
            return self._among(node)
        if isinstance(node, exp.Between):
            return self._between(node)
        if isinstance(node, exp.Like):
            return self._begins(node)
        if isinstance(node, exp.Is):
            return self._absent(node)
        raise refuse(node, _reason(node))

    def _word(self, node: exp.Column) -> Rule:
        word = name_of(node)
        if word in self.scope.conditions and self.scope.purpose is not Purpose.CONDITION:
            return Condition(word)
        if self.scope.purpose is Purpose.ELIGIBLE:
            named = self.scope.vocabulary.find(word) or word in self.scope.parameters
            hint = self.scope.suggest(word)
            unknown = refusals.UNKNOWN_WORD.fill(word=word, hint=hint)
            raise refuse(node, refusals.NAMED_ONLY.fill(word=word) if named else unknown)
        term = read_term(node, self.scope)
        if term.kind is not Kind.BOOLEAN:
            raise refuse(node, refusals.NOT_A_TRUTH.fill(word=word))
        if isinstance(term, Parameter):
            return Switch(term)
        if isinstance(term, FactValue):
            return Holds(term.fact)
        raise refuse(node, refusals.NOT_A_TRUTH.fill(word=word))

    def _compare(self, node: exp.Expr, operator: Operator) -> Rule:
        left, right = unwrap(node.this), unwrap(node.expression)
        for side in (left, right):
            self._no_bare_truth(node, side)
        if written_value(left) is not None:
            left, right, operator = right, left, SWAPPED[operator]
        term = self._term(node, left)
        rule = self._pair(node, (term, operator, self._against(right, term)))
        if not facts_of(rule):
            raise refuse(node, refusals.NO_FACT)
        return rule

    def _no_bare_truth(self, node: exp.Expr, side: exp.Expr) -> None:
        other = node.expression if unwrap(node.this) is side else node.this
        if isinstance(side, exp.Null):
            raise refuse(node, refusals.NULL)
        if isinstance(side, exp.Boolean):
            raise refuse(node, refusals.BARE_TRUTH.fill(word=unwrap(other).sql()))

    def _term(self, node: exp.Expr, side: exp.Expr) -> Term:
        if written_value(side) is not None:
            raise refuse(node, refusals.NO_FACT)
        return read_number(side, self.scope) if is_reckoned(side) else read_term(side, self.scope)

    def _against(self, side: exp.Expr, term: Term) -> Term:
        written = written_value(side)
        return self._term(side, side) if written is None else typed_value(side, written, term)

    def _pair(self, node: exp.Expr, sides: tuple[Term, Operator, Term]) -> Compare:
        left, operator, right = sides
        if left == right:
            raise refuse(node, refusals.SAME_FACT)
        aged = isinstance(left, Age) or isinstance(right, Age)
        if aged and not (isinstance(left, Age) and isinstance(right, Constant)):
            raise refuse(node, refusals.AGE_AS_NUMBER)
        if not comparable(left.kind, right.kind, operator):
            names = {"left": left.kind.value, "right": right.kind.value}
            raise refuse(node, refusals.KINDS.fill(operator=operator, **names))
        return Compare(left, operator, right)

    def _fact(self, node: exp.Expr, otherwise: Wording) -> FactValue:
        term = read_term(node, self.scope) if isinstance(unwrap(node), exp.Column) else None
        if not isinstance(term, FactValue):
            raise refuse(node, otherwise)
        return term

    def _among(self, node: exp.In) -> Rule:
        if node.args.get("query") or node.args.get("unnest") or node.args.get("field"):
            raise refuse(node, refusals.SUBQUERY)
        fact = self._fact(node.this, refusals.IN_LIST).fact
        if fact.kind is Kind.BOOLEAN:
            raise refuse(node, refusals.BARE_TRUTH.fill(word=fact.id))
        if not node.expressions:
            raise refuse(node, refusals.IN_LIST)
        values = []
        for item in node.expressions:
            written = written_value(item)
            if written is None:
                raise refuse(item, refusals.IN_LIST)
            value = fact_value(item, written, fact)
            if value in values:
                raise refuse(item, refusals.REPEATED.fill(written=written))
            values.append(value)
        return Among(fact, tuple(values))

    def _between(self, node: exp.Between) -> Rule:
        term = self._term(node, unwrap(node.this))
        low = self._pair(node, (term, ">=", self._against(node.args["low"], term)))
        high = self._pair(node, (term, "<=", self._against(node.args["high"], term)))
        if _backwards(low.right, high.right):
            raise refuse(node, refusals.BACKWARDS)
        if not facts_of(low):
            raise refuse(node, refusals.NO_FACT)
        return All((low, high))

    def _begins(self, node: exp.Like) -> Rule:
        fact = self._fact(node.this, refusals.PREFIX_KIND).fact
        if fact.kind not in (Kind.DIVISION, Kind.TEXT):
            raise refuse(node, refusals.PREFIX_KIND)
        pattern = written_value(node.expression)
        prefix = pattern[:-1] if isinstance(pattern, str) and pattern.endswith("%") else "%"
        digits = not prefix or (prefix.isascii() and prefix.isdecimal())
        if set(prefix) & set("%_\\") or (fact.kind is Kind.DIVISION and not digits):
            raise refuse(node, refusals.PREFIX)
        return Begins(fact, prefix)

    def _absent(self, node: exp.Is) -> Rule:
        if not isinstance(unwrap(node.expression), exp.Null):
            raise refuse(node, refusals.ONLY_NULL)
        fact = self._fact(node.this, refusals.ONLY_NULL).fact
        if not fact.absent_means_never:
            raise refuse(node, refusals.ABSENT_UNKNOWN.fill(fact=fact.id))
        return Absent(fact)


def _parts(node: exp.Expr, kind: type[C]) -> Iterator[exp.Expr]:
    for side in (unwrap(node.this), unwrap(node.expression)):
        if isinstance(side, kind):
            yield from _parts(side, kind)
        else:
            yield side


def _backwards(low: Term, high: Term) -> bool:
    if not isinstance(low, Constant) or not isinstance(high, Constant):
        return False
    if isinstance(low.value, int) and isinstance(high.value, int):
        return low.value > high.value
    return str(low.value) > str(high.value)


def _reason(node: exp.Expr) -> Wording:
    if isinstance(node, exp.Case):
        return refusals.CASE_IN_RULE
    if isinstance(node, exp.Boolean):
        return refusals.CONSTANT_TRUTH
    return refusal_of(node)
