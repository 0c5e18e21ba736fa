"""Which programmes of a month can answer otherwise under other rules."""

from yingbao.law.rules.graph import map_atoms
from yingbao.law.rules.months import MonthRules, Programme
from yingbao.law.rules.nodes import Atom, Bit, Rule


def differing(now: MonthRules, then: MonthRules) -> tuple[str, ...]:
    """Return the programmes in force under one of the two only, or with another rule or another amount.

    In the order of the later rules, then those that are gone.
    """
    kept = [programme.id for programme in then.programmes]
    gone = [programme.id for programme in now.programmes if programme.id not in then.by_id]
    return tuple(name for name in [*kept, *gone] if not _same(now, then, name))


def _same(now: MonthRules, then: MonthRules, name: str) -> bool:
    before, after = now.by_id.get(name), then.by_id.get(name)
    if before is None or after is None:
        return False
    return before.amount == after.amount and _spelled(now, before) == _spelled(then, after)


def _spelled(rules: MonthRules, programme: Programme) -> Rule:
    def spelled(atom: Atom) -> Rule:
        return rules.conditions[atom.number] if isinstance(atom, Bit) else atom

    return map_atoms(programme.eligible, spelled)
