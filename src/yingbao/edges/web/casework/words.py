"""The words of a case on screen: whose turn, which step, what was done."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext

from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs import Pack
from yingbao.law.packs.processes import APPLICANT, STOPS
from yingbao.law.packs.records import records_of
from yingbao.office.casework.choices import CaseState

# Units every township or village has; a case is at that of the person's.
OF_EACH_PLACE = {"township": 9, "village": 12}
# How many days before the last one it is drawn as near.
SOON = 3
LOOKS: dict[str, str] = {
    CaseState.PROPOSED: "unknown",
    CaseState.WAITING: "unknown",
    CaseState.DONE: "yes",
    CaseState.REFUSED: "no",
    CaseState.NOT_ACCEPTED: "no",
}


def unit_name(pack: Pack, turn: str) -> str:
    """Return who has the turn, by the name the district gives the unit."""
    if turn == APPLICANT:
        return gettext("the applicant")
    unit = records_of(pack).units.find(turn) if turn else None
    return label(unit.name) if unit else turn


def whose_turn(pack: Pack, turn: str, division_code: str, names: Mapping[str, str]) -> str:
    """Return who has the turn in a case: of the offices every place has, that of the person's place."""
    length = OF_EACH_PLACE.get(turn)
    here = names.get(division_code[:length], "") if length else ""
    return here or unit_name(pack, turn)


def stop_name(cause: str) -> str:
    """Return why a clock stands."""
    return label(STOPS[cause]) if cause in STOPS else cause


def in_time(due_in: int) -> str:
    """Return how many days are left until the last day, or since."""
    if due_in < 0:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -due_in) % {"days": -due_in}
    if due_in == 0:
        return gettext("due today")
    return ngettext("%(days)s day left", "%(days)s days left", due_in) % {"days": due_in}


def time_look(due_in: int) -> str:
    """Return how these words are drawn: late, soon, or plain."""
    return "yb-late" if due_in < 0 else "yb-soon" if due_in <= SOON else "yb-hint"
