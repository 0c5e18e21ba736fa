"""Indicators asked of persons: denominator and numerator become rules the engines answer for everyone."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs.indicators import Indicator, Measured
from yingbao.law.packs.pack import PEOPLE, Pack
from yingbao.law.rules.graph import facts_of, map_atoms
from yingbao.law.rules.nodes import All, Atom, Condition, Rule
from yingbao.law.rules.programmes import (
    ALWAYS,
    Particulars,
    WrittenCondition,
    WrittenProgramme,
    facts_of_programme,
)
from yingbao.values.month import Month


class Obstacle(StrEnum):
    """Why an indicator cannot be counted from the register alone."""

    # Its deliveries are not recorded yet, or another unit has not reported the figure.
    DELIVERED = "delivered"
    GIVEN = "given"
    # It is about townships, employers or institutions.
    APART = "apart"


def obstacle(indicator: Indicator, pack: Pack, month: Month) -> Obstacle | None:
    """Return why an indicator cannot be counted in a month; None where it can."""
    for measured in _parts(indicator):
        if measured.how in ("delivered", "given"):
            return Obstacle(measured.how)
        if measured.how == "programme" and not _asks_people(pack, measured.name, month):
            return Obstacle.APART
    return None


def counts_households(indicator: Indicator, pack: Pack) -> bool:
    """Whether an indicator is about households, of which each has as many rows as persons."""
    return any(fact.subject == "household" for part in _parts(indicator) for fact in _facts(part, pack))


def measuring(pack: Pack, indicators: Iterable[Indicator], month: Month) -> Pack:
    """Return a pack whose programmes are the denominators and numerators of the countable indicators.

    They are named by `among_of` and `reached_of`; a numerator asks for its denominator too.
    """
    asked = [each for each in indicators if obstacle(each, pack, month) is None]
    programmes = tuple(measure for indicator in asked for measure in _measures(indicator, pack))
    return replace(pack, programmes=programmes, _months={}, _layouts={}, _digests={})


def among_of(indicator_id: str) -> str:
    """Return the name under which the denominator of an indicator is asked."""
    return f"{indicator_id}__among"


def reached_of(indicator_id: str) -> str:
    """Return the name under which the numerator of an indicator is asked."""
    return f"{indicator_id}__reached"


def _parts(indicator: Indicator) -> tuple[Measured, ...]:
    return tuple(part for part in (indicator.among, indicator.reached) if part is not None)


def _asks_people(pack: Pack, programme_id: str, month: Month) -> bool:
    programme = _programme(pack, programme_id)
    return programme.subject in PEOPLE and month in programme.in_force


def _programme(pack: Pack, programme_id: str) -> WrittenProgramme:
    return next(programme for programme in pack.programmes if programme.id == programme_id)


def _facts(part: Measured, pack: Pack) -> tuple[Fact, ...]:
    if part.rule is not None:
        return facts_of(part.rule)
    if part.how == "programme":
        return facts_of_programme(_programme(pack, part.name))
    return ()


def _measures(indicator: Indicator, pack: Pack) -> Iterator[WrittenProgramme]:
    parts = _parts(indicator)
    yield _measure(reached_of(indicator.id), indicator, parts, pack)
    if indicator.among is not None:
        yield _measure(among_of(indicator.id), indicator, (indicator.among,), pack)


def _measure(name: str, indicator: Indicator, parts: tuple[Measured, ...], pack: Pack) -> WrittenProgramme:
    """Return a programme that everyone of whom all parts hold is entitled to."""
    conditions: list[WrittenCondition] = []
    rules: list[Rule] = []
    for number, part in enumerate(parts):
        if part.rule is not None:
            condition = _condition(f"part_{number}", part.rule, indicator)
            conditions.append(condition)
            rules.append(Condition(condition.id))
        else:
            written = _programme(pack, part.name)
            conditions += [replace(each, id=f"part_{number}_{each.id}") for each in written.conditions]
            rules.append(_renamed(written.eligible, f"part_{number}_"))
    return WrittenProgramme(
        id=name,
        name=indicator.name,
        kind="duty",
        subject="person",
        lead="",
        citations=indicator.citations,
        conditions=tuple(conditions),
        eligible_text=" AND ".join(part.name for part in parts),
        eligible=All(tuple(rules)),
        relations=(),
        pays=None,
        enrolment=None,
        in_force=ALWAYS,
        place=indicator.place,
        particulars=Particulars(),
    )


def _condition(name: str, rule: Rule, indicator: Indicator) -> WrittenCondition:
    return WrittenCondition(name, repr(rule), rule, indicator.definition, indicator.definition)


def _renamed(eligible: Rule, prefix: str) -> Rule:
    def rename(atom: Atom) -> Rule:
        return Condition(prefix + atom.name) if isinstance(atom, Condition) else atom

    return map_atoms(eligible, rename)
