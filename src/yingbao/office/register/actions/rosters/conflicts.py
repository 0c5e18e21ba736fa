"""Opening questions of identity; one that is asked already, or was decided, is not asked again."""

import json
from typing import Any

from yingbao.office.register.actions.rosters.runs import Run
from yingbao.office.register.actions.rosters.tables import insert_rows
from yingbao.office.register.choices import ConflictState
from yingbao.office.register.models import Conflict, Standing

COLUMNS = (
    "kind", "source_id", "line", "person_id", "other_person_id", "division_code", "state", "detail",
    "resolved_by", "how",
)  # fmt: skip


class Conflicts:
    """The conflicts of one chunk."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def begin(self) -> None:
        """Begin a chunk."""
        self.added: list[tuple[str, int, int, int | None, str, dict[str, Any]]] = []

    def add(
        self, kind: str, line: int, person: int, other: int | None, code: str, detail: dict[str, Any]
    ) -> None:
        """Ask one question, in one division."""
        self.added.append((kind, line, person, other, code, detail))
        if kind == "two_counties" and not self.run.dry:
            self._ask_the_other_county(line, person)

    def _ask_the_other_county(self, line: int, person: int) -> None:
        """The other county sees the question too, about the person as it knows the person."""
        elsewhere = Standing.objects.filter(person_id=person, ended_by__isnull=True).exclude(
            county=self.run.county
        )
        for code in elsewhere.values_list("division_code", flat=True):
            self.added.append(("two_counties", line, person, None, code, {}))

    def write(self) -> None:
        """Write the questions that were not asked before."""
        if not self.added:
            return
        asked = Conflict.objects.filter(person_id__in={row[2] for row in self.added})
        before: set[tuple[object, ...]] = {
            (kind, person, other, code[:6], *_said(detail or {}))
            for kind, person, other, code, detail in asked.values_list(
                "kind", "person_id", "other_person_id", "division_code", "detail"
            )
        }
        rows = []
        for kind, line, person, other, code, detail in self.added:
            key = (kind, person, other, code[:6], *_said(detail))
            if key not in before:
                before.add(key)
                text = json.dumps(detail, ensure_ascii=False)
                rows.append(
                    (kind, self.run.source, line, person, other, code, ConflictState.OPEN.value, text, "", "")
                )
        insert_rows(Conflict, COLUMNS, rows)


def _said(detail: dict[str, Any]) -> tuple[Any, Any]:
    """Return what makes two questions about a person differ: another name, another day of death."""
    return detail.get("name"), detail.get("died_on")
