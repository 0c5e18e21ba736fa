"""What a calendar is asked with and what it answers."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

# A limit counts 工作日 or, where the text says 日 alone, every day.
Days: TypeAlias = Literal["working", "calendar"]


@dataclass(frozen=True)
class DayRange:
    """Days on which a clock stands still, the first and the last of them included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """A range runs forwards.

        Raises:
            ValueError: the last day is before the first.
        """
        if self.last < self.first:
            raise ValueError(f"days from {self.first} to {self.last}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Verdict:
    """Whether a day is worked; provisional (暂定) where nobody has published it yet."""

    working: bool
    provisional: bool


@dataclass(frozen=True)
class Deadline:
    """The last day of a limit, whole until its end; provisional where an unpublished day decided it."""

    day: date
    provisional: bool
