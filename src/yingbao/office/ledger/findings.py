"""What a check of the book of money found: what is wrong, where, and how much."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

# So many of a kind are told one by one; all of them are counted.
TOLD = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit: the place (a key, an account, a roll) and the amount in fen."""

    wrong: TextChoices
    place: str
    fen: int = 0


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is wrong of one kind: how many there are, and the first of them by their places."""

    wrong: TextChoices
    count: int
    told: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked: how many transfers, their sum in fen, and what does not fit."""

    transfers: int
    fen: int
    wrong: Sequence[Findings]

    @property
    def fits(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.wrong

    @property
    def faults(self) -> int:
        """Return how many things are wrong."""
        return sum(each.count for each in self.wrong)


def first_told(select: str) -> str:
    """Return the question for the first rows of a SELECT (place, fen), each with how many there are.

    Whatever is wrong is found first: PostgreSQL expects many faults, and where it may stop at a hundred it
    goes through all the others one by one for each row, minutes for a county in which there are none.
    """
    found = f"WITH found AS MATERIALIZED ({select})"
    return f"{found} SELECT place, fen, COUNT(*) OVER () FROM found ORDER BY place LIMIT {TOLD}"  # noqa: S608


def gather(wrong: TextChoices, rows: Iterable[tuple[str, int, int]]) -> Findings | None:
    """Return what is wrong of one kind, from rows (place, fen, how many there are); None for no rows."""
    found = [(Finding(wrong, place, int(fen)), int(count)) for place, fen, count in rows]
    if not found:
        return None
    return Findings(wrong, found[0][1], [each for each, _ in found])
