"""What every engine answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from yingbao.law.rules.truth import Truth


@dataclass(frozen=True)
class Answer:
    """A programme's answer for one person and month.

    The amount is what is owed if the answer is yes; with an unknown answer, what would be owed. It is
    None where the answer is no, where nothing is owed in money, and where it is not known.
    """

    outcome: Truth
    amount_fen: int | None
    conditions: Mapping[str, Truth]


class PackedAnswer(NamedTuple):
    """A page's answer for one person: conditions true and unknown, programmes yes and to be asked.

    `amounts` has one entry per programme of the page that pays in money, in the page's order.
    """

    true_bits: int
    unknown_bits: int
    yes_bits: int
    ask_bits: int
    amounts: tuple[int | None, ...]
