"""Both plans: every clause has its place and every number is carried; what is taken away leaves a gap."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from yingbao.law.facts.problems import Problems
from yingbao.law.packs import Pack, find_districts, load
from yingbao.law.packs.coverage import Coverage, check_coverage, cover, coverage_of
from yingbao.law.packs.records import Records, read_records, records_of
from yingbao.law.packs.words import AREAS
from yingbao.law.plans.document import Kind

POLICY = Path(__file__).parents[2] / "policy"
DISTRICTS = find_districts(POLICY)


@cache
def pack_of(pack_id: str) -> Pack:
    return load(POLICY, pack_id)


def coverage(pack_id: str) -> Coverage:
    found = coverage_of(pack_of(pack_id))
    assert found is not None
    return found


def problems_of(pack: Pack) -> list[str]:
    problems = Problems()
    check_coverage(pack, read_records(pack, problems), problems)
    return [str(problem) for problem in problems]


def named_by(records: Records) -> set[str]:
    """What a clause became, or a task: taken away, it would be missed."""
    named = {name for entry in records.clauses.values() for name in entry.becomes}
    return named | {name for task in records.tasks.values() for name in task.does}


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


def test_every_programme_is_named_by_a_clause_or_stands_in_the_law_alone() -> None:
    """A programme no plan asks for is seen by its worked cases, which fail where it is gone."""
    named = {name for pack_id in DISTRICTS for name in named_by(records_of(pack_of(pack_id)))}
    beside = {programme.id for pack_id in DISTRICTS for programme in pack_of(pack_id).programmes} - named
    told = "\n".join(path.read_text(encoding="utf-8") for path in POLICY.glob("packs/*/cases/**/*.yaml"))

    assert len(beside) < 10
    assert [name for name in beside if f"programme: {name}\n" not in told] == []


def samples() -> Iterator[tuple[str, str]]:
    yield from ((pack_id, area) for pack_id in DISTRICTS for area in AREAS)


@pytest.mark.parametrize(("pack_id", "area"), list(samples()))
def test_a_programme_that_is_deleted_leaves_clauses_that_name_nothing(pack_id: str, area: str) -> None:
    pack = pack_of(pack_id)
    named = named_by(records_of(pack))
    gone = next(p.id for p in pack.programmes if p.area == area and p.id in named)

    without = replace(pack, programmes=tuple(p for p in pack.programmes if p.id != gone))

    assert [said for said in problems_of(without) if f"“{gone}”" in said]


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


def moved_on(value: object) -> object:
    if isinstance(value, dict):
        return {tier: moved_on(amount) for tier, amount in value.items()}
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else value
