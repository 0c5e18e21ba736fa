"""What an officer can do in a case now."""

from yingbao.edges.web.casework.verbs import VERBS, Verb
from yingbao.office.access.models import Officer
from yingbao.office.casework.actions.accepting import missing_papers
from yingbao.office.casework.choices import ActKind
from yingbao.office.casework.course import Position
from yingbao.office.casework.models import Case
from yingbao.office.casework.turns import AT_ANY_COUNTER, holds_turn, may_do


def open_verbs(case: Case, position: Position, officer: Officer) -> list[Verb]:
    """Return the acts open to an officer, the one that brings the case on first."""
    found = [verb for verb in VERBS.values() if may_now(verb, case, position, officer)]
    if any(verb.kind is ActKind.ACCEPTED for verb in found) and missing_papers(case):
        found.sort(key=lambda verb: verb.kind is not ActKind.PAPERS_BROUGHT)
    return found


def may_now(verb: Verb, case: Case, position: Position, officer: Officer) -> bool:
    """Return whether the case and the officer's post allow an act."""
    step = position.step
    if not _stands_open(verb, position) or not may_do(officer, verb.kind, step.does if step else None):
        return False
    low, high = officer.acting_scope
    if verb.kind in AT_ANY_COUNTER or step is None:
        return low <= case.division_code < high
    return holds_turn(officer, step.who, case.division_code)


def _stands_open(verb: Verb, position: Position) -> bool:
    if verb.kind is ActKind.PAPERS_BROUGHT:
        # At the counter papers are noted before anybody was told that one is missing.
        return bool({ActKind.PAPERS_BROUGHT, ActKind.ACCEPTED} & position.may)
    return verb.kind in position.may
