"""How the bits of decisions are read, stored beside them: old decisions outlive the files of their pack."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from yingbao.law.rules.months import MonthRules, Page, Programme
from yingbao.law.rules.truth import Truth

Pages: TypeAlias = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class PlacedProgramme:
    """A programme's place on a page: its bit, the column of its amount, the bits of its conditions."""

    id: str
    mask: int
    # None where nothing is owed in money.
    amount_column: str | None
    conditions: tuple[tuple[str, int], ...]

    def truths(self, true_bits: int, unknown_bits: int) -> dict[str, Truth]:
        """Return each condition's truth in the programme's order."""
        return {
            name: None if unknown_bits >> bit & 1 else bool(true_bits >> bit & 1)
            for name, bit in self.conditions
        }


def amount_column(programme: Programme) -> str | None:
    """Return the column in which the engines give a programme's amount."""
    return f"amount_{programme.id}" if programme.in_money else None


def pages_of(rules: MonthRules) -> list[dict[str, Any]]:
    """Return what is stored of the rules of a month."""
    return [{"programmes": list(_programmes(rules, page))} for page in rules.pages]


def _programmes(rules: MonthRules, page: Page) -> Iterator[dict[str, Any]]:
    for programme in rules.on(page):
        bits = {c.id: page.conditions.index(c.number) for c in programme.conditions}
        yield {
            "id": programme.id,
            "bit": page.programmes.index(programme.id),
            "amount": amount_column(programme),
            "conditions": [[name, bit] for name, bit in bits.items()],
        }


def digest_of(pages: Pages) -> str:
    """Return the fingerprint of a layout."""
    return hashlib.sha256(json.dumps(pages, sort_keys=True).encode()).hexdigest()


def programmes_of(pages: Pages, page: int) -> list[PlacedProgramme]:
    """Return the programmes of a stored page."""
    return [
        PlacedProgramme(
            programme["id"],
            1 << programme["bit"],
            programme["amount"],
            tuple((name, bit) for name, bit in programme["conditions"]),
        )
        for programme in pages[page]["programmes"]
    ]


def find(pages: Pages, programme: str) -> tuple[int, PlacedProgramme] | None:
    """Return the page a programme is on and its place there, if the layout has it."""
    for number in range(len(pages)):
        for placed in programmes_of(pages, number):
            if placed.id == programme:
                return number, placed
    return None
