"""The relations table compiled: what another benefit excludes becomes a named condition of its own."""

from dataclasses import dataclass

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Problems, Wording
from yingbao.law.facts.values import Kind
from yingbao.law.facts.vocabulary import Fact, Vocabulary
from yingbao.law.packs.citations import Library
from yingbao.law.packs.shapes import RelationShape
from yingbao.law.rules.nodes import Any, Compare, Constant, FactValue, Holds, Not, Rule, Term
from yingbao.law.rules.programmes import Relation, WrittenCondition
from yingbao.values.citation import Citation
from yingbao.values.sure import Sure

NOT_BOOLEAN = Wording("“{fact}”不是是否类事实", "“{fact}” is not a yes-or-no fact")
NOT_FEN = Wording("“{fact}”不是金额（fen）类事实", "“{fact}” is not an amount (fen)")
NEEDS_AMOUNT = Wording("choose_higher 须写 amount", "choose_higher needs an amount")
NEEDLESS_AMOUNT = Wording("只有 choose_higher 可写 amount", "only choose_higher has an amount")
NOTHING_PAID = Wording(
    "choose_higher 需要本项目 pays 金额（unit: fen）",
    "choose_higher needs an amount this programme pays in fen",
)
NO_SOURCE = Wording("关系须写 source 或 clause", "a relation needs its source or clause")

WITHOUT = Wording("没有享受{name}", "does not draw: {name}")
DRAWS = Wording("本月正在享受{name}", "draws this month: {name}")
LESS = Wording("{name}低于本项", "less than this from: {name}")
MORE = Wording("{name}不低于本项，只能择高享受一项", "as much or more from: {name}; only the higher is due")


@dataclass(frozen=True)
class RelationReader:
    """Reads the relations of one programme."""

    vocabulary: Vocabulary
    library: Library
    problems: Problems
    amount: Term | None
    amount_is_wrong: bool = False

    def read(self, shape: RelationShape, entry: Located) -> tuple[Relation, WrittenCondition | None] | None:
        """Return the relation and the condition it makes, or None after noting what is wrong."""
        fact = self._fact(shape.fact, Kind.BOOLEAN, entry.find(("with",)))
        citation = self._citation(shape, entry)
        if fact is None:
            return None
        if shape.amount and shape.relation != "choose_higher":
            self.problems.add(entry.find(("amount",)).key_place, NEEDLESS_AMOUNT)
        condition = None
        if shape.relation == "exclude":
            condition = self._without(shape, fact, citation)
        if shape.relation == "choose_higher":
            condition = self._higher(shape, fact, citation, entry)
            if condition is None:
                return None
        name = condition.id if condition else None
        sure = shape.sure or Sure.STATED
        return Relation(fact.id, shape.relation, shape.span, citation, name, sure), condition

    def _fact(self, word: str, kind: Kind, entry: Located) -> Fact | None:
        fact = self.vocabulary.find(word)
        if fact is None or fact.kind is not kind:
            wrong = NOT_BOOLEAN if kind is Kind.BOOLEAN else NOT_FEN
            self.problems.add(entry.place, wrong.fill(fact=word))
            return None
        return fact

    def _citation(self, shape: RelationShape, entry: Located) -> Citation | None:
        if not shape.source and not shape.clause:
            self.problems.add(entry.place, NO_SOURCE)
            return None
        found = None
        for key, text in (("source", shape.source), ("clause", shape.clause)):
            if text:
                found = self.library.resolve(text, entry.find((key,)).place) or found
        return found

    def _without(self, shape: RelationShape, fact: Fact, citation: Citation | None) -> WrittenCondition:
        return WrittenCondition(
            id=f"without_{benefit(fact)}",
            text=f"NOT {fact.id}",
            rule=Not(Holds(fact)),
            says=shape.says.wording if shape.says else WITHOUT.fill(name=fact.name),
            fails=shape.fails.wording if shape.fails else DRAWS.fill(name=fact.name),
            citation=citation,
            in_force=shape.span,
            sure=shape.sure or Sure.STATED,
        )

    def _higher(
        self, shape: RelationShape, fact: Fact, citation: Citation | None, entry: Located
    ) -> WrittenCondition | None:
        if not shape.amount:
            self.problems.add(entry.place, NEEDS_AMOUNT)
            return None
        other = self._fact(shape.amount, Kind.FEN, entry.find(("amount",)))
        amount = as_fen(self.amount)
        if amount is None and not self.amount_is_wrong:
            self.problems.add(entry.place, NOTHING_PAID)
        if other is None or amount is None:
            return None
        rule: Rule = Any((Not(Holds(fact)), Compare(amount, ">", FactValue(other))))
        return WrittenCondition(
            id=f"higher_than_{benefit(fact)}",
            text=f"NOT {fact.id} OR amount > {other.id}",
            rule=rule,
            says=shape.says.wording if shape.says else LESS.fill(name=fact.name),
            fails=shape.fails.wording if shape.fails else MORE.fill(name=fact.name),
            citation=citation,
            in_force=shape.span,
            sure=shape.sure or Sure.STATED,
        )


def benefit(fact: Fact) -> str:
    """Return a benefit's name from its fact: on_tekun is tekun."""
    return fact.id.removeprefix("on_").removeprefix("in_")


def as_fen(term: Term | None) -> Term | None:
    """Return an amount as money; a bare whole number counts fen."""
    if isinstance(term, Constant) and term.kind is Kind.INTEGER:
        return Constant(term.value, Kind.FEN)
    return term if term is not None and term.kind is Kind.FEN else None
