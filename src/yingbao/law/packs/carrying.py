"""The numbers that what a clause became carries.

A value of a parameter asked or gone by, a literal in a rule, an age, a target, a period, a time limit:
each carries the number it is equal to, where both count the same: 300户 are not 300 persons. An amount of fen
carries yuan. The plan's own years carry 2021—2025年 as a whole; 到2025年 is the term of something, and that
has to have it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from yingbao.law.facts.values import Kind
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs.carried import Carried, Value
from yingbao.law.packs.measure_words import GRADE, PER_MILLE, PERCENT, YEARS_OLD, YUAN, measure_word
from yingbao.law.packs.pack import Pack
from yingbao.law.packs.parameters import DatedParameter, amounts_of
from yingbao.law.packs.processes import Process
from yingbao.law.packs.units import Unit, words_of
from yingbao.law.rules.graph import atoms_of, parameters_of_term
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
from yingbao.law.rules.programmes import Pays, Span, WrittenProgramme, parameters_of_programme
from yingbao.values.month import Month

# 五个一, 五类 and 五项 are so many forms.
FORM = "类"
CALLED = "热线"
FACTORS = ("*", "/")
DIGITS = re.compile(r"[0-9]+")


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
        values |= set(literals_of(condition.rule))
    if more.forms:
        values.add(Value(Fraction(len(more.forms)), (FORM,)))
    pays = programme.pays
    months = _months(programme.in_force)
    if pays is None:
        return Carried(frozenset(values), frozenset(), months)
    values |= set(_owed(pays, pack))
    return Carried(frozenset(values), frozenset({pays.per}), months | ({pays.by} if pays.by else set()))


def _owed(pays: Pays, pack: Pack) -> Iterator[Value]:
    """The numbers an amount is written with: of what is owed, for the period it is owed for."""
    word = YUAN if pays.in_money else measure_word(pack.owed[pays.unit].zh)
    named = (pack.parameters[name] for name in parameters_of_term(pays.amount) if name in pack.parameters)
    values = [*(value for parameter in named for value in values_of(parameter)), *_amounts(pays.amount)]
    yield from (replace(value, words=value.words or (word,), per=pays.per) for value in values)


def of_process(process: Process, parameters: Mapping[str, DatedParameter]) -> Carried:
    """Return what a process carries: its time limits."""
    limits = (parameters[name] for name in process.limits if name in parameters)
    return Carried(frozenset(value for limit in limits for value in values_of(limit)))


def of_unit(unit: Unit, parameters: Mapping[str, DatedParameter]) -> Carried:
    """Return what a unit carries: the values it goes by, and the figures of its names, as 12345."""
    values = {v for name in unit.goes_by if name in parameters for v in values_of(parameters[name])}
    for word in words_of(unit):
        values |= set(_called(word))
    return Carried(frozenset(values))


def _months(span: Span) -> frozenset[Month]:
    return frozenset(month for month in (span.start, span.end) if month)


def values_of(parameter: DatedParameter) -> Iterator[Value]:
    """Give every value a parameter ever had, tier by tier, as a clause may write it."""
    word = measure_word(parameter.unit.zh)
    for dated in parameter.values:
        for _, amount in amounts_of(dated.value):
            if isinstance(amount, int) and not isinstance(amount, bool):
                yield _value(amount, parameter.kind, word)


def _value(amount: int, kind: Kind, word: str) -> Value:
    """A number as a clause may write it: fen as yuan, fifteen per mille as 1.5%."""
    if kind is Kind.FEN:
        return Value(Fraction(amount, 100), (YUAN,))
    if word == PER_MILLE:
        return Value(Fraction(amount, 10), (PERCENT,))
    return Value(Fraction(amount), (word,) if word else ())


def literals_of(rule: Rule) -> Iterator[Value]:
    """Give the numbers written in a rule."""
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
        return Value(Fraction(written), (GRADE,))
    return _value(written, fact.kind, measure_word(fact.unit))


def _age(years: int, atom: Compare) -> Iterator[Value]:
    """An age, and the one next to it where the bound itself is left out: younger than 60 is up to 59."""
    younger = (atom.operator == "<") == isinstance(atom.left, Age)
    ages = {years}
    if atom.operator in ("<", ">"):
        ages.add(years - 1 if younger else years + 1)
    yield from (Value(Fraction(age), (YEARS_OLD,)) for age in ages)


def _amounts(term: Term) -> Iterator[Value]:
    """The numbers written in an amount. A factor is none: what is reckoned with it counts something."""
    if isinstance(term, Constant) and isinstance(term.value, int):
        yield _value(term.value, term.kind, "")
    elif isinstance(term, Arithmetic):
        sides = (term.left, term.right)
        factors = term.operator in FACTORS
        yield from (
            v for side in sides if not (factors and isinstance(side, Constant)) for v in _amounts(side)
        )
    elif isinstance(term, Rounded):
        yield from _amounts(term.term)
    elif isinstance(term, Case):
        for rule, amount in term.branches:
            yield from literals_of(rule)
            yield from _amounts(amount)
        yield from _amounts(term.default)


def _called(name: str) -> Iterator[Value]:
    """The number a unit is called by: 12345热线."""
    for digits in DIGITS.findall(unicodedata.normalize("NFKC", name)):
        yield Value(Fraction(digits), (CALLED,))
