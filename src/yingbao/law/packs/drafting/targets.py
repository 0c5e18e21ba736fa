"""Targets: rows of the plan's table and clauses, taken for indicators of the pack above."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yingbao.law.packs.drafting.above import Above
from yingbao.law.packs.drafting.clauses import Certainty, Proposal
from yingbao.law.packs.drafting.likeness import Likeness
from yingbao.law.packs.indicators import Indicator
from yingbao.law.packs.record_shapes import Bound, IndicatorUnit
from yingbao.law.plans.document import Indicator as Row
from yingbao.law.plans.document import PlanDocument
from yingbao.law.plans.numbers import Bound as Written
from yingbao.law.plans.numbers import Measure, Number, numbers_in

SAME = 75
AKIN = 35
MEASURED: dict[IndicatorUnit, set[Measure]] = {
    "percent": {Measure.PERCENT},
    "persons": {Measure.COUNT},
    "households": {Measure.COUNT},
    "places": {Measure.COUNT},
    "events": {Measure.COUNT},
    "amount": {Measure.COUNT, Measure.MONEY},
    "text": set(),
}
BOUNDS: dict[Written, Bound] = {
    Written.AT_LEAST: ">=",
    Written.MORE_THAN: ">",
    Written.AT_MOST: "<=",
    Written.LESS_THAN: "<",
}


@dataclass(frozen=True)
class FoundTarget:
    """A clause with a target, the indicator of the pack above it is taken for, and how alike they are.

    `number` is the target, nothing where it is in words; `bounded` says whether the plan wrote a bound, else
    at least is taken. Of a row no indicator is like, `id` is empty.
    """

    clause: str
    name: str
    id: str
    score: int
    certainty: Certainty
    written: str
    number: Number | None = None
    binding: bool | None = None
    is_row: bool = True

    @property
    def bound(self) -> Bound:
        """The bound of the target; at least where none is written."""
        return BOUNDS.get(self.number.bound, ">=") if self.number else ">="

    @property
    def is_bounded(self) -> bool:
        """Whether the plan itself says at least, more than, at most."""
        return self.number is not None and self.number.bound in BOUNDS


def find_targets(plan: PlanDocument, above: Above, proposals: Iterable[Proposal]) -> tuple[FoundTarget, ...]:
    """Return the rows of the plan's table, then the targets in clauses that became an indicator."""
    rows = tuple(_row(row, above) for row in plan.indicators)
    taken = {row.id for row in rows if row.certainty is Certainty.SURE}
    return (*rows, *(target for target in _in_clauses(above, proposals) if target.id not in taken))


def _row(row: Row, above: Above) -> FoundTarget:
    indicators = list(above.records.indicators.values())
    likeness = Likeness.among(each.name.zh for each in indicators)
    scored = sorted(((likeness.score(row.name, each.name.zh), each) for each in indicators), key=_best)
    score, nearest = scored[0] if scored else (0, None)
    if nearest is None or score < AKIN:
        return FoundTarget(row.id, row.name, "", score, Certainty.UNDECIDED, row.target, binding=row.binding)
    number = _target(row.target + (row.unit if row.unit not in row.target else ""), nearest)
    sure = score >= SAME and (number is not None or nearest.target.value is None)
    certainty = Certainty.SURE if sure else Certainty.PROPOSED
    return FoundTarget(row.id, row.name, nearest.id, score, certainty, row.target, number, row.binding)


def _best(scored: tuple[int, Indicator]) -> tuple[int, str]:
    return -scored[0], scored[1].id


def _target(written: str, indicator: Indicator) -> Number | None:
    """The one number of a text that may be an indicator's target; nothing where there are none or several."""
    found = [number for number in numbers_in(written) if number.measure in MEASURED[indicator.unit]]
    return found[0] if len(found) == 1 and found[0].upper is None else None


def _in_clauses(above: Above, proposals: Iterable[Proposal]) -> Iterator[FoundTarget]:
    seen: set[str] = set()
    for proposal in proposals:
        for name in proposal.becomes:
            indicator = above.records.indicators.get(name)
            number = _target(proposal.clause.text, indicator) if indicator else None
            if indicator is None or number is None or name in seen:
                continue
            seen.add(name)
            text, score = proposal.clause.text, proposal.matches[0].score if proposal.matches else 0
            yield FoundTarget(
                proposal.clause.id,
                indicator.name.zh,
                name,
                score,
                proposal.certainty,
                text,
                number,
                is_row=False,
            )
