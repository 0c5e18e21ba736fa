"""The packs under policy/, read once for all tests: nothing of them is changed by being asked."""

from functools import cache
from pathlib import Path

from yingbao.law.facts.problems import Problems
from yingbao.law.packs import Pack, find_districts, load
from yingbao.law.packs.cases import Case, read_cases

POLICY = Path(__file__).parents[2] / "policy"
DISTRICTS = find_districts(POLICY)


@cache
def pack_of(pack_id: str, reform: str = "") -> Pack:
    """Return a pack, with a reform laid over it where one is named."""
    return load(POLICY, pack_id, *([reform] if reform else []))


@cache
def cases_of(pack_id: str) -> tuple[Case, ...]:
    """Return the worked cases of a pack and of those above it."""
    problems = Problems()
    found = read_cases(pack_of(pack_id), problems)
    assert [str(problem) for problem in problems] == []
    return tuple(found)
