"""Three-valued truth: unknown is a value, and a rule's exact answer is never lost in it.

Joining truths part by part (Kleene) is exact as long as each part stands once. Where a part stands
twice, as in `x OR NOT x`, it is not: with x unknown the parts give unknown, yet the answer is yes.
Such rules are rewritten into all their prime implicants: the shortest ways to be true. Joined part by
part these give the exact answer always, because whatever the known parts already decide, they show.
"""

from collections.abc import Iterable
from typing import TypeAlias

from yingbao.law.rules.graph import atoms_of
from yingbao.law.rules.nodes import All, Always, Any, Atom, Not, Rule

Truth: TypeAlias = bool | None
Term: TypeAlias = frozenset[tuple[Atom, bool]]

LIMIT = 400


class TooTangled(ValueError):
    """A rule repeats its parts in more ways than can be kept exact."""


def negate(truth: Truth) -> Truth:
    """Return the opposite; the opposite of unknown is unknown."""
    return None if truth is None else not truth


def all_of(truths: Iterable[Truth]) -> Truth:
    """False when any is false, else unknown when any is unknown, else true."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """True when any is true, else unknown when any is unknown, else false."""
    return negate(all_of(negate(truth) for truth in truths))


def simplify(rule: Rule) -> Rule:
    """Return the rule without parts that binding has decided, and without nesting of one joint."""
    if isinstance(rule, Not):
        part = simplify(rule.part)
        if isinstance(part, Always):
            return Always(negate(part.truth))
        return part.part if isinstance(part, Not) else Not(part)
    if isinstance(rule, All):
        return _joined(rule, deciding=False)
    if isinstance(rule, Any):
        return _joined(rule, deciding=True)
    return rule


def _joined(rule: All | Any, *, deciding: bool) -> Rule:
    joint = type(rule)
    parts: list[Rule] = []
    for part in map(simplify, rule.parts):
        parts += part.parts if isinstance(part, joint) else [part]
    if Always(deciding) in parts:
        return Always(deciding)
    kept = tuple(dict.fromkeys(part for part in parts if part != Always(not deciding)))
    if not kept:
        return Always(not deciding)
    return kept[0] if len(kept) == 1 else joint(kept)


def exact(rule: Rule) -> Rule:
    """Return a rule that means the same and whose answer, joined part by part, is exact.

    Raises:
        TooTangled: its parts repeat in too many ways.
    """
    rule = simplify(rule)
    atoms = [atom for atom in atoms_of(rule) if atom != Always(None)]
    if len(atoms) == len(set(atoms)):
        return rule
    terms = prime_implicants(rule)
    return simplify(Any(tuple(All(tuple(_literals(term))) for term in terms)))


def _literals(term: Term) -> Iterable[Rule]:
    for atom, wanted in sorted(term, key=repr):
        yield atom if wanted else Not(atom)


def prime_implicants(rule: Rule) -> list[Term]:
    """Return every shortest way in which a rule is true, as sets of parts that must (not) hold."""
    terms = _absorb(_terms(rule, wanted=True))
    while True:
        found = _absorb(terms | _consensus(terms))
        if found == terms:
            return sorted(terms, key=lambda term: sorted(map(repr, term)))
        terms = found


def _terms(rule: Rule, *, wanted: bool) -> set[Term]:
    if isinstance(rule, Not):
        return _terms(rule.part, wanted=not wanted)
    if isinstance(rule, All | Any):
        together = isinstance(rule, All) is wanted
        parts = [_terms(part, wanted=wanted) for part in rule.parts]
        return _product(parts) if together else _absorb({term for terms in parts for term in terms})
    if isinstance(rule, Always) and rule.truth is not None:
        return {frozenset()} if rule.truth is wanted else set()
    return {frozenset({(rule, wanted)})}


def _product(parts: list[set[Term]]) -> set[Term]:
    result: set[Term] = {frozenset()}
    for terms in parts:
        joined = (left | right for left in result for right in terms)
        result = _absorb({term for term in joined if not _impossible(term)})
    return result


def _impossible(term: Term) -> bool:
    # Nothing may be concluded from an amount that nobody knows: it is never its own opposite.
    return any((atom, not wanted) in term for atom, wanted in term if atom != Always(None))


def _absorb(terms: set[Term]) -> set[Term]:
    if len(terms) > LIMIT:
        raise TooTangled(f"more than {LIMIT} ways to be true")
    return {term for term in terms if not any(other < term for other in terms)}


def _consensus(terms: set[Term]) -> set[Term]:
    found: set[Term] = set()
    for left in terms:
        for right in terms:
            opposed = [(a, w) for a, w in left if (a, not w) in right and a != Always(None)]
            if len(opposed) == 1:
                atom, wanted = opposed[0]
                found.add((left - {(atom, wanted)}) | (right - {(atom, not wanted)}))
    return found
