"""Whether a number of a clause is carried by what the clause became.

A value of a parameter asked or gone by, a literal in a rule, an age, a target, a period, a time limit:
each carries the number it is equal to. An amount of fen carries yuan. The plan's own years carry 2021—2025年
as a whole; 到2025年 is the term of something, and that has to have it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from yingbao.law.facts.problems import Wording
from yingbao.law.facts.values import Kind
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs.indicators import Indicator
from yingbao.law.packs.pack import Pack
from yingbao.law.packs.parameters import DatedParameter, amounts_of
from yingbao.law.packs.processes import Process
from yingbao.law.packs.units import Unit, words_of
from yingbao.law.plans.numbers import Bound, Measure, Number
from yingbao.law.rules.graph import atoms_of
from yingbao.law.rules.nodes import (
    Age,
    Among,
    Arithmetic,
    Case,
    Compare,
    Constant,
    FactValue,
    Rounded,
    Rule,
    Term,
)
from yingbao.law.rules.programmes import Period, Span, WrittenProgramme, parameters_of_programme
from yingbao.values.month import Month

COUNTS = frozenset({Measure.COUNT, Measure.SPAN, Measure.FREQUENCY})
ANY = COUNTS | {Measure.PERCENT, Measure.AGE}
RHYTHMS: Mapping[str, Period] = {
    "每月": "month",
    "每个月": "month",
    "每季度": "quarter",
    "每季": "quarter",
    "每半年": "half_year",
    "每年": "year",
    "每学期": "term",
    "一次性": "once",
}
GRADES = ("级", "星")
# A number without a bound is reached: 改造300户 is a target of 300 or more.
REACHED = (">=", "=")
DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Value:
    """A number something carries, and what it may be a number of; with units, only of these.

    A target carries its bound: more than 90 is not at least 90.
    """

    number: Fraction
    measures: frozenset[Measure]
    units: tuple[str, ...] = ()
    bound: str = ""

    def answers(self, number: Number, figure: Fraction) -> bool:
        """Whether this is a figure of a number in a clause."""
        fits = not self.units or number.unit in self.units
        if self.bound and number.bound not in (Bound.EXACT, Bound.ABOUT):
            fits = fits and number.bound == self.bound
        return fits and number.measure in self.measures and self.number == figure


@dataclass(frozen=True)
class Carried:
    """What the things a clause became carry together."""

    values: frozenset[Value] = frozenset()
    rhythms: frozenset[Period] = frozenset()
    months: frozenset[Month] = frozenset()
    ranges: frozenset[tuple[Fraction, Fraction | None]] = frozenset()

    def __or__(self, other: "Carried") -> "Carried":
        return Carried(
            self.values | other.values,
            self.rhythms | other.rhythms,
            self.months | other.months,
            self.ranges | other.ranges,
        )

    def carries(self, number: Number) -> bool:
        """Whether a number of a clause is among these values, rhythms and dates."""
        if number.measure in (Measure.DATE, Measure.YEARS):
            return self._dated(number)
        if number.measure is Measure.FREQUENCY:
            return self._rhythm(number)
        figures = [number.value] if number.upper is None else [number.value, number.upper]
        return all(self._valued(number, figure) for figure in figures)

    def _valued(self, number: Number, figure: Fraction) -> bool:
        asked = {figure, figure * 12} if number.measure is Measure.SPAN and number.unit == "年" else {figure}
        return any(value.answers(number, each) for value in self.values for each in asked)

    def _rhythm(self, number: Number) -> bool:
        every, _, what = number.unit.partition("/")
        if RHYTHMS.get(every) not in self.rhythms:
            return False
        return not what or self._valued(number, number.value)

    def _dated(self, number: Number) -> bool:
        if number.measure is Measure.YEARS:
            years = {month.year for month in self.months}
            whole = (number.value, number.upper) in self.ranges
            return whole or (number.value in years and number.upper in years)
        year, rest = divmod(int(number.value), 10_000)
        month, day = divmod(rest, 100)
        if day:
            return False
        return any(each.year == year and month in (0, each.month) for each in self.months)


def joined(parts: Iterable[Carried]) -> Carried:
    """Return what several things carry together."""
    total = Carried()
    for part in parts:
        total |= part
    return total


def of_period(period: Span | None) -> Carried:
    """Return what the plan's own years carry: themselves from first to last, and no year alone."""
    if period is None or period.start is None or period.end is None:
        return Carried()
    return Carried(ranges=frozenset({(Fraction(period.start.year), Fraction(period.end.year))}))


def of_programme(programme: WrittenProgramme, pack: Pack) -> Carried:
    """Return what a programme carries: its values, the literals of its rules, its rhythm and its dates."""
    more = programme.particulars
    shares = (share.part for share in more.funds)
    named = dict.fromkeys((*parameters_of_programme(programme), *more.goes_by, *shares))
    values = {v for name in named if name in pack.parameters for v in values_of(pack.parameters[name])}
    for condition in programme.conditions:
        values |= set(_literals(condition.rule))
    if more.forms:
        values.add(Value(Fraction(len(more.forms)), COUNTS))
    values |= set(_digits(programme.name))
    pays = programme.pays
    months = _months(programme.in_force)
    if pays is None:
        return Carried(frozenset(values), frozenset(), months)
    values |= set(_amounts(pays.amount))
    return Carried(frozenset(values), frozenset({pays.per}), months | ({pays.by} if pays.by else set()))


