"""Times on a scheme, as lists tell them."""

from dataclasses import dataclass, replace

from yingbao.office.register.rosters.effects import Effect, Outcome
from yingbao.office.register.rosters.times import ListTime, day_after, day_before, earliest


@dataclass(frozen=True)
class SpellFact:
    """A time on a scheme; `id` is empty for one that is not in the register yet."""

    valid_from: str | None
    valid_to: str | None
    amount_fen: int | None
    category: str
    id: int | None = None
    # Whether this very list brought it: an earlier line spoke of it already.
    mine: bool = False
    # The first day of the month of the list that told it, if a list did.
    month: str = ""


SpellEffect = Effect[SpellFact]
UNCHANGED: SpellEffect = Effect(Outcome.SAME)


@dataclass(frozen=True)
class SpellSaid:
    """What one row says; None means the list does not say."""

    since: str | None
    until: str | None
    amount_fen: int | None
    category: str | None


def compare_spell(known: list[SpellFact], said: SpellSaid, when: ListTime, nth: int = 0) -> SpellEffect:
    """Return what a row does to the known times on the same scheme.

    The list speaks for its month only: a change counts from the first of that month, and what a later list
    said stays from that later month on. `nth` counts lines about the same person and scheme in one list:
    the second line speaks of the second time, not of the first again.
    """
    if said.since and said.until and said.until < said.since:
        return Effect(Outcome.SAME, problem="ends_before_it_begins")
    if said.since and when.complete and said.since > when.last:
        return Effect(Outcome.SAME, problem="begins_after_the_month")
    spoken = _spoken_of(known, said, when, nth)
    if spoken is None:
        return _added(known, said, when)
    wanted = replace(
        spoken,
        amount_fen=spoken.amount_fen if said.amount_fen is None else said.amount_fen,
        category=spoken.category if said.category is None else said.category,
        valid_from=_corrected_start(known, spoken, said, when),
        valid_to=said.until or spoken.valid_to,
        id=None,
    )
    if replace(spoken, id=None) == wanted:
        return Effect(Outcome.SAME, spoken=(spoken,))
    parts = tuple(_split(spoken, wanted, said, when))
    return Effect(Outcome.CHANGED, end=(spoken,), add=parts, spoken=(spoken,))


def _corrected_start(
    known: list[SpellFact], spoken: SpellFact, said: SpellSaid, when: ListTime
) -> str | None:
    """Return when a time begins: a list may correct what another list of the same month said of it.

    What was known of the time before stays: there a time of its own ended.
    """
    if not said.since or not when.complete or spoken.month != when.first:
        return spoken.valid_from
    over = [s.valid_to for s in known if s.valid_to is not None and s.valid_to < (spoken.valid_from or "")]
    return max([said.since, *(day_after(day) for day in over)])


def _days(said: SpellSaid, when: ListTime) -> tuple[str, str]:
    """Return the days a known time is recognised by: the month, or the row's own days if they are past."""
    if said.until and said.until < when.first:
        return said.since or said.until, said.until
    return (when.first, when.last) if when.complete else (said.since or when.first, said.since or when.last)


def _spoken_of(known: list[SpellFact], said: SpellSaid, when: ListTime, nth: int) -> SpellFact | None:
    first, last = _days(said, when)
    active = [
        s for s in known if (s.valid_from or "") <= last and (s.valid_to is None or s.valid_to >= first)
    ]
    others = sorted((s for s in active if not s.mine), key=lambda s: (s.valid_from or "", s.id or 0))
    place = nth - sum(s.mine for s in active)
    return others[place] if 0 <= place < len(others) else None


def _added(known: list[SpellFact], said: SpellSaid, when: ListTime) -> SpellEffect:
    start = said.since or when.first
    over = [s.valid_to for s in known if s.valid_to is not None and s.valid_to < when.first and not s.mine]
    if over and start <= max(over) and not (said.until and said.until < when.first):
        start = day_after(max(over))
    end = said.until or (day_before(when.next_first) if when.next_first else None)
    if end is not None and end < start:
        return UNCHANGED
    return Effect(Outcome.ADDED, add=(SpellFact(start, end, said.amount_fen, said.category or ""),))


def _split(spoken: SpellFact, wanted: SpellFact, said: SpellSaid, when: ListTime) -> list[SpellFact]:
    """Return what was before the month, what the list says, and what a later list said after it."""
    pivot = when.first if when.complete else (said.since or when.first)
    parts = []
    if spoken.valid_from != wanted.valid_from:
        spoken = replace(spoken, valid_from=wanted.valid_from)
    if spoken.valid_from is None or spoken.valid_from < pivot:
        same_but_shorter = (wanted.amount_fen, wanted.category) == (spoken.amount_fen, spoken.category)
        if not same_but_shorter:
            parts.append(replace(spoken, valid_to=day_before(pivot), id=None))
            wanted = replace(wanted, valid_from=pivot)
    last = earliest(wanted.valid_to, day_before(when.next_first) if when.next_first else None)
    parts.append(replace(wanted, valid_to=last))
    later = when.next_first
    if later and (spoken.valid_to is None or spoken.valid_to >= later):
        parts.append(replace(spoken, valid_from=max(later, spoken.valid_from or later), id=None))
    return parts


def end_spell(spell: SpellFact, when: ListTime) -> SpellEffect:
    """Return what becomes of someone who is no longer on the list: it ended the month before.

    What a later list said stays from that later month on.
    """
    parts = []
    if spell.valid_from is None or spell.valid_from < when.first:
        parts.append(replace(spell, valid_to=day_before(when.first), id=None))
    later = when.next_first
    if later and (spell.valid_to is None or spell.valid_to >= later):
        parts.append(replace(spell, valid_from=later, id=None))
    return Effect(Outcome.CHANGED, end=(spell,), add=tuple(parts))
