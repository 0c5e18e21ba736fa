"""Amendments: what a district changed in its rules, each in force from a month on.

They stand outside the product's own policy, one file each, named by number: `<pack>/0003-higher-rate.yaml`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from yingbao.law.facts.documents import read_document
from yingbao.law.facts.problems import PackProblems, Place, Problems, Wording
from yingbao.law.packs.overlays import Overlay
from yingbao.values.month import Month

NAMED = re.compile(r"([0-9]{4,})-[a-z0-9-]+")
BAD_NAME = Wording(
    "文件名应为 0001-简称.yaml（小写字母）", "a file is named 0001-short-name.yaml, in small letters"
)
TWICE = Wording("编号 {number} 有两份修改", "two amendments have the number {number}")
NO_START = Wording("缺少 in_force: {{from: 2026-07}}", "in_force: {{from: 2026-07}} is missing")


@dataclass(frozen=True)
class Amendment:
    """A change of the rules, in force from the month on; a later number is laid over an earlier one."""

    number: int
    start: Month
    overlay: Overlay


def read_amendments(folder: Path, problems: Problems) -> list[Amendment]:
    """Return the amendments of a pack by number, noting what is wrong with their files."""
    found: list[Amendment] = []
    for path in sorted(folder.glob("*.yaml")):
        named = NAMED.fullmatch(path.stem)
        if named is None:
            problems.add(Place(path), BAD_NAME)
            continue
        number = int(named[1])
        if any(amendment.number == number for amendment in found):
            problems.add(Place(path), TWICE.fill(number=number))
        start = _start(path, problems)
        if start is not None:
            found.append(Amendment(number, start, Overlay(path.stem, path)))
    return sorted(found, key=lambda amendment: amendment.number)


def in_force(folder: Path, month: Month) -> tuple[Overlay, ...]:
    """Return what is laid over a pack in a month, in order.

    Raises:
        PackProblems: a file cannot be understood; nothing is laid half.
    """
    return tuple(amendment.overlay for amendment in _sound(folder) if amendment.start <= month)


def starts(folder: Path) -> list[Month]:
    """Return the months in which an amendment comes into force, the earliest first.

    Raises:
        PackProblems: a file cannot be understood.
    """
    return sorted({amendment.start for amendment in _sound(folder)})


def _sound(folder: Path) -> list[Amendment]:
    problems = Problems()
    amendments = read_amendments(folder, problems)
    if problems:
        raise PackProblems(problems)
    return amendments


def _start(path: Path, problems: Problems) -> Month | None:
    document = read_document(path, problems)
    if document is None:
        return None
    written = document.find(("in_force", "from"))
    try:
        return Month.parse(written.text)
    except ValueError:
        problems.add(written.place, NO_START)
        return None
