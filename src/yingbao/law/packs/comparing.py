"""A new version of a plan, or the next plan: which clauses differ, and what of the pack rests on them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from yingbao.law.packs.carrying import values_of
from yingbao.law.packs.coverage import Coverage, Thing
from yingbao.law.packs.pack import Pack
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.plans.differences import Change, Difference, diff
from yingbao.law.plans.document import Clause, PlanDocument
from yingbao.law.plans.numbers import Number
from yingbao.law.rules.programmes import WrittenProgramme, parameters_of_programme


@dataclass(frozen=True)
class Affected:
    """A clause that differs: what it had become, the numbers it lost and got, the parameters that carry them.

    A new clause has become nothing yet. One that only stands elsewhere keeps all; its new id is to be cited.
    """

    difference: Difference
    things: tuple[Thing, ...]
    lost: tuple[Number, ...]
    got: tuple[Number, ...]
    parameters: tuple[DatedParameter, ...]

    @property
    def change(self) -> Change:
        """How the clause differs."""
        return self.difference.change

    @property
    def only_moved(self) -> bool:
        """Whether the words are the same and only the place is another."""
        return self.change is Change.MOVED and not self.difference.reworded


@dataclass(frozen=True)
class Comparison:
    """Two versions of a plan with what the pack made of the old one."""

    old: PlanDocument
    new: PlanDocument
    clauses: tuple[Affected, ...]

    @cached_property
    def things(self) -> Mapping[str, tuple[Thing, tuple[str, ...]]]:
        """What is affected beyond a new address, by id, each with the old clauses that differ."""
        found: dict[str, tuple[Thing, tuple[str, ...]]] = {}
        for affected in self.clauses:
            old = affected.difference.old
            if old is None or affected.only_moved:
                continue
            for thing in affected.things:
                _, clauses = found.get(thing.id, (thing, ()))
                found[thing.id] = (thing, (*clauses, old.id))
        return found

    def of_kind(self, kind: str) -> tuple[Thing, ...]:
        """Return the affected programmes, indicators, units or processes, in the order of the plan."""
        return tuple(thing for thing, _ in self.things.values() if thing.kind == kind)

    @cached_property
    def parameters(self) -> tuple[DatedParameter, ...]:
        """The parameters that carry a number that changed or is gone, each once."""
        return tuple({p.id: p for affected in self.clauses for p in affected.parameters}.values())

    def count(self, change: Change) -> int:
        """Return how many clauses differ so."""
        return sum(affected.change is change for affected in self.clauses)


def compare(old: PlanDocument, new: PlanDocument, coverage: Coverage, pack: Pack) -> Comparison:
    """Return what differs between two versions of a plan, with what rests on it.

    `coverage` says what the clauses became; it is that of the old version's pack.
    """
    found = tuple(_affected(difference, coverage, pack) for difference in diff(old, new))
    return Comparison(old, new, found)


def _affected(difference: Difference, coverage: Coverage, pack: Pack) -> Affected:
    things = tuple(_things(difference.old, coverage))
    lost, got = _numbers(difference)
    return Affected(difference, things, lost, got, tuple(_carrying(lost, things, pack)))


def _things(clause: Clause | None, coverage: Coverage) -> Iterator[Thing]:
    """What a clause became; a clause that is new became nothing yet."""
    if clause is not None and clause.id in coverage.by_id:
        yield from coverage.by_id[clause.id].things


def _numbers(difference: Difference) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
    """The numbers of the old words that the new ones have not, and the other way round."""
    before = difference.old.numbers if difference.old else ()
    after = difference.new.numbers if difference.new else ()
    return tuple(_without(before, after)), tuple(_without(after, before))


def _without(numbers: Iterable[Number], others: Iterable[Number]) -> Iterator[Number]:
    left = [_meaning(number) for number in others]
    for number in numbers:
        if _meaning(number) in left:
            left.remove(_meaning(number))
        else:
            yield number


def _meaning(number: Number) -> tuple[object, ...]:
    return number.measure, number.value, number.upper, number.unit, number.bound


def _carrying(lost: Iterable[Number], things: Iterable[Thing], pack: Pack) -> Iterator[DatedParameter]:
    """The parameters of what the clause became that carry one of the numbers it lost."""
    named = {thing.id for thing in things if thing.kind == "programme"}
    asked = dict.fromkeys(
        name for programme in pack.programmes if programme.id in named for name in _named_by(programme)
    )
    for name in asked:
        parameter = pack.parameters.get(name)
        if parameter and any(_carries(parameter, number) for number in lost):
            yield parameter


def _named_by(programme: WrittenProgramme) -> tuple[str, ...]:
    shares = (share.part for share in programme.particulars.funds)
    return (*parameters_of_programme(programme), *programme.particulars.goes_by, *shares)


def _carries(parameter: DatedParameter, number: Number) -> bool:
    figures = [number.value] if number.upper is None else [number.value, number.upper]
    return any(value.answers(number, figure) for value in values_of(parameter) for figure in figures)
