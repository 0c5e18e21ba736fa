"""Both plans: every clause has its place and every number is carried; what carries none any more is missed."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.packs.loaded import DISTRICTS, pack_of
from yingbao.law.facts.problems import Problems, Wording
from yingbao.law.packs import Pack
from yingbao.law.packs.coverage import Coverage, cover, coverage_of
from yingbao.law.packs.coverage_checks import check_coverage
from yingbao.law.packs.record_shapes import Bound
from yingbao.law.packs.records import read_records, records_of
from yingbao.law.plans.document import Kind
from yingbao.law.rules.binding import InForce


def coverage(pack_id: str) -> Coverage:
    found = coverage_of(pack_of(pack_id))
    assert found is not None
    return found


def problems_of(pack: Pack) -> list[str]:
    problems = Problems()
    check_coverage(pack, read_records(pack, problems), problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize("pack_id", DISTRICTS)
def test_every_clause_has_its_place_and_every_number_is_carried(pack_id: str) -> None:
    gaps = [(placed.clause.id, placed.loose) for placed in coverage(pack_id).gaps]

    assert gaps == []
    assert problems_of(pack_of(pack_id)) == []


@pytest.mark.parametrize("pack_id", DISTRICTS)
def test_guidance_is_said_of_no_clause_of_the_tasks_and_indicators(pack_id: str) -> None:
    silent = [
        placed.clause.id
        for placed in coverage(pack_id).clauses
        if placed.clause.kind in (Kind.TASK, Kind.INDICATOR) and not placed.things
    ]

    assert silent == []


CARRIED = [
    ("cn-500156", "专栏7.3", "300户"),
    ("cn-500156", "专栏5.5", "5000元"),
    ("cn-500156", "专栏8.1.b", "3家"),
    ("cn-430811", "专栏4.1.b", "15%"),
    ("cn-430811", "专栏4.1.a", "67人"),
]


@pytest.mark.parametrize(("pack_id", "clause", "number"), CARRIED)
def test_a_number_is_missed_when_nothing_has_it_any_more(pack_id: str, clause: str, number: str) -> None:
    """Every parameter one more than it was, every indicator and every rule gone."""
    pack = pack_of(pack_id)
    moved = {
        name: replace(
            parameter,
            values=tuple(replace(dated, value=moved_on(dated.value)) for dated in parameter.values),
        )
        for name, parameter in pack.parameters.items()
    }
    programmes = tuple(replace(p, conditions=(), relations=()) for p in pack.programmes)
    changed = replace(pack, parameters=moved, programmes=programmes)
    records = replace(records_of(pack), indicators={})

    assert number in [each.text for each in cover(changed, records).by_id[clause].loose]


COUNTED = [
    ("cn-500156", "专栏7.3", "300户", "人"),
    ("cn-500156", "专栏6.4.b", "10个", "户"),
    ("cn-500156", "专栏8.1.b", "3家", "次/年"),
    ("cn-500156", "专栏1.3", "不低于85%", "个"),
    ("cn-430811", "专栏4.1.a", "67人", "%"),
    ("cn-430811", "专栏3.7", "1年以上", "岁"),
]


@pytest.mark.parametrize(("pack_id", "clause", "number", "unit"), COUNTED)
def test_a_number_is_missed_when_what_carries_it_counts_something_else(
    pack_id: str, clause: str, number: str, unit: str
) -> None:
    pack = pack_of(pack_id)
    moved = {name: replace(each, unit=Wording(unit, unit)) for name, each in pack.parameters.items()}
    changed, records = replace(pack, parameters=moved), replace(records_of(pack), indicators={})

    assert number in [each.text for each in cover(changed, records).by_id[clause].loose]


@pytest.mark.parametrize("pack_id", DISTRICTS)
def test_a_target_moved_or_turned_round_is_missed_whatever_else_has_its_number(pack_id: str) -> None:
    pack, records = pack_of(pack_id), records_of(pack_of(pack_id))
    turned: dict[Bound, Bound] = {">=": "<=", ">": "<", "=": "<=", "<=": ">=", "<": ">"}
    silent = []
    for name, indicator in records.indicators.items():
        target = indicator.target
        if target.value is None or not any(citation.is_plan for citation in indicator.citations):
            continue
        moved = replace(target, value=target.value * 2 + 1)
        for wrong in (moved, replace(target, bound=turned[target.bound])):
            changed = {**records.indicators, name: replace(indicator, target=wrong)}
            problems = Problems()
            check_coverage(pack, replace(records, indicators=changed), problems)
            if not any(f"“{name}”" in str(problem) for problem in problems):
                silent.append((name, wrong))

    assert silent == []


def test_a_year_alone_is_missed_when_nothing_is_due_by_it() -> None:
    """The plan's own years end in 2025 too; they are the term of nothing."""
    pack = pack_of("cn-430811")
    due = [p for p in pack.programmes if p.pays and p.pays.by]
    undone = {p.id: replace(p, pays=replace(p.pays, by=None)) for p in due if p.pays}
    changed = replace(pack, programmes=tuple(undone.get(p.id, p) for p in pack.programmes))
    indicators = {
        name: replace(each, target=replace(each.target, by=None))
        for name, each in records_of(pack).indicators.items()
    }

    found = cover(changed, replace(records_of(pack), indicators=indicators))

    assert [(gap.clause.id, [n.text for n in gap.loose]) for gap in found.gaps] == [("专栏4.1.a", ["2025年"])]


def moved_on(value: InForce) -> InForce:
    if isinstance(value, Mapping):
        return {tier: moved_on(amount) for tier, amount in value.items()}
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else value
