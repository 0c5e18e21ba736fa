"""Units: who does the work, under every name the plans give them, and who came after whom."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import fit, wording_of
from yingbao.law.packs.record_shapes import UnitKind, UnitShape
from yingbao.law.rules.programmes import Span
from yingbao.values.month import Month

NO_UNIT = Wording(
    "没有单位“{id}”；请写进 units.yaml，或写成某单位的 aliases",
    "there is no unit “{id}”; put it into units.yaml, or among the aliases of one",
)
SAME_NAME = Wording("“{name}”已是单位 {other} 的名称", "“{name}” is already a name of unit {other}")
NO_SUCCESSOR = Wording("没有承接单位“{id}”", "there is no unit “{id}” to succeed it")
CIRCLE = Wording("“{id}”的承接关系绕回自身", "the successors of “{id}” lead back to it")
BACKWARDS = Wording("to 在 from 之前", "`to` is before `from`")
NO_PARAMETER = Wording("没有参数“{id}”", "there is no parameter “{id}”")


@dataclass(frozen=True)
class Unit:
    """Someone who does the work: a department, a federation, a court, a village, a company."""

    id: str
    name: Wording
    kind: UnitKind
    aliases: tuple[str, ...]
    in_force: Span
    successor: str | None
    goes_by: tuple[str, ...]
    does: tuple[Wording, ...]
    note: Wording
    place: Place


@dataclass(frozen=True)
class Units:
    """The units of a pack, found by id, name or alias."""

    by_id: Mapping[str, Unit] = field(default_factory=dict)

    @cached_property
    def _by_word(self) -> Mapping[str, Unit]:
        return {word: unit for unit in self for word in words_of(unit)}

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.by_id.values())

    def find(self, word: str) -> Unit | None:
        """Return the unit of this id, name or alias."""
        return self.by_id.get(word) or self._by_word.get(word)

    def in_charge(self, unit: Unit, month: Month) -> Unit:
        """Return who does a unit's work in a month: the unit itself, or who came after it."""
        while unit.successor and unit.in_force.end and unit.in_force.end < month:
            unit = self.by_id[unit.successor]
        return unit

    def resolve(self, word: str, place: Place, problems: Problems) -> Unit | None:
        """Return the unit of this id, name or alias, or None after noting that there is none."""
        unit = self.find(word)
        if unit is None:
            problems.add(place, NO_UNIT.fill(id=word))
        return unit


def words_of(unit: Unit) -> tuple[str, ...]:
    """Return the names a text may give a unit, each once."""
    return tuple(dict.fromkeys((unit.name.zh, *unit.aliases)))


def read_units(entries: Mapping[str, Located], parameters: Iterable[str], problems: Problems) -> Units:
    """Return the units, noting what is wrong with them."""
    read = (_unit(name, entry, problems) for name, entry in entries.items())
    units = Units({unit.id: unit for unit in read if unit is not None})
    known = frozenset(parameters)
    for unit in units:
        entry = entries[unit.id]
        _check_successor(unit, units, entry, problems)
        for number, name in enumerate(unit.goes_by):
            if name not in known:
                problems.add(entry.find(("goes_by", number)).place, NO_PARAMETER.fill(id=name))
    _check_names(units, problems)
    return units


def _unit(name: str, entry: Located, problems: Problems) -> Unit | None:
    shape = fit(UnitShape, entry, problems)
    if shape is None:
        return None
    return Unit(
        id=name,
        name=shape.name.wording,
        kind=shape.kind,
        aliases=tuple(shape.aliases),
        in_force=shape.span,
        successor=shape.successor,
        goes_by=tuple(shape.goes_by),
        does=tuple(each.wording for each in shape.does),
        note=wording_of(shape.note),
        place=entry.key_place,
    )


def _check_successor(unit: Unit, units: Units, entry: Located, problems: Problems) -> None:
    start, end = unit.in_force.start, unit.in_force.end
    if start and end and end < start:
        problems.add(entry.find(("to",)).place, BACKWARDS)
    if unit.successor is None:
        return
    place = entry.find(("successor",)).place
    if unit.successor not in units.by_id:
        problems.add(place, NO_SUCCESSOR.fill(id=unit.successor))
    elif unit.id in _after(unit, units):
        problems.add(place, CIRCLE.fill(id=unit.id))


def _after(unit: Unit, units: Units) -> set[str]:
    """The ids of all that come after a unit."""
    seen: set[str] = set()
    following = unit.successor
    while following and following not in seen:
        seen.add(following)
        following = units.by_id[following].successor if following in units.by_id else None
    return seen


def _check_names(units: Units, problems: Problems) -> None:
    taken: dict[str, str] = {unit.id: unit.id for unit in units}
    for unit in units:
        for word in words_of(unit):
            other = taken.setdefault(word, unit.id)
            if other != unit.id:
                problems.add(unit.place, SAME_NAME.fill(name=word, other=other))
