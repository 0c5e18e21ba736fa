"""Numbers a pack can never mean: reckoned beyond 64 bits, or an amount below nought for everyone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.packs.parameters import DatedParameter, amounts_of
from yingbao.law.rules.bounds import Bounds, Known, TooLarge, bounds_of, check_bounds, join
from yingbao.law.rules.programmes import WrittenProgramme

TOO_LARGE = Wording(
    "项目“{id}”这里算出的数可能超出系统能计算的范围（约 922 亿亿），请改小其中的数",
    "programme “{id}” can reckon a number here beyond what can be counted (some 9.2 × 10¹⁸)",
)
NEGATIVE = Wording("项目“{id}”的金额对任何人都是负数", "programme “{id}” owes everyone less than nothing")


def check_limits(
    programmes: Mapping[str, WrittenProgramme],
    entries: Mapping[str, Located],
    parameters: Mapping[str, DatedParameter],
    problems: Problems,
) -> None:
    """Note every rule and amount that can leave 64 bits, and every amount below nought, at its place."""
    values = {name: _known(parameter) for name, parameter in parameters.items() if parameter.kind.is_number}
    for name, programme in programmes.items():
        _Check(programme, entries[name], values, problems).check()


def _known(parameter: DatedParameter) -> Bounds | None:
    return join(_amounts(parameter))


def _amounts(parameter: DatedParameter) -> Iterator[Bounds | None]:
    for dated in parameter.values:
        for _, amount in amounts_of(dated.value):
            yield Bounds(amount, amount) if isinstance(amount, int) else None


@dataclass(frozen=True)
class _Check:
    programme: WrittenProgramme
    entry: Located
    values: Known
    problems: Problems

    def check(self) -> None:
        amount = self.entry.find(("pays", "amount")).place
        made = {relation.condition_id for relation in self.programme.relations}
        for condition in self.programme.conditions:
            # What a relation makes asks the amount of the programme itself.
            own = self.entry.find(("conditions", condition.id, "rule")).place
            try:
                check_bounds(condition.rule, self.values)
            except TooLarge:
                self._note(amount if condition.id in made else own, TOO_LARGE)
        if self.programme.pays:
            self._amount(amount)

    def _amount(self, place: Place) -> None:
        pays = self.programme.pays
        try:
            found = bounds_of(pays.amount, self.values) if pays else None
        except TooLarge:
            self._note(place, TOO_LARGE)
            return
        if found is not None and found.most < 0:
            self._note(place, NEGATIVE)

    def _note(self, place: Place, message: Wording) -> None:
        self.problems.add(place, message.fill(id=self.programme.id))
