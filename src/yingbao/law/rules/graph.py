"""Walking a rule: its parts, the facts it asks, the conditions it names."""

from collections.abc import Callable, Iterator

from yingbao.law.facts.vocabulary import Fact
from yingbao.law.rules.nodes import (
    Absent,
    Age,
    All,
    Among,
    Any,
    Arithmetic,
    Atom,
    Begins,
    Bit,
    Case,
    Compare,
    Condition,
    FactValue,
    Holds,
    Not,
    Parameter,
    Rounded,
    Rule,
    Switch,
    Term,
    Tiers,
)


def atoms_of(rule: Rule) -> Iterator[Atom]:
    """Give every smallest part of a rule, in reading order, as often as it stands there."""
    if isinstance(rule, Not):
        yield from atoms_of(rule.part)
    elif isinstance(rule, All | Any):
        for part in rule.parts:
            yield from atoms_of(part)
    else:
        yield rule


def map_atoms(rule: Rule, change: Callable[[Atom], Rule]) -> Rule:
    """Return the rule with every atom replaced."""
    if isinstance(rule, Not):
        return Not(map_atoms(rule.part, change))
    if isinstance(rule, All):
        return All(tuple(map_atoms(part, change) for part in rule.parts))
    if isinstance(rule, Any):
        return Any(tuple(map_atoms(part, change) for part in rule.parts))
    return change(rule)


def facts_of(rule: Rule) -> tuple[Fact, ...]:
    """Return the facts a rule asks, each once, in reading order."""
    return tuple(dict.fromkeys(fact for atom in atoms_of(rule) for fact in _atom_facts(atom)))


def _atom_facts(atom: Atom) -> Iterator[Fact]:
    if isinstance(atom, Holds | Among | Begins | Absent):
        yield atom.fact
    elif isinstance(atom, Compare):
        yield from facts_of_term(atom.left)
        yield from facts_of_term(atom.right)


def facts_of_term(term: Term) -> tuple[Fact, ...]:
    """Return the facts a value or amount depends on, each once."""
    return tuple(dict.fromkeys(_term_facts(term)))


def _term_facts(term: Term) -> Iterator[Fact]:
    if isinstance(term, FactValue | Tiers):
        yield term.fact
    elif isinstance(term, Parameter):
        yield from term.by
    elif isinstance(term, Age):
        yield term.birth
    elif isinstance(term, Rounded):
        yield from _term_facts(term.term)
    elif isinstance(term, Arithmetic):
        yield from _term_facts(term.left)
        yield from _term_facts(term.right)
    elif isinstance(term, Case):
        for rule, branch in term.branches:
            yield from facts_of(rule)
            yield from _term_facts(branch)
        yield from _term_facts(term.default)


def conditions_of(rule: Rule) -> tuple[str, ...]:
    """Return the named conditions a rule joins, each once."""
    return tuple(dict.fromkeys(atom.name for atom in atoms_of(rule) if isinstance(atom, Condition)))


def bits_of(rule: Rule) -> tuple[int, ...]:
    """Return the numbers of the conditions a bound rule joins, each once."""
    return tuple(dict.fromkeys(atom.number for atom in atoms_of(rule) if isinstance(atom, Bit)))


def parameters_of(rule: Rule) -> tuple[str, ...]:
    """Return the parameters a rule depends on, each once."""
    found: list[str] = []
    for atom in atoms_of(rule):
        if isinstance(atom, Switch):
            found.append(atom.parameter.id)
        elif isinstance(atom, Compare):
            found += [*parameters_of_term(atom.left), *parameters_of_term(atom.right)]
    return tuple(dict.fromkeys(found))


def parameters_of_term(term: Term) -> tuple[str, ...]:
    """Return the parameters a value or amount depends on, each once."""
    found: list[str] = []
    if isinstance(term, Parameter):
        found.append(term.id)
    elif isinstance(term, Rounded):
        found += parameters_of_term(term.term)
    elif isinstance(term, Arithmetic):
        found += [*parameters_of_term(term.left), *parameters_of_term(term.right)]
    elif isinstance(term, Case):
        for rule, branch in term.branches:
            found += [*parameters_of(rule), *parameters_of_term(branch)]
        found += parameters_of_term(term.default)
    return tuple(dict.fromkeys(found))
