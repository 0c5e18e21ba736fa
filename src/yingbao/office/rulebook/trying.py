"""A proposal tried before anyone decides: what is wrong with it, whom it would move, which cases change."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yingbao.law.facts.problems import PackProblems, Wording
from yingbao.law.packs import Overlay, Pack
from yingbao.law.packs.case_changes import ChangedCase, changed_cases
from yingbao.law.packs.edits import VALUES, Edit, Fault, What, compose, faults, with_id
from yingbao.law.rules.programmes import parameters_of_programme
from yingbao.office.determination.negative import TOLD
from yingbao.office.determination.packs import editions_from, pack_of
from yingbao.office.determination.queries.what_if import Change, WhatIf, get_what_if
from yingbao.office.rulebook.limits import find_excesses
from yingbao.values.month import Month

DRAFT = "draft"
PATH = Path("draft.yaml")
NEGATIVE_CASE = Wording("案例“{case}”：{becomes}", "case “{case}”: {becomes}")
UNNAMED = Wording("草案", "draft")


@dataclass(frozen=True)
class Trial:
    """What a proposal would do if it were in force in a month already; nothing is stored."""

    month: Month
    changes: tuple[Change, ...]
    cases: tuple[ChangedCase, ...]
    # Amounts that would be below nought: of whom, and how many; nothing of this kind is proposed.
    negative: tuple[Wording, ...] = ()


def overlay_of(edits: Sequence[Edit], start: Month) -> Overlay:
    """Return a draft to lay over a pack."""
    return Overlay(DRAFT, PATH, with_id(DRAFT, compose(edits, start, UNNAMED, DRAFT)))


def find_faults(*, county: str, edits: Sequence[Edit], start: Month) -> list[Fault]:
    """Return what is wrong with a proposal, laid over the rules of its first month and of all later ones.

    Raises:
        PackProblems: the rules as they are cannot be understood.
    """
    found = list(find_excesses(edits, start, pack_of(county, start)))
    if found:
        return found
    overlay = overlay_of(edits, start)
    for month in editions_from(county, start):
        try:
            pack_of(county, month, overlay)
        except PackProblems as wrong:
            found += faults(overlay.text or "", PATH, edits, wrong.problems)
    # The same fault is found in every later edition.
    return [fault for place, fault in enumerate(found) if fault not in found[:place]]


def try_edits(*, county: str, edits: Sequence[Edit], month: Month, within: str = "") -> Trial:
    """Return what sound edits would do to the persons of a division, and to the worked cases, in a month.

    Raises:
        PackProblems, NotInForce, NotADivision: see get_what_if.
    """
    now = pack_of(county, month)
    overlay = overlay_of([_in_place(edit, now, month) for edit in edits], month)
    then = pack_of(county, month, overlay)
    found = get_what_if(county=county, month=month, laid=[overlay], within=within)
    cases = tuple(changed_cases(now, then, programmes_in_question(now, edits)))
    moving = tuple(change for change in found.changes if not change.borne_alone)
    return Trial(month, moving, cases, tuple(_negative(found, cases)))


def _negative(found: WhatIf, cases: Sequence[ChangedCase]) -> Iterator[Wording]:
    owing = Counter(each.programme for each in found.moved if (each.becomes_fen or 0) < 0)
    for change in found.changes:
        if owing[change.programme]:
            yield TOLD.fill(name=change.name, persons=owing[change.programme])
    for case in cases:
        if case.is_negative:
            yield NEGATIVE_CASE.fill(case=case.sentence, becomes=case.becomes)


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
