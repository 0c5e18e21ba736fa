"""The rows of a received file in words: whom each is about, what it does, and why it was refused."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.rosters.sentences import problem_in_words
from yingbao.edges.web.templatetags import written
from yingbao.office.access.models import Officer
from yingbao.office.register.actions.rosters.planning import ENDED_LINE
from yingbao.office.register.actions.rosters.staging import open_chunk, staged_lines
from yingbao.office.register.choices import CertificateStatus, Kind
from yingbao.office.register.models import Source, StagedRow
from yingbao.office.register.queries.visible import visible_persons
from yingbao.office.register.roster_sentences import line_in_sheet

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LOOKS = {"refused": "no", "conflict": "unknown", "added": "yes", "changed": "yes"}
FIELDS: dict[str, Promise] = {
    "issued": _("issued on"),
    "expires": _("expires on"),
    "status": _("status"),
    "status_on": _("status since"),
    "kind": _("kind"),
    "grade": _("grade"),
    "number": _("number"),
    "valid_from": _("from"),
    "valid_to": _("until"),
    "amount_fen": _("amount"),
    "category": _("category"),
    "value": _("answer"),
    "code": _("place"),
}

CHOICES: dict[str, type[TextChoices]] = {"status": CertificateStatus, "kind": Kind}


@dataclass(frozen=True)
class ShownRow:
    """One row of a file; a person who is no longer on the list has no line."""

    line: str
    name: str
    person_id: int | None
    outcome: str
    look: str
    repaired: bool
    reasons: list[str]


def show_rows(rows: Iterable[StagedRow], source: Source, officer: Officer) -> list[ShownRow]:
    """Return the rows in words; a person is linked where the officer may see the file."""
    shown = list(rows)
    names = names_in(source, [row.line for row in shown if not row.changes.get("name") and not row.person_id])
    about = {row.person_id for row in shown if row.person_id}
    persons = dict(visible_persons(officer).filter(pk__in=about).values_list("pk", "name"))
    return [
        ShownRow(
            line=line_in_words(row.line),
            name=row.changes.get("name") or persons.get(row.person_id or 0) or names.get(row.line, ""),
            person_id=row.person_id if row.person_id in persons else None,
            outcome=str(row.get_outcome_display()),
            look=LOOKS.get(row.outcome, ""),
            repaired=row.repaired,
            reasons=[*map(problem_in_words, row.problems), *changes_in_words(row.changes)],
        )
        for row in shown
    ]


def line_in_words(line: int) -> str:
    """Return where a row stands: its line, with the sheet if it is not in the first."""
    if line >= ENDED_LINE:
        return ""
    sheet, row = line_in_sheet(line)
    return (
        f"{row:,}" if sheet == 1 else gettext("sheet %(sheet)s, line %(row)s") % {"sheet": sheet, "row": row}
    )


def names_in(source: Source, lines: list[int]) -> dict[int, str]:
    """Return the names as the file writes them; only the parts of the file that hold them are opened."""
    chunks = staged_lines(source) if lines else []
    found: dict[int, str] = {}
    for place, (chunk, first) in enumerate(chunks):
        last = chunks[place + 1][1] if place + 1 < len(chunks) else ENDED_LINE
        if any(first <= line < last for line in lines):
            rows = open_chunk(chunk)
            found |= dict(zip(rows.lines, rows.columns["name"], strict=True))
    return found


def changes_in_words(changes: Mapping[str, Any]) -> Iterator[str]:
    """Give what a row changes: the value before and after."""
    for record in changes.get("records", []):
        before, after = record.get("before", {}), record.get("after", {})
        parts = [
            gettext("%(what)s: %(before)s → %(after)s")
            % {
                "what": FIELDS.get(name, name),
                "before": said(name, before.get(name)),
                "after": said(name, value),
            }
            for name, value in after.items()
            if before.get(name) != value
        ]
        if parts:
            yield gettext(", ").join(parts)


def said(field: str, value: Any) -> str:
    """Return a value of a row in words."""
    if field == "amount_fen" and isinstance(value, int):
        return written.money(value)
    choices = CHOICES.get(field)
    if choices and value in choices.values:
        return str(choices(value).label)
    text = str(value or "—")
    return written.day(datetime.date.fromisoformat(text)) if ISO_DAY.fullmatch(text) else text
