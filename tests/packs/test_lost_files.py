"""Whichever file of a programme is deleted, a district's own or one above it: the coverage of its plan is red."""

import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.packs.loaded import DISTRICTS, POLICY, pack_of
from yingbao.law.facts.documents import Located, read_document
from yingbao.law.facts.problems import Problems
from yingbao.law.packs.adapting import check_adapts, programmes_of
from yingbao.law.packs.citations import read_clause_ids
from yingbao.law.packs.clauses import ClauseReader
from yingbao.law.packs.coverage import coverage_of
from yingbao.law.packs.coverage_checks import check_coverage
from yingbao.law.packs.listing import entries_of, files_of
from yingbao.law.packs.pack import read_pack
from yingbao.law.packs.records import read_beside, read_records, records_of
from yingbao.law.packs.tasks import TaskReader


@cache
def documents(district: str) -> tuple[Located, ...]:
    """The pack.yaml of the country, the province and the district, found without reading a rule."""
    found: list[Located] = []
    wanted = district
    while wanted:
        document = read_document(POLICY / "packs" / wanted / "pack.yaml", Problems())
        assert document is not None
        found.insert(0, document)
        above = document.mapping.get("extends")
        wanted = above.text if above else ""
    return tuple(found)


@cache
def listings(district: str) -> tuple[Mapping[str, Path], ...]:
    return tuple(programmes_of(document.place.file.parent for document in documents(district)))


@cache
def naming(district: str, key: str) -> Mapping[str, Mapping[str, Located]]:
    """What is written about clauses (becomes) or tasks (does), by the programme it names."""
    own = pack_of(district).folders[-1]
    paths = files_of(own, "clauses") if key == "becomes" else [own / "tasks.yaml"]
    found: dict[str, dict[str, Located]] = {}
    for clause, entry in entries_of(paths, Problems()):
        for item in entry.find((key,)).items:
            found.setdefault(item.text, {})[clause] = entry
    return found


@cache
def clause_ids(district: str) -> frozenset[str]:
    plan = records_of(pack_of(district)).plan
    assert plan is not None
    return frozenset(read_clause_ids(plan.read_text(encoding="utf-8")))


@cache
def things(district: str) -> frozenset[str]:
    pack, records = pack_of(district), records_of(pack_of(district))
    programmes = {programme.id for programme in pack.programmes}
    return frozenset({*programmes, *records.indicators, *records.processes, *records.units.by_id})


def said_without(district: str, lost: Path) -> list[str]:
    """The problems of a lineage without one of its files, read as the pack is read."""
    problems = Problems()
    name = lost.stem.replace("-", "_")
    files = [{key: path for key, path in own.items() if path != lost} for own in listings(district)]
    check_adapts(documents(district), files, problems)
    if not any(name in own for own in files):
        left, units = things(district) - {name}, records_of(pack_of(district)).units
        for clause, entry in naming(district, "becomes").get(name, {}).items():
            ClauseReader(clause_ids(district), left, problems).read(clause, entry)
        for clause, entry in naming(district, "does").get(name, {}).items():
            TaskReader(clause_ids(district), left, units, problems).read(clause, entry)
        read_beside(pack_of(district).folders[-1], left, problems)
    return [str(problem) for problem in problems if f"“{name}”" in problem.message.zh]


def files() -> Iterator[tuple[str, str]]:
    for district in DISTRICTS:
        for own in listings(district):
            yield from ((district, str(path.relative_to(POLICY / "packs"))) for path in own.values())


@pytest.mark.parametrize("district", DISTRICTS)
def test_what_no_clause_asks_for_is_listed(district: str) -> None:
    """A programme named by a clause is missed when it is gone; so every other is named in pack.yaml."""
    coverage = coverage_of(pack_of(district))
    assert coverage is not None

    beside = {programme.id for programme in coverage.beside(pack_of(district))}

    assert beside == set(records_of(pack_of(district)).beside)


@pytest.mark.parametrize(("district", "file"), list(files()))
def test_no_file_of_a_programme_is_lost_unseen(district: str, file: str) -> None:
    assert said_without(district, POLICY / "packs" / file)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    policy = tmp_path_factory.mktemp("lost") / "policy"
    shutil.copytree(POLICY, policy)
    return policy


LOST = {
    "the district's own": "cn-500156/programmes/culture/ski-base.yaml",
    "what the district says otherwise": "cn-500156/programmes/care/basic-device.yaml",
    "what the province says otherwise": "cn-50/programmes/livelihood/nursing-subsidy.yaml",
    "what stands below one said otherwise": "cn/programmes/livelihood/nursing-subsidy.yaml",
    "the country's alone": "cn/programmes/care/respite-care.yaml",
    "what the law alone gives": "cn/programmes/care/fuel-subsidy.yaml",
}


@pytest.mark.parametrize("file", LOST.values(), ids=LOST)
def test_a_file_deleted_on_disk_makes_the_coverage_red(copied: Path, file: str) -> None:
    path = copied / "packs" / file
    text = path.read_text(encoding="utf-8")
    problems = Problems()
    try:
        path.unlink()
        pack = read_pack(copied, "cn-500156", problems)
        assert pack is not None
        check_coverage(pack, read_records(pack, problems), problems)
    finally:
        path.write_text(text, encoding="utf-8")

    assert [problem for problem in problems if f"“{path.stem.replace('-', '_')}”" in problem.message.zh]
