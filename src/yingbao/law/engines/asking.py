"""The facts to ask for of many persons: worked out once for all whose conditions stand alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from yingbao.law.engines.deciding import deciding_conditions, missing_facts
from yingbao.law.engines.reference import Facts, truth_of
from yingbao.law.rules.graph import facts_of, map_atoms
from yingbao.law.rules.nodes import Atom, Bit, Rule
from yingbao.law.rules.truth import Truth

# What a condition looks like to who asks: the truth of its parts, and which of its facts are missing.
Look: TypeAlias = tuple[tuple[Truth, ...], tuple[bool, ...]]


@dataclass(frozen=True)
class Asking:
    """One programme's conditions, to be asked of one person after the other; answers as `deciding.asks`."""

    conditions: Mapping[int, Rule]
    eligible: Rule
    _atoms: dict[int, tuple[Atom, ...]] = field(default_factory=dict)
    _deciding: dict[tuple[Truth, ...], list[int]] = field(default_factory=dict)
    _missing: dict[tuple[int, Look], list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, conditions: tuple[Rule, ...], eligible: Rule) -> "Asking":
        """Return what asks for one programme among the numbered conditions of a month."""
        numbers = sorted({atom.number for atom in atoms_of(eligible) if isinstance(atom, Bit)})
        return cls({number: conditions[number] for number in numbers}, eligible)

    @property
    def fact_ids(self) -> list[str]:
        """The facts the conditions ask."""
        return list(dict.fromkeys(fact.id for rule in self.conditions.values() for fact in facts_of(rule)))

    def asks(self, facts: Facts) -> list[str]:
        """Return the facts to ask for, in the order of the conditions; none where the answer is known."""
        truths = {number: truth_of(rule, facts) for number, rule in self.conditions.items()}
        seen = tuple(truths.values())
        if seen not in self._deciding:
            self._deciding[seen] = deciding_conditions(self.eligible, truths)
        return list(dict.fromkeys(fact for n in self._deciding[seen] for fact in self._missing_of(n, facts)))

    def _missing_of(self, number: int, facts: Facts) -> list[str]:
        if number not in self._atoms:
            self._atoms[number] = tuple(atoms_of(self.conditions[number]))
        rule = self.conditions[number]
        look = (
            tuple(truth_of(atom, facts) for atom in self._atoms[number]),
            tuple(facts.get(fact.id) is None for fact in facts_of(rule)),
        )
        if (number, look) not in self._missing:
            self._missing[number, look] = missing_facts(rule, facts)
        return self._missing[number, look]


def atoms_of(rule: Rule) -> list[Atom]:
    """Return the parts of a rule that are not made of others."""
    found: list[Atom] = []

    def note(atom: Atom) -> Rule:
        found.append(atom)
        return atom

    map_atoms(rule, note)
    return found
