"""A proposal tried before anyone decides: what is wrong with it, whom it would move, which cases change."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yingbao.law.facts.problems import PackProblems, Wording
from yingbao.law.packs import Overlay, Pack
from yingbao.law.packs.case_changes import ChangedCase, changed_cases
from yingbao.law.packs.edits import VALUES, Edit, Fault, What, compose, faults, with_id
from yingbao.law.rules.programmes import parameters_of_programme
from yingbao.office.determination.packs import editions_from, pack_of
from yingbao.office.determination.queries.what_if import Change, get_what_if
from yingbao.values.month import Month

DRAFT = "draft"
PATH = Path("draft.yaml")
UNNAMED = Wording("草案", "draft")
MOST_DIGITS = 9
# Texts in quotes, as the codes of divisions, are as long as they are.
NUMBER_OR_TEXT = re.compile(r"'[^']*'|\w+")
TOO_LONG = Wording("规则里的数最多 {most} 位", "a number in a rule has {most} digits at most")


@dataclass(frozen=True)
class Trial:
    """What a proposal would do if it were in force in a month already; nothing is stored."""

    month: Month
    changes: tuple[Change, ...]
    cases: tuple[ChangedCase, ...]


def overlay_of(edits: Sequence[Edit], start: Month) -> Overlay:
    """Return a draft to lay over a pack."""
    return Overlay(DRAFT, PATH, with_id(DRAFT, compose(edits, start, UNNAMED, DRAFT)))


def find_faults(*, county: str, edits: Sequence[Edit], start: Month) -> list[Fault]:
    """Return what is wrong with a proposal, laid over the rules of its first month and of all later ones.

    Raises:
        PackProblems: the rules as they are cannot be understood.
    """
    found = [fault for edit in edits if edit.what not in VALUES for fault in _long_numbers(edit)]
    if found:
        return found
    overlay = overlay_of(edits, start)
    for month in editions_from(county, start):
        try:
            pack_of(county, month, overlay)
        except PackProblems as wrong:
            found += faults(overlay.text or "", PATH, edits, wrong.problems)
    return list(dict.fromkeys(found))


def _long_numbers(edit: Edit) -> Iterator[Fault]:
    """Give every number no amount or count can be: what is reckoned from it would overflow."""
    for number, line in enumerate(str(edit.after).split("\n"), start=1):
        for word in NUMBER_OR_TEXT.finditer(line):
            if word[0].isdecimal() and len(word[0]) > MOST_DIGITS:
                yield Fault(edit, number, word.start() + 1, TOO_LONG.fill(most=str(MOST_DIGITS)))


def try_edits(*, county: str, edits: Sequence[Edit], month: Month, within: str = "") -> Trial:
    """Return what sound edits would do to the persons of a division, and to the worked cases, in a month.

    Raises:
        PackProblems, NotInForce, NotADivision: see get_what_if.
    """
    now = pack_of(county, month)
    overlay = overlay_of([_in_place(edit, now, month) for edit in edits], month)
    then = pack_of(county, month, overlay)
    found = get_what_if(county=county, month=month, laid=[overlay], within=within)
    cases = changed_cases(now, then, programmes_in_question(now, edits))
    return Trial(month, found.changes, tuple(cases))


def programmes_in_question(pack: Pack, edits: Sequence[Edit]) -> set[str]:
    """Return the programmes that edits can bear on: their own, and those that ask a value written anew."""
    values = {edit.of for edit in edits if edit.what in VALUES}
    asking = {p.id for p in pack.programmes if values & set(parameters_of_programme(p))}
    return asking | {edit.of for edit in edits if edit.what not in VALUES}


def _in_place(edit: Edit, pack: Pack, month: Month) -> Edit:
    """Return the edit as if its value stood since the one it follows did, so that older cases show it."""
    if edit.what is not What.VALUE:
        return edit
    dated = pack.parameters[edit.of].on(month)
    start = dated.start if dated else month
    return Edit(edit.what, edit.of, str(start), edit.before, edit.after)
