"""Why a programme says no: the first condition in its own order that is to blame."""

from collections.abc import Mapping, Sequence

from yingbao.law.engines.reference import truth_of
from yingbao.law.rules.months import Programme
from yingbao.law.rules.truth import Truth


def find_blame(programme: Programme, truths: Mapping[str, Truth]) -> str:
    """Return the name of the first failing condition without which the answer would not be no.

    `on_dibao OR low_income` may fail in one half and not matter, because the
    other half holds; such a condition is not named. Where none is to blame
    alone (both halves fail), the first of them is named.
    """
    failing = [c.id for c in programme.conditions if truths.get(c.id) is False]
    for name in failing:
        others = {**truths, **{other: True for other in failing if other != name}}
        if _outcome(programme, others) is False:
            return name
    return failing[0] if failing else ""


def _outcome(programme: Programme, truths: Mapping[str, Truth]) -> Truth:
    return truth_of(programme.eligible, {}, _by_number(programme, truths))


def _by_number(programme: Programme, truths: Mapping[str, Truth]) -> Sequence[Truth]:
    last = max((c.number for c in programme.conditions), default=-1)
    numbered: list[Truth] = [None] * (last + 1)
    for condition in programme.conditions:
        numbered[condition.number] = truths.get(condition.id)
    return numbered
