"""What the pack above offers: programmes, indicators, processes, units, and the numbers each carries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.carried import Carried, joined
from yingbao.law.packs.carrying import of_period, of_process, of_programme, of_unit
from yingbao.law.packs.drafting.likeness import Likeness
from yingbao.law.packs.pack import Pack, load
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.packs.records import Records, records_of
from yingbao.law.packs.targets import of_indicator
from yingbao.law.plans.document import Clause
from yingbao.law.plans.numbers import Number
from yingbao.law.rules.programmes import Span, parameters_of_programme

SHORTEST_NAME = 4


@dataclass(frozen=True)
class Above:
    """The pack a new one extends, and the years of the new one's plan."""

    pack: Pack
    records: Records
    period: Span | None

    @cached_property
    def names(self) -> Mapping[str, Wording]:
        """All a clause may become, by id."""
        named = {each.id: each.name for each in self.pack.programmes}
        named |= {each.id: each.name for each in self.records.indicators.values()}
        named |= {each.id: each.name for each in self.records.processes.values()}
        return named | {unit.id: unit.name for unit in self.records.units}

    @cached_property
    def carried(self) -> Mapping[str, Carried]:
        """The numbers each of these carries."""
        parameters, records = self.pack.parameters, self.records
        found = {unit.id: of_unit(unit, parameters) for unit in records.units}
        found |= {each.id: of_process(each, parameters) for each in records.processes.values()}
        found |= {each.id: of_indicator(each) for each in records.indicators.values()}
        return found | {each.id: of_programme(each, self.pack) for each in self.pack.programmes}

    def loose(self, clause: Clause, becomes: Iterable[str]) -> tuple[Number, ...]:
        """Return the numbers of a clause that nothing it becomes carries."""
        carried = joined((of_period(self.period), *(self.carried[name] for name in becomes)))
        return tuple(number for number in clause.numbers if not carried.carries(number))

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the programmes and indicators whose whole name stands in a text."""
        words = "".join(text.split())
        named = {each.id: each.name.zh for each in self.pack.programmes}
        named |= {each.id: each.name.zh for each in self.records.indicators.values()}
        return tuple(key for key, name in named.items() if len(name) >= SHORTEST_NAME and name in words)

    def nearly_named_in(self, text: str, likeness: Likeness, least: int) -> tuple[tuple[str, int], ...]:
        """Return the programmes of whose names at least so many per cent stand in a text, the most first."""
        held = ((each.id, likeness.held(each.name.zh, text)) for each in self.pack.programmes)
        return tuple(
            sorted((each for each in held if each[1] >= least), key=lambda each: (-each[1], each[0]))
        )

    def parameters_of(self, becomes: Iterable[str]) -> Iterator[DatedParameter]:
        """Give the parameters of the programmes among these, each once."""
        named: dict[str, None] = {}
        chosen = set(becomes)
        for programme in self.pack.programmes:
            if programme.id in chosen:
                shares = (share.part for share in programme.particulars.funds)
                more = (*parameters_of_programme(programme), *programme.particulars.goes_by, *shares)
                named |= dict.fromkeys(more)
        yield from (self.pack.parameters[name] for name in named if name in self.pack.parameters)


def look_above(policy: Path, extends: str, period: Span | None) -> Above:
    """Return what the pack to be extended offers.

    Raises:
        PackProblems: something in it is wrong.
    """
    pack = load(policy, extends)
    return Above(pack, records_of(pack), period)
