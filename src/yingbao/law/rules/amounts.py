"""Reading amounts: rates, sums and products of them, and CASE over conditions."""

from sqlglot import exp

from yingbao.law.facts.values import Kind
from yingbao.law.rules import refusals
from yingbao.law.rules.conditions import ConditionReader
from yingbao.law.rules.nodes import Case, Constant, Rule, Term
from yingbao.law.rules.reckoning import is_reckoned, read_number, reckoned
from yingbao.law.rules.scope import Refused
from yingbao.law.rules.terms import refuse, unwrap


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
        node = unwrap(node)
        if is_reckoned(node):
            return reckoned(node, self._read)
        if isinstance(node, exp.Case):
            return self._case(node)
        return read_number(node, self.conditions.scope)

    def _case(self, node: exp.Case) -> Term:
        if node.this is not None or node.args.get("default") is None:
            raise refuse(node, refusals.CASE_FORM)
        branches: list[tuple[Rule, Term]] = []
        for branch in node.args["ifs"]:
            branches.append((self.conditions.read(branch.this), self._read(unwrap(branch.args["true"]))))
        return Case(tuple(branches), self._read(unwrap(node.args["default"])))
