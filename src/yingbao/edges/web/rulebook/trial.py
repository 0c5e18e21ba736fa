"""What a proposal would do, as pages show it: faults at their place, persons counted, cases that change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yingbao.edges.web.place import county_of
from yingbao.law.facts.problems import PackProblems
from yingbao.law.packs.edits import Edit, Fault
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.determination.queries import runs
from yingbao.office.rulebook.trying import Trial, find_faults, try_edits
from yingbao.values.month import Month

WORD = re.compile(r"\w+|\S")


@dataclass(frozen=True)
class MarkedFault:
    """A fault and the text it stands in, with the place marked."""

    fault: Fault
    text: SafeString | None


@dataclass(frozen=True)
class Tried:
    """What is shown of a trial."""

    faults: tuple[MarkedFault, ...]
    trial: Trial | None
    # No edit says anything else than what stands.
    nothing: bool


def tried(officer: Officer, edits: Sequence[Edit], start: Month) -> Tried:
    """Try a proposal: what cannot be understood in it, or else whom it would move and which cases change."""
    if not edits:
        return Tried((), None, nothing=True)
    county = county_of(officer)
    faults = find_faults(county=county, edits=edits, start=start)
    if faults:
        return Tried(tuple(map(marked, faults)), None, nothing=False)
    return Tried((), counted(officer, edits, start), nothing=False)


def counted(officer: Officer, edits: Sequence[Edit], start: Month) -> Trial:
    """Count in the newest determined month; where there is none, in the first month of the proposal."""
    latest = runs.get_latest_month(officer=officer, on=timezone.localdate())
    within = officer.division_id if may(officer, Permission.VIEW_LISTS) else ""
    asked: dict[str, Any] = {"county": county_of(officer), "edits": edits, "within": within}
    try:
        return try_edits(month=latest or start, **asked)
    except PackProblems:
        # What is changed came into the rules only after the newest determined month.
        return try_edits(month=start, **asked)


def marked(fault: Fault) -> MarkedFault:
    """Return the text of a fault with the word it begins at marked."""
    if fault.edit is None:
        return MarkedFault(fault, None)
    lines = fault.edit.text.split("\n")
    line = lines[fault.line - 1]
    at = min(fault.column - 1, max(len(line) - 1, 0))
    found = WORD.match(line, at)
    end = found.end() if found else at + 1
    before = "\n".join([*lines[: fault.line - 1], line[:at]])
    after = "\n".join([line[end:], *lines[fault.line :]])
    return MarkedFault(fault, format_html("{}<mark>{}</mark>{}", before, line[at:end], after))
