"""What comparing a row with the register can come to."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

Fact = TypeVar("Fact")


class Outcome(IntEnum):
    """What a row does; of several records the greatest counts, and a new person makes all of it added."""

    SAME = 0
    ADDED = 1
    CHANGED = 2


@dataclass(frozen=True)
class Effect(Generic[Fact]):
    """Rows to end by this source, and rows to add."""

    outcome: Outcome
    end: tuple[Fact, ...] = ()
    add: tuple[Fact, ...] = ()
    # What the row spoke of, whether it changed or not.
    spoken: tuple[Fact, ...] = ()
    # Set if the statement cannot be entered: it refuses the row, or opens a conflict.
    problem: str | None = None
    conflict: str | None = None
