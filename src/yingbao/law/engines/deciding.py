"""Which missing facts decide: a condition is named only if its truth can still change the answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from yingbao.law.engines.reference import Facts, truth_of
from yingbao.law.rules.graph import facts_of, map_atoms
from yingbao.law.rules.nodes import Absent, All, Always, Any, Atom, Bit, Not, Rule
from yingbao.law.rules.truth import Truth, negate, prime_implicants, simplify


def deciding_atoms(rule: Rule, truth: Callable[[Atom], Truth]) -> list[Atom]:
    """Return the unknown parts of a rule that can still change its answer.

    What is known is put in its place; of what then remains, exactly the parts that stand in some
    shortest way to be true can change the answer, for some completion of the others.
    """

    def known(atom: Atom) -> Rule:
        found = truth(atom)
        return atom if found is None else Always(found)

    rest = simplify(map_atoms(rule, known))
    if isinstance(rest, Always):
        return []
    named = {atom: None for term in prime_implicants(rest) for atom, _ in sorted(term, key=repr)}
    return [atom for atom in named if atom != Always(None)]


def deciding_conditions(eligible: Rule, truths: Mapping[int, Truth]) -> list[int]:
    """Return the numbers of the unknown conditions that decide a programme."""
    atoms = deciding_atoms(eligible, lambda atom: truths[atom.number] if isinstance(atom, Bit) else None)
    return sorted(atom.number for atom in atoms if isinstance(atom, Bit))


def supporting_conditions(eligible: Rule, truths: Mapping[int, Truth]) -> frozenset[int]:
    """Return the numbers of the conditions an answer rests on.

    Those that hold of a yes, those that fail of a no, those not known of an answer that is not certain.
    """
    return _weighed(eligible, truths)[1]


def _weighed(rule: Rule, truths: Mapping[int, Truth]) -> tuple[Truth, frozenset[int]]:
    """Return what a rule answers, and the conditions that make it answer so."""
    if isinstance(rule, Bit):
        return truths[rule.number], frozenset({rule.number})
    if isinstance(rule, Not):
        truth, support = _weighed(rule.part, truths)
        return negate(truth), support
    if isinstance(rule, All | Any):
        return _joined([_weighed(part, truths) for part in rule.parts], settling=isinstance(rule, Any))
    return (rule.truth if isinstance(rule, Always) else None), frozenset()


def _joined(parts: Sequence[tuple[Truth, frozenset[int]]], *, settling: bool) -> tuple[Truth, frozenset[int]]:
    """Join parts of which one that is `settling` decides alone: a false one of AND, a true one of OR."""
    found = {truth for truth, _ in parts}
    answer: Truth = settling if settling in found else None if None in found else not settling
    return answer, frozenset().union(*(support for truth, support in parts if truth is answer))


def missing_facts(condition: Rule, facts: Facts) -> list[str]:
    """Return the facts not known that decide an unknown condition."""
    atoms = deciding_atoms(condition, lambda atom: truth_of(atom, facts))
    asked: Iterable[str] = (
        fact.id
        for atom in atoms
        if not isinstance(atom, Absent)
        for fact in facts_of(atom)
        if facts.get(fact.id) is None
    )
    return list(dict.fromkeys(asked))


def asks(conditions: tuple[Rule, ...], eligible: Rule, facts: Facts) -> list[str]:
    """Return the facts to ask for, in the order of the conditions; none where the answer is known."""
    numbers = {atom.number for atom in _bits(eligible)}
    truths = {number: truth_of(conditions[number], facts) for number in numbers}
    deciding = deciding_conditions(eligible, truths)
    return list(dict.fromkeys(fact for n in deciding for fact in missing_facts(conditions[n], facts)))


def _bits(rule: Rule) -> list[Bit]:
    found: list[Bit] = []

    def note(atom: Atom) -> Rule:
        if isinstance(atom, Bit):
            found.append(atom)
        return atom

    map_atoms(rule, note)
    return found
