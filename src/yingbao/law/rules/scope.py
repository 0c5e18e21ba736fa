"""What the words of a rule may mean where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum

from yingbao.law.facts.problems import Wording
from yingbao.law.facts.vocabulary import Vocabulary
from yingbao.law.rules import refusals
from yingbao.law.rules.nodes import Parameter


class Purpose(Enum):
    """Where a rule stands: a condition asks facts, eligibility joins conditions, an amount counts."""

    CONDITION = "condition"
    ELIGIBLE = "eligible"
    AMOUNT = "amount"


@dataclass(frozen=True)
class Scope:
    """The facts, parameters and named conditions a rule may use."""

    vocabulary: Vocabulary
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    conditions: frozenset[str] = frozenset()
    purpose: Purpose = Purpose.CONDITION

    def suggest(self, word: str) -> Wording:
        """Return a hint at the nearest word that exists, or nothing."""
        words = [*self.conditions]
        if self.purpose is not Purpose.ELIGIBLE:
            words += [*self.vocabulary.words, *self.parameters]
        near = get_close_matches(word, words, n=1, cutoff=0.6)
        return refusals.PERHAPS.fill(word=near[0]) if near else refusals.NO_HINT


class Refused(Exception):
    """A part of a rule cannot stand; the sentence says why, the offset where in the text."""

    def __init__(self, reason: Wording, offset: int | None) -> None:
        self.reason = reason
        self.offset = offset
        super().__init__(reason.en)
