"""Indicators: what a plan promises to reach, among whom, counted how, and by when."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import fit, wording_of
from yingbao.law.packs.citations import Library
from yingbao.law.packs.particulars import NOT_OF_SUBJECT
from yingbao.law.packs.record_shapes import (
    Bound,
    IndicatorShape,
    IndicatorUnit,
    MeasuredShape,
    Nature,
    TargetShape,
)
from yingbao.law.packs.units import Units
from yingbao.law.packs.words import SUBJECTS
from yingbao.law.rules.graph import facts_of
from yingbao.law.rules.nodes import Rule
from yingbao.law.rules.reading import read_condition
from yingbao.law.rules.scope import Scope
from yingbao.values.citation import Citation
from yingbao.values.month import Month
from yingbao.values.sure import Sure

How: TypeAlias = Literal["programme", "rule", "delivered", "given"]

ONE_OF = Wording(
    "只写一种：programme、rule、delivered 或 given", "write exactly one of programme, rule, delivered, given"
)
NO_PROGRAMME = Wording("没有项目“{id}”", "there is no programme “{id}”")
NOT_A_NUMBER = Wording("“{written}”不是数", "“{written}” is no number")
VALUE_OR_TEXT = Wording("target 须写 value 或 text，只写一种", "a target has either a value or a text")
TEXT_UNIT = Wording(
    "unit 为 text 的指标写 text，不写 value", "an indicator of unit text has a text, no value"
)
NEEDS_AMONG = Wording(
    "unit 为 percent 的指标须写 among（分母）", "a percentage needs `among`, its denominator"
)


@dataclass(frozen=True)
class Measured:
    """Whom or what is counted.

    Persons entitled to a programme, persons a rule holds for, deliveries of a programme, or a figure a
    unit reports.
    """

    how: How
    name: str
    rule: Rule | None = None


@dataclass(frozen=True)
class Target:
    """What is to be reached: a number with its bound, or words; by the end of a month."""

    value: Fraction | None
    bound: Bound
    by: Month | None
    text: Wording | None


@dataclass(frozen=True)
class Indicator:
    """An indicator with its working definition; borrowed from a plan above where this plan has none."""

    id: str
    name: Wording
    citations: tuple[Citation, ...]
    nature: Nature
    unit: IndicatorUnit
    target: Target
    among: Measured | None
    reached: Measured | None
    definition: Wording
    sure: Sure
    borrowed: bool
    note: Wording
    place: Place


@dataclass(frozen=True)
class IndicatorReader:
    """Reads indicators against the scope, programmes, units and library of a pack."""

    scope: Scope
    programmes: Container[str]
    units: Units
    library: Library
    problems: Problems

    def read(self, name: str, entry: Located) -> Indicator | None:
        """Return an indicator, or None after noting why it has no shape."""
        shape = fit(IndicatorShape, entry, self.problems)
        if shape is None:
            return None
        if shape.unit == "percent" and shape.target.value is not None and shape.among is None:
            self.problems.add(entry.key_place, NEEDS_AMONG)
        among = self._measured(shape.among, entry.find(("among",))) if shape.among else None
        return Indicator(
            id=name,
            name=shape.name.wording,
            citations=tuple(self._citations(shape, entry)),
            nature=shape.nature,
            unit=shape.unit,
            target=self._target(shape.target, shape.unit, entry.find(("target",))),
            among=among,
            reached=self._measured(shape.reached, entry.find(("reached",))),
            definition=shape.definition.wording,
            sure=shape.sure,
            borrowed=shape.borrowed,
            note=wording_of(shape.note),
            place=entry.key_place,
        )

    def _citations(self, shape: IndicatorShape, entry: Located) -> Iterator[Citation]:
        for number, text in enumerate(shape.clauses):
            citation = self.library.resolve(text, entry.find(("clauses", number)).place)
            if citation:
                yield citation

    def _target(self, shape: TargetShape, unit: IndicatorUnit, entry: Located) -> Target:
        if (shape.value is None) == (shape.text is None):
            self.problems.add(entry.key_place, VALUE_OR_TEXT)
        if unit == "text" and shape.value is not None:
            self.problems.add(entry.find(("value",)).place, TEXT_UNIT)
        value: Fraction | None = None
        if shape.value is not None:
            try:
                value = Fraction(shape.value)
            except (ValueError, ZeroDivisionError):
                self.problems.add(entry.find(("value",)).place, NOT_A_NUMBER.fill(written=shape.value))
        return Target(value, shape.bound, shape.by, shape.text.wording if shape.text else None)

    def _measured(self, shape: MeasuredShape, entry: Located) -> Measured | None:
        written: Mapping[How, str | None] = {
            "programme": shape.programme,
            "rule": shape.rule,
            "delivered": shape.delivered,
            "given": shape.given,
        }
        ways: list[tuple[How, str]] = [(how, name) for how, name in written.items() if name]
        if len(ways) != 1:
            self.problems.add(entry.key_place, ONE_OF)
            return None
        ((how, name),) = ways
        place = entry.find((how,)).place
        if how == "rule":
            return self._rule(name, place)
        if how == "given":
            self.units.resolve(name, place, self.problems)
        elif name not in self.programmes:
            self.problems.add(place, NO_PROGRAMME.fill(id=name))
        return Measured(how, name)

    def _rule(self, text: str, place: Place) -> Measured | None:
        rule = read_condition(text, self.scope, place, self.problems)
        for fact in facts_of(rule) if rule else ():
            if fact.subject not in ("person", "household"):
                words = {"of": SUBJECTS[fact.subject], "to": SUBJECTS["person"]}
                said = NOT_OF_SUBJECT.fill(fact=fact.id, programme=text, **words)
                self.problems.add(place, said)
        return Measured("rule", " ".join(text.split()), rule) if rule else None
