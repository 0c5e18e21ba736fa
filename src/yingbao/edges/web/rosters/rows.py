"""The rows of a received file in words: whom each is about, what it does, and why it was refused."""

from collections.abc import Iterable
from dataclasses import dataclass

from yingbao.office.register.models import Source, StagedRow
from yingbao.office.register.roster_kinds import RosterKind


@dataclass(frozen=True)
class ShownRow:
    """One row of a file."""

    line: int
    name: str
    person_id: int | None
    outcome: str
    look: str
    repaired: bool
    reasons: list[str]


LOOKS = {"refused": "no", "conflict": "unknown", "added": "yes", "changed": "yes"}


def show_rows(rows: Iterable[StagedRow], source: Source, kind: RosterKind | None) -> list[ShownRow]:
    """Return the rows in words."""
    return [
        ShownRow(
            line=row.line,
            name=row.changes.get("name", ""),
            person_id=row.person_id,
            outcome=str(row.get_outcome_display()),
            look=LOOKS.get(row.outcome, ""),
            repaired=row.repaired,
            reasons=[str(each) for each in row.problems],
        )
        for row in rows
    ]


def problem_in_words(source: Source) -> str:
    """Return why a whole file was refused."""
    return source.problem