def of_indicator(indicator: Indicator) -> Carried:
    """Return what an indicator carries: its target and the month it is to be reached by."""
    target, measures = indicator.target, _measures_of_target(indicator)
    values = {Value(target.value, measures, bound=target.bound)} if target.value is not None else set()
    for counted in (indicator.among, indicator.reached):
        if counted and counted.rule:
            values |= set(_literals(counted.rule))
    return Carried(frozenset(values), frozenset(), frozenset({target.by} if target.by else set()))


def may_state(indicator: Indicator, number: Number) -> bool:
    """Whether a number is of what the target of an indicator is measured in."""
    return number.measure in _measures_of_target(indicator)


def states_target(indicator: Indicator, numbers: Iterable[Number]) -> bool:
    """Whether numbers a plan writes state the target of an indicator, value and bound.

    Where none of them is of its measure, the plan says it in words: then it is all of them, or one.
    """
    target = indicator.target
    stated = [number for number in numbers if may_state(indicator, number)]
    if target.value is None or stated:
        return target.value is None or any(_is_target(indicator, number) for number in stated)
    whole = 100 if indicator.unit == "percent" else 1
    return target.value == whole and target.bound in REACHED


def _is_target(indicator: Indicator, number: Number) -> bool:
    target = indicator.target
    if number.bound not in (Bound.EXACT, Bound.ABOUT):
        return target.value == number.value and target.bound == number.bound.value
    if number.upper is not None and target.value == number.upper and target.bound in ("<=", "="):
        return True
    return target.value == number.value and target.bound in REACHED


def _measures_of_target(indicator: Indicator) -> frozenset[Measure]:
    if indicator.unit == "percent":
        return frozenset({Measure.PERCENT})
    if indicator.unit == "amount":
        return frozenset({Measure.MONEY, Measure.COUNT})
    return ANY if indicator.unit == "text" else frozenset({Measure.COUNT})


def of_process(process: Process, parameters: Mapping[str, DatedParameter]) -> Carried:
    """Return what a process carries: its time limits."""
    limits = (parameters[name] for name in process.limits if name in parameters)
    return Carried(frozenset(value for limit in limits for value in values_of(limit)))


def of_unit(unit: Unit, parameters: Mapping[str, DatedParameter]) -> Carried:
    """Return what a unit carries: the values it goes by, and the figures of its names, as 12345."""
    values = {v for name in unit.goes_by if name in parameters for v in values_of(parameters[name])}
    for word in words_of(unit):
        values |= set(_digits(Wording(word, "")))
    return Carried(frozenset(values))


def _months(span: Span) -> frozenset[Month]:
    return frozenset(month for month in (span.start, span.end) if month)


def values_of(parameter: DatedParameter) -> Iterator[Value]:
    """Give every value a parameter ever had, tier by tier, as a clause may write it."""
    measures = _measures_of(parameter)
    for dated in parameter.values:
        for _, amount in amounts_of(dated.value):
            if isinstance(amount, int) and not isinstance(amount, bool):
                yield _value(amount, parameter.kind, measures)


def _measures_of(parameter: DatedParameter) -> frozenset[Measure]:
    unit = unicodedata.normalize("NFKC", parameter.unit.zh)
    if "%" in unit or "百分" in unit:
        return frozenset({Measure.PERCENT})
    return frozenset({Measure.AGE}) if "岁" in unit else ANY


def _value(amount: int, kind: Kind, measures: frozenset[Measure]) -> Value:
    if kind is Kind.FEN:
        return Value(Fraction(amount, 100), frozenset({Measure.MONEY}))
    return Value(Fraction(amount), measures)


def _literals(rule: Rule) -> Iterator[Value]:
    for atom in atoms_of(rule):
        if isinstance(atom, Among):
            yield from (_of_fact(atom.fact, each) for each in atom.values if isinstance(each, int))
        elif isinstance(atom, Compare):
            yield from _side(atom.left, atom.right, atom)
            yield from _side(atom.right, atom.left, atom)


def _side(one: Term, other: Term, atom: Compare) -> Iterator[Value]:
    """The numbers written on one side of a comparison, meant as the other side is."""
    written = one.value if isinstance(one, Constant) else None
    if isinstance(other, Age) and isinstance(written, int):
        yield from _age(written, atom)
    elif isinstance(other, FactValue) and isinstance(written, int):
        yield _of_fact(other.fact, written)
    else:
        yield from _amounts(one)


def _of_fact(fact: Fact, written: int) -> Value:
    """A number a fact is compared with; that of a grade is one of grades only."""
    if fact.range and fact.kind is not Kind.FEN:
        return Value(Fraction(written), COUNTS, GRADES)
    return _value(written, fact.kind, ANY)


def _age(years: int, atom: Compare) -> Iterator[Value]:
    """An age, and the one next to it where the bound itself is left out: younger than 60 is up to 59."""
    younger = (atom.operator == "<") == isinstance(atom.left, Age)
    ages = {years}
    if atom.operator in ("<", ">"):
        ages.add(years - 1 if younger else years + 1)
    yield from (Value(Fraction(age), frozenset({Measure.AGE})) for age in ages)


def _amounts(term: Term) -> Iterator[Value]:
    """The numbers written in an amount."""
    if isinstance(term, Constant) and isinstance(term.value, int):
        yield _value(term.value, term.kind, ANY)
    elif isinstance(term, Arithmetic):
        yield from _amounts(term.left)
        yield from _amounts(term.right)
    elif isinstance(term, Rounded):
        yield from _amounts(term.term)
    elif isinstance(term, Case):
        for rule, amount in term.branches:
            yield from _literals(rule)
            yield from _amounts(amount)
        yield from _amounts(term.default)


def _digits(name: Wording) -> Iterator[Value]:
    for digits in DIGITS.findall(unicodedata.normalize("NFKC", name.zh)):
        yield Value(Fraction(digits), COUNTS)
