"""Household registration (户籍), as certificate lists and the police tell it."""

from dataclasses import dataclass, replace

from yingbao.office.register.rosters.effects import Effect, Outcome
from yingbao.office.register.rosters.times import ListTime, day_before

# Somewhere outside the county; no province has this code. For the rules it is enough that it is not here.
ELSEWHERE = "90"


@dataclass(frozen=True)
class HukouFact:
    """A registration in a division, as far down as known."""

    code: str
    valid_from: str | None = None
    valid_to: str | None = None
    id: int | None = None
    month: str = ""


@dataclass(frozen=True)
class Move:
    """One move: on which day, which way, from and to where as far as the list says."""

    day: str
    way: str  # in, out, within
    origin: str | None
    target: str | None


HukouEffect = Effect[HukouFact]
UNCHANGED: HukouEffect = Effect(Outcome.SAME)


def compare_registration(known: list[HukouFact], code: str, county: str, when: ListTime) -> HukouEffect:
    """Return what a list of residents does: it knows the place, but moves are the police's to tell.

    A first registration is entered without a first day, for the list does not say since when.
    """
    if not known:
        return Effect(Outcome.ADDED, add=(HukouFact(code),))
    current = known[-1]
    here = current.code.startswith(county) and current.valid_to is None
    if not here or current.code.startswith(code) or current.month > when.first:
        return UNCHANGED
    if code.startswith(current.code) or (current.valid_from or "") >= when.first:
        return Effect(Outcome.CHANGED, end=(current,), add=(replace(current, code=code, id=None),))
    old = replace(current, valid_to=day_before(when.first), id=None)
    return Effect(Outcome.CHANGED, end=(current,), add=(old, HukouFact(code, when.first)))


def compare_move(known: list[HukouFact], move: Move, county: str) -> HukouEffect:
    """Return what one reported move does: another place from that day on, up to the next known move."""
    target = _target(move, county)
    if any(h.valid_from == move.day and h.code.startswith(target) for h in known):
        return _known_again(known, move, county)
    later = sorted(
        (h for h in known if h.valid_from and h.valid_from > move.day), key=lambda h: str(h.valid_from)
    )
    until = day_before(str(later[0].valid_from)) if later else None
    new = HukouFact(target, move.day, until)
    spans = [
        h
        for h in known
        if (h.valid_from or "") <= move.day and (h.valid_to is None or h.valid_to >= move.day)
    ]
    if not spans:
        before = () if known else (HukouFact(_origin(move, county), None, day_before(move.day)),)
        return Effect(Outcome.ADDED, add=(*before, new))
    current = spans[-1]
    if current.valid_from == move.day:
        return Effect(Outcome.CHANGED, end=(current,), add=(replace(current, code=target, id=None),))
    after = new if move.way == "out" else _refined(new, current)
    return Effect(Outcome.CHANGED, end=(current,), add=(_shortened(current, move, county), after))


def _known_again(known: list[HukouFact], move: Move, county: str) -> HukouEffect:
    """The other county told the move first: this one may know better from which village it was."""
    origin = _origin(move, county)
    for former in known:
        ends_there = former.valid_to == day_before(move.day)
        if (
            ends_there
            and former.code != origin
            and (origin.startswith(former.code) or former.code == ELSEWHERE)
        ):
            return Effect(Outcome.CHANGED, end=(former,), add=(replace(former, code=origin, id=None),))
    return UNCHANGED


def _outside(place: str | None, county: str) -> str:
    """Return a place that is not in the county, as the county's own province alone would not say."""
    return ELSEWHERE if not place or place.startswith(county) or county.startswith(place) else place


def _target(move: Move, county: str) -> str:
    if move.way == "out":
        return _outside(move.target, county)
    return move.target if move.target and move.target.startswith(county) else county


def _origin(move: Move, county: str) -> str:
    if move.way == "in":
        return _outside(move.origin, county)
    return move.origin if move.origin and move.origin.startswith(county) else county


def _shortened(current: HukouFact, move: Move, county: str) -> HukouFact:
    """What was before: a place only a list of residents told holds for after a move in, not for before it."""
    told_since = current.valid_from is not None
    moved_in = move.way == "in" and not told_since and current.code.startswith(county)
    code = _origin(move, county) if moved_in else current.code
    return replace(current, code=code, valid_to=day_before(move.day), id=None)


def _refined(new: HukouFact, current: HukouFact) -> HukouFact:
    """A move into the county may name the county only, where a list of residents names the village."""
    return replace(new, code=current.code) if current.code.startswith(new.code) else new
