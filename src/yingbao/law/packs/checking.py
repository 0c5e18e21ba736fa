"""Checking packs: every problem of every file, reform and worked case, and nothing stops at the first."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from yingbao.law.calendars.notices import read_notices
from yingbao.law.facts.problems import Problems
from yingbao.law.packs.amendments import read_amendments
from yingbao.law.packs.cases import run_cases
from yingbao.law.packs.coverage_checks import check_coverage
from yingbao.law.packs.folders import find_districts, find_packs, find_reforms
from yingbao.law.packs.pack import Pack, read_pack
from yingbao.law.packs.records import read_records


@dataclass
class Checked:
    """What was looked at, and what was found."""

    problems: Problems = field(default_factory=Problems)
    packs: int = 0
    programmes: int = 0
    reforms: int = 0
    amendments: int = 0
    cases: int = 0


def check(policy: Path, pack_ids: list[str] | None = None, amendments: Path | None = None) -> Checked:
    """Check the packs named, or all: the calendar, files, rules, citations, reforms, worked cases.

    `amendments` is the folder of what districts changed: each pack is read as amended, too, in every month
    in which an amendment comes into force.
    """
    checked = Checked()
    read_notices(policy, checked.problems)
    for pack_id in pack_ids or find_packs(policy):
        _check_pack(policy, pack_id, checked)
        if amendments is not None:
            _check_amendments(policy, pack_id, amendments / pack_id, checked)
    return checked


def _check_amendments(policy: Path, pack_id: str, folder: Path, checked: Checked) -> None:
    amended = read_amendments(folder, checked.problems)
    checked.amendments += len(amended)
    for month in sorted({amendment.start for amendment in amended}):
        laid = [amendment.overlay for amendment in amended if amendment.start <= month]
        read_pack(policy, pack_id, checked.problems, laid)


def _check_pack(policy: Path, pack_id: str, checked: Checked) -> None:
    checked.packs += 1
    pack = read_pack(policy, pack_id, checked.problems)

    @cache
    def reformed(name: str) -> Pack | None:
        return read_pack(policy, pack_id, checked.problems, [name])

    for reform in find_reforms(policy, pack_id):
        checked.reforms += 1
        reformed(reform)
    if pack is not None:
        checked.programmes += len(pack.programmes)
        check_coverage(pack, read_records(pack, checked.problems), checked.problems)
        if pack_id in find_districts(policy):
            checked.cases += run_cases(pack, reformed, checked.problems)
