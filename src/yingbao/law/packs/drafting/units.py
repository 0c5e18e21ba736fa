"""Who the plan's task table names, found among the units of the pack above and of other districts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yingbao.law.packs.drafting.likeness import Likeness
from yingbao.law.packs.records import Records
from yingbao.law.packs.units import Unit, words_of
from yingbao.law.plans.document import PlanDocument

# 县民政局, 区民政局 and 市民政局 are the same office of another county.
OF_A_PLACE = re.compile(r"^(?:区县|县区|区级|县级|市级|区|县|市|旗|州)")
# 教育局, 教委 and 教育部门 do the same work.
OFFICES = re.compile(r"(?:部门|委员会|分局|总局|局|委|办公室|办|部)$")
SHORTEST = 2
ALIKE = 60


@dataclass(frozen=True)
class FoundUnit:
    """A unit as the plan writes it, the id it is taken for, and whose name it was found by.

    `by` is a pack and a name there; nothing where the pack above has the very name. `is_sure` where the names
    are the same but for the county. A unit without an id was not found; `perhaps` then names the nearest.
    """

    word: str
    id: str | None
    by: str = ""
    perhaps: tuple[str, ...] = ()
    is_sure: bool = True


def find_units(
    plan: PlanDocument, records: Records, siblings: Iterable[tuple[str, Unit]]
) -> tuple[FoundUnit, ...]:
    """Return every unit of the task table once, in the order of the plan."""
    known = tuple(siblings)
    words = dict.fromkeys(word for task in plan.tasks for word in (*task.lead, *task.responsible))
    return tuple(_find(word, records, known) for word in words)


def _find(word: str, records: Records, siblings: tuple[tuple[str, Unit], ...]) -> FoundUnit:
    above = records.units.find(word)
    if above is not None:
        return FoundUnit(word, above.id)
    for alike, sure in ((_bare, True), (_stem, False)):
        for pack, unit in siblings:
            same = next((name for name in words_of(unit) if alike(name) == alike(word)), None)
            if same and unit.id in records.units.by_id:
                return FoundUnit(word, unit.id, f"{pack} {same}", is_sure=sure)
    return FoundUnit(word, None, perhaps=tuple(_perhaps(word, records, siblings)))


def _perhaps(word: str, records: Records, siblings: tuple[tuple[str, Unit], ...]) -> Iterator[str]:
    likeness = Likeness.among(())
    scores: dict[str, int] = {}
    for _, unit in (*((records, unit) for unit in records.units), *siblings):
        if unit.id in records.units.by_id:
            best = max(likeness.score(_bare(word), _bare(name)) for name in words_of(unit))
            scores[unit.id] = max(best, scores.get(unit.id, 0))
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    yield from (name for name in ranked[:2] if scores[name] >= ALIKE)


def _stem(name: str) -> str:
    stem = OFFICES.sub("", _bare(name))
    return stem if len(stem) >= SHORTEST else name


def _bare(name: str) -> str:
    return OF_A_PLACE.sub("", name) or name
