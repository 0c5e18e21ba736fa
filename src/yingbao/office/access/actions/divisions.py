"""Opening an office: its divisions."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from yingbao.office.access.models import Division, Officer
from yingbao.office.audit.actions import record
from yingbao.values.division import DivisionCode, NotADivision


class DivisionRow(NamedTuple):
    """One line of a list of divisions."""

    code: str
    name: str
    level: str
    parent: str


class BadDivisions(Exception):
    """The list contradicts itself; nothing was loaded. `problems` are (line, code of the problem)."""

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        super().__init__(", ".join(f"{line}: {code}" for line, code in problems))
        self.problems = problems


@transaction.atomic
def load_divisions(*, rows: Sequence[DivisionRow], by: Officer | str) -> int:
    """Bring in the divisions of a district and those above it; return how many there are in the list.

    A division that is known already takes the name given now. None is removed: persons may stand there.

    Raises:
        BadDivisions: a code, level or parent is wrong.
    """
    problems = _problems(rows)
    if problems:
        raise BadDivisions(problems)
    Division.objects.bulk_create(
        [
            Division(code=row.code, name=row.name, level=row.level, parent_id=row.parent or None)
            for row in sorted(rows, key=lambda row: len(row.code))
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "parent"],
    )
    record("access.divisions.loaded", by=by, detail={"count": len(rows)})
    return len(rows)


def _problems(rows: Sequence[DivisionRow]) -> list[tuple[int, str]]:
    known = {row.code for row in rows}
    found: list[tuple[int, str]] = []
    if len(known) < len(rows):
        found.append((0, "twice"))
    for line, row in enumerate(rows, start=2):
        code = _problem(row, known)
        if code:
            found.append((line, code))
    return found


def _problem(row: DivisionRow, known: set[str]) -> str:
    try:
        division = DivisionCode(row.code)
    except NotADivision:
        return "code"
    if division.level != row.level:
        return "level"
    if row.parent and (row.parent not in known or not row.code.startswith(row.parent)):
        return "parent"
    return "" if row.name.strip() else "name"
