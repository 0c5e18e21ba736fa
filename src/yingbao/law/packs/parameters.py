"""Dated parameters: what a rate was worth in which month, from which source, how surely."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import Named, fit
from yingbao.law.facts.values import Kind, NotAValue, Value, read_value
from yingbao.law.facts.vocabulary import Fact, Vocabulary
from yingbao.law.packs.shapes import DatedValueShape, ParameterShape, Written
from yingbao.law.rules.binding import Amount, InForce
from yingbao.law.rules.nodes import Parameter
from yingbao.values.month import Month
from yingbao.values.sure import Sure

UNKNOWN = "unknown"
NO_SUCH_FACT = Wording("没有事实“{fact}”", "there is no fact “{fact}”")
NOT_TIERED = Wording(
    "“{id}”没有写 by，或档次多于 by，不能再分档", "“{id}” is tiered by nothing more and takes one value here"
)
MUST_BE_TIERED = Wording(
    "“{id}”按 {fact} 分档，请逐档写值或写 unknown",
    "“{id}” is tiered by {fact}; write a value per tier or unknown",
)
BAD_VALUE = Wording("“{written}”不是 {kind} 的值", "“{written}” is no value of type {kind}")
MOST_TIERS = 3
TOO_MANY = Wording("按事实分档最多 {most} 个", "tiered by {most} facts at most")
NEGATIVE = Wording("金额不能为负", "an amount is not negative")
SAME_NAME = Wording("“{name}”已是参数 {other} 的名称", "“{name}” is already the name of parameter {other}")
TAKEN = Wording("“{id}”已是事实的名称", "“{id}” is already the name of a fact")


@dataclass(frozen=True)
class DatedValue:
    """What a parameter is worth from a month on; None is explicitly unknown."""

    start: Month
    value: InForce
    sure: Sure
    source: str
    place: Place


@dataclass(frozen=True)
class DatedParameter:
    """A parameter of the pack over time."""

    id: str
    name: Wording
    kind: Kind
    unit: Wording
    by: tuple[Fact, ...]
    values: tuple[DatedValue, ...]

    def on(self, month: Month) -> DatedValue | None:
        """Return what is in force in a month; None before its first value."""
        begun = [dated for dated in self.values if dated.start <= month]
        return begun[-1] if begun else None

    @property
    def node(self) -> Parameter:
        """The parameter as rules name it."""
        return Parameter(self.id, self.kind, self.by)


def read_parameters(
    entries: Mapping[str, Located], vocabulary: Vocabulary, problems: Problems
) -> dict[str, DatedParameter]:
    """Return the parameters, noting what is wrong with them."""
    read = (_parameter(name, entry, vocabulary, problems) for name, entry in entries.items())
    parameters = {parameter.id: parameter for parameter in read if parameter is not None}
    named: dict[str, str] = {}
    for parameter in parameters.values():
        other = named.setdefault(parameter.name.zh, parameter.id)
        if other != parameter.id:
            place = entries[parameter.id].key_place
            problems.add(place, SAME_NAME.fill(name=parameter.name.zh, other=other))
    return parameters


def _parameter(
    name: str, entry: Located, vocabulary: Vocabulary, problems: Problems
) -> DatedParameter | None:
    shape = fit(ParameterShape, entry, problems)
    if shape is None:
        return None
    for word in (name, shape.name.zh):
        if vocabulary.find(word):
            problems.add(entry.key_place, TAKEN.fill(id=word))
    by = _facts(shape.by, vocabulary, entry.find(("by",)), problems)
    if by is None:
        return None
    reader = _Reader(name, shape.type, by, problems)
    values = [reader.read(dated, entry.find(("values", n))) for n, dated in enumerate(shape.values)]
    unit = shape.unit.wording if isinstance(shape.unit, Named) else Wording(shape.unit, shape.unit)
    ordered = tuple(sorted(values, key=lambda dated: dated.start))
    return DatedParameter(name, shape.name.wording, shape.type, unit, by, ordered)


def _facts(
    written: str | list[str] | None, vocabulary: Vocabulary, entry: Located, problems: Problems
) -> tuple[Fact, ...] | None:
    words = [written] if isinstance(written, str) else written or []
    if len(words) > MOST_TIERS:
        problems.add(entry.place, TOO_MANY.fill(most=MOST_TIERS))
        return None
    found = []
    for number, word in enumerate(words):
        fact = vocabulary.find(word)
        if fact is None:
            place = entry.place if isinstance(written, str) else entry.find((number,)).place
            problems.add(place, NO_SUCH_FACT.fill(fact=word))
            return None
        found.append(fact)
    return tuple(found)


def amounts_of(value: InForce) -> Iterator[tuple[tuple[Value, ...], Amount]]:
    """Give every amount of a value with the tiers it stands under, the first fact's tier first."""
    if not isinstance(value, Mapping):
        yield (), value
        return
    for tier, below in value.items():
        yield from (((tier, *tiers), amount) for tiers, amount in amounts_of(below))


@dataclass(frozen=True)
class _Reader:
    id: str
    kind: Kind
    by: tuple[Fact, ...]
    problems: Problems

    def read(self, dated: DatedValueShape, located: Located) -> DatedValue:
        entry = located.find(("value",))
        value = self._value(dated.value, entry, self.by)
        return DatedValue(dated.start, value, dated.sure, dated.source, entry.place)

    def _value(
        self,
        written: "Written | Mapping[str, Written | Mapping[str, Any]]",
        entry: Located,
        by: tuple[Fact, ...],
    ) -> InForce:
        if written == UNKNOWN:
            return None
        if not isinstance(written, Mapping):
            if by:
                self.problems.add(entry.place, MUST_BE_TIERED.fill(id=self.id, fact=by[0].id))
                return None
            return self._one(written, entry)
        if not by:
            self.problems.add(entry.place, NOT_TIERED.fill(id=self.id))
            return None
        first, *others = by
        tiers: dict[Value, InForce] = {}
        for key, below in written.items():
            located = entry.find((key,))
            tiers[self._tier(first, key, located)] = self._value(below, located, tuple(others))
        return tiers

    def _tier(self, by: Fact, key: str, entry: Located) -> Value:
        written: Written = int(key) if by.kind.is_number and key.isdecimal() else key
        if by.kind is Kind.BOOLEAN and key in ("true", "false"):
            written = key == "true"
        try:
            return by.read(written)
        except NotAValue:
            self.problems.add(entry.key_place, by.refuse(key))
            return key

    def _one(self, written: Written, entry: Located) -> Amount:
        try:
            value = read_value(self.kind, written)
        except NotAValue:
            self.problems.add(entry.place, BAD_VALUE.fill(written=written, kind=self.kind.value))
            return None
        if self.kind is Kind.FEN and isinstance(value, int) and value < 0:
            self.problems.add(entry.place, NEGATIVE)
        return value
