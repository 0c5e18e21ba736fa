"""Reading amounts: rates, sums and products of them, and CASE over conditions."""

from sqlglot import exp

from yingbao.law.facts.values import Kind
from yingbao.law.rules import refusals
from yingbao.law.rules.conditions import ConditionReader
from yingbao.law.rules.nodes import Age, Arithmetic, Case, Constant, Rule, Term
from yingbao.law.rules.scope import Refused
from yingbao.law.rules.terms import read_term, refuse, unwrap, written_value


class AmountReader:
    """Reads one amount; conditions inside it are read as conditions are."""

    def __init__(self, conditions: ConditionReader) -> None:
        self.conditions = conditions

    @property
    def refused(self) -> list[Refused]:
        return self.conditions.refused

    def read(self, node: exp.Expr) -> Term:
        """Return what an amount means; a refused one is noted and stands as unknown."""
        try:
            return self._read(unwrap(node))
        except Refused as refusal:
            self.refused.append(refusal)
            return Constant(None, Kind.FEN)

    def _read(self, node: exp.Expr) -> Term:
        written = written_value(node)
        if isinstance(written, int):
            return Constant(written, Kind.INTEGER)
        if isinstance(node, exp.Add | exp.Sub | exp.Mul):
            return self._arithmetic(node)
        if isinstance(node, exp.Case):
            return self._case(node)
        if written is not None:
            raise refuse(node, refusals.NOT_AN_AMOUNT)
        term = read_term(node, self.conditions.scope)
        if not term.kind.is_number or isinstance(term, Age):
            raise refuse(node, refusals.NOT_AN_AMOUNT)
        return term

    def _arithmetic(self, node: exp.Add | exp.Sub | exp.Mul) -> Term:
        left, right = self._read(unwrap(node.this)), self._read(unwrap(node.expression))
        if isinstance(node, exp.Mul):
            if left.kind is Kind.FEN and right.kind is Kind.FEN:
                raise refuse(node, refusals.ARITHMETIC)
            return Arithmetic("*", left, right)
        return Arithmetic("+" if isinstance(node, exp.Add) else "-", left, right)

    def _case(self, node: exp.Case) -> Term:
        if node.this is not None or node.args.get("default") is None:
            raise refuse(node, refusals.CASE_FORM)
        branches: list[tuple[Rule, Term]] = []
        for branch in node.args["ifs"]:
            branches.append((self.conditions.read(branch.this), self._read(unwrap(branch.args["true"]))))
        return Case(tuple(branches), self._read(unwrap(node.args["default"])))
