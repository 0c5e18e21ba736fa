"""Which programmes of a month can answer otherwise under other rules."""

from yingbao.law.rules.graph import map_atoms
from yingbao.law.rules.months import MonthRules, Programme
from yingbao.law.rules.nodes import Atom, Bit, Rule
from yingbao.law.rules.programmes import Pays


def differing(now: MonthRules, then: MonthRules) -> tuple[str, ...]:
    """Return the programmes in force under one of the two only, or with another rule or other pay.

    Other pay is another amount, another unit or another period. In the order of the later rules, then those
    that are gone.
    """
    kept = [programme.id for programme in then.programmes]
    gone = [programme.id for programme in now.programmes if programme.id not in then.by_id]
    return tuple(name for name in [*kept, *gone] if not _same(now, then, name))


def _same(now: MonthRules, then: MonthRules, name: str) -> bool:
    before, after = now.by_id.get(name), then.by_id.get(name)
    if before is None or after is None:
        return False
    same_pay = before.amount == after.amount and same_measure(before.pays, after.pays)
    return same_pay and _spelled(now, before) == _spelled(then, after)


def same_measure(before: Pays | None, after: Pays | None) -> bool:
    """Return whether both are owed in the same unit for the same period, so that amounts compare."""
    if before is None or after is None:
        return before is after
    return (before.unit, before.per) == (after.unit, after.per)


def _spelled(rules: MonthRules, programme: Programme) -> Rule:
    def spelled(atom: Atom) -> Rule:
        return rules.conditions[atom.number] if isinstance(atom, Bit) else atom

    return map_atoms(programme.eligible, spelled)
