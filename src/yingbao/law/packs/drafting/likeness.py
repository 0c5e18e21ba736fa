"""How alike two texts are: the pairs of neighbouring characters they share, rare pairs weighing more.

Whole numbers only, so that the same texts give the same score in every run and on every machine.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

NOT_CHINESE = re.compile(r"[^\u3400-\u9fff]+")
# （一） and 一、 number a clause and say nothing of it.
MARKER = re.compile(r"^\s*(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)")
COMMON = 1000


@lru_cache(maxsize=8192)
def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Chinese characters of a text; figures and signs do not count."""
    words = NOT_CHINESE.sub("", unicodedata.normalize("NFKC", MARKER.sub("", text)))
    return frozenset(words[place : place + 2] for place in range(len(words) - 1))


@dataclass(frozen=True)
class Likeness:
    """Compares texts by pairs of characters, each weighed by how few of the known texts have it."""

    known: int
    having: Counter[str]

    @classmethod
    def among(cls, texts: Iterable[str]) -> "Likeness":
        """Return the likeness that has learnt from these texts which pairs are rare."""
        pairs = [pairs_of(text) for text in texts]
        return cls(len(pairs), Counter(pair for found in pairs for pair in found))

    def weight(self, pair: str) -> int:
        """Return how much a pair counts: more, the fewer texts have it."""
        return round(COMMON * math.log(1 + (self.known + 1) / (self.having[pair] + 1)))

    def of(self, pairs: frozenset[str]) -> int:
        """Return what pairs weigh together."""
        return sum(map(self.weight, pairs))

    def held(self, name: str, text: str) -> int:
        """Return how much of a name stands in a text, in whole per cent."""
        pairs = pairs_of(name)
        return 100 * self.of(pairs & pairs_of(text)) // self.of(pairs) if pairs else 0

    def score(self, one: str, other: str) -> int:
        """Return how alike two texts are, in whole per cent: 100 the same words, 0 none in common."""
        first, second = pairs_of(one), pairs_of(other)
        both = self.of(first) + self.of(second)
        return 200 * self.of(first & second) // both if both else 0
