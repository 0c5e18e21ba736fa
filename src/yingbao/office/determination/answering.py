"""What the rules of a month say about one person with facts in hand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from yingbao.law.engines import closure
from yingbao.law.engines.answers import Answer, PackedAnswer
from yingbao.law.rules.months import MonthRules, Page
from yingbao.law.rules.truth import Truth

Answering: TypeAlias = Callable[[Sequence[object]], Mapping[str, Answer]]


@lru_cache(maxsize=128)
def answering(rules: MonthRules) -> Answering:
    """Return what answers for a person's facts in the order of the rules: no reasons."""
    determine = closure.compile(rules)

    def answer(values: Sequence[object]) -> Mapping[str, Answer]:
        packed = zip(rules.pages, determine(values), strict=True)
        return {name: found for page, bits in packed for name, found in unpack(rules, page, bits)}

    return answer


def unpack(rules: MonthRules, page: Page, bits: PackedAnswer) -> Iterator[tuple[str, Answer]]:
    """Give each programme of a page with its outcome and amount."""
    amounts = dict(zip(rules.money_on(page), bits.amounts, strict=True))
    for programme in rules.on(page):
        bit = 1 << page.programmes.index(programme.id)
        outcome: Truth = True if bits.yes_bits & bit else None if bits.ask_bits & bit else False
        yield programme.id, Answer(outcome, amounts.get(programme.id), {})
