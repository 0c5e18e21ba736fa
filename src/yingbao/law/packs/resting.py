"""What answers and money rest on that no document confirms yet (待核): values, and conditions themselves."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.pack import Pack
from yingbao.law.packs.parameters import DatedParameter, DatedValue
from yingbao.law.rules.graph import parameters_of, parameters_of_term
from yingbao.law.rules.programmes import WrittenCondition, WrittenProgramme
from yingbao.values.month import Month
from yingbao.values.sure import Sure


@dataclass(frozen=True)
class Unconfirmed:
    """What is only assumed: a value that begins in a month, or a condition, which has no parameter.

    `written` says whether there is a value to be confirmed as it stands; an unknown one is to be written.
    What is `tried` stands in no rules in force: nobody can confirm it yet.
    """

    programme: str
    name: Wording
    condition: str = ""
    parameter: str = ""
    start: Month | None = None
    written: bool = True
    tried: bool = False


@dataclass(frozen=True, eq=False)
class Resting:
    """What the programmes of a pack rest on in some months and is assumed then.

    Of a programme or a condition the pack does not have there is nothing.
    """

    pack: Pack
    start: Month
    end: Month

    @cached_property
    def _programmes(self) -> dict[str, WrittenProgramme]:
        return {programme.id: programme for programme in self.pack.programmes}

    def during(self, start: Month, end: Month) -> "Resting":
        """Return the same of other months."""
        return Resting(self.pack, start, end)

    def of_conditions(self, programme_id: str, names: Collection[str]) -> tuple[Unconfirmed, ...]:
        """Return what of some conditions is assumed: the conditions themselves, and their values."""
        written = self._programmes.get(programme_id)
        named = [each for each in written.conditions if each.id in names] if written else []
        return tuple(dict.fromkeys(each for one in named for each in self._of_condition(programme_id, one)))

    def of_yes(self, programme_id: str, names: Collection[str]) -> tuple[Unconfirmed, ...]:
        """Return the values a yes and its amount rest on where these conditions are met."""
        written = self._programmes.get(programme_id)
        found = [each for each in self.of_conditions(programme_id, names) if each.parameter]
        if written and written.pays:
            found += self._values(programme_id, parameters_of_term(written.pays.amount))
        return tuple(dict.fromkeys(found))

    def of_programme(self, programme_id: str) -> tuple[Unconfirmed, ...]:
        """Return the values that may decide a programme or what it owes."""
        written = self._programmes.get(programme_id)
        return self.of_yes(programme_id, [each.id for each in written.conditions] if written else [])

    def of_reason(self, programme_id: str, reason: str) -> tuple[Unconfirmed, ...]:
        """Return what a row of a list rests on: its condition where one is its reason, else all values."""
        written = self._programmes.get(programme_id)
        if written and any(condition.id == reason for condition in written.conditions):
            return self.of_conditions(programme_id, [reason])
        return self.of_programme(programme_id)

    def _of_condition(self, programme_id: str, condition: WrittenCondition) -> Iterator[Unconfirmed]:
        since, until = condition.in_force.start, condition.in_force.end
        if (since is not None and since > self.end) or (until is not None and until < self.start):
            return
        if condition.sure is Sure.ASSUMED:
            yield Unconfirmed(programme_id, condition.says, condition=condition.id)
        yield from self._values(programme_id, parameters_of(condition.rule))

    def _values(self, programme_id: str, names: Iterable[str]) -> Iterator[Unconfirmed]:
        for name in names:
            parameter = self.pack.parameters[name]
            for dated in _assumed(parameter, self.start, self.end):
                yield Unconfirmed(
                    programme_id,
                    parameter.name,
                    parameter=parameter.id,
                    start=dated.start,
                    written=dated.value is not None,
                )


def _assumed(parameter: DatedParameter, start: Month, end: Month) -> Iterator[DatedValue]:
    """Give the values in force in some of the months that are assumed."""
    following = [dated.start for dated in parameter.values[1:]]
    for dated, ended in zip(parameter.values, [*following, None], strict=True):
        if dated.sure is Sure.ASSUMED and dated.start <= end and (ended is None or ended > start):
            yield dated
