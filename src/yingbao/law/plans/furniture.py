"""Takes away what belongs to the page: page numbers and running heads.

What is taken is kept beside the plan.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from yingbao.law.plans.document import Furniture
from yingbao.law.plans.lines import Line, plain

DASH = r"[-－—–―‐−·•]"
PAGE_NUMBER = re.compile(
    rf"^(?:{DASH}{{1,2}}[0-9]{{1,4}}{DASH}{{1,2}}|第[0-9]{{1,4}}页(?:[,，/]?共[0-9]{{1,4}}页)?|[0-9]{{1,4}}/[0-9]{{1,4}})$"
)
NUMBER = re.compile(r"^[0-9]{1,4}$")
REPEATS = 3


def without_furniture(lines: list[Line]) -> tuple[list[Line], tuple[Furniture, ...]]:
    """The lines of the plan itself, and the page numbers and running heads that stood between them."""
    taken = {index for index, line in enumerate(lines) if PAGE_NUMBER.match(plain(line.text))}
    taken |= _at_the_edge(lines, taken)
    kept = [line for index, line in enumerate(lines) if index not in taken]
    return kept, tuple(Furniture(lines[index].number, lines[index].text) for index in sorted(taken))


def _at_the_edge(lines: list[Line], taken: set[int]) -> set[int]:
    """Bare page numbers, and the same words at the same edge of three pages or more."""
    if not lines or lines[-1].page < REPEATS:
        return set()
    found: set[int] = set()
    for edge in (_edges(lines, taken, first=True), _edges(lines, taken, first=False)):
        found |= _running_numbers(lines, edge) | _running_heads(lines, edge)
    return found


def _edges(lines: list[Line], taken: set[int], *, first: bool) -> list[int]:
    """The first, or the last, line of every page."""
    edge: dict[int, int] = {}
    for index, line in enumerate(lines):
        if index not in taken and not (first and line.page in edge):
            edge[line.page] = index
    return list(edge.values())


def _running_numbers(lines: list[Line], edge: Iterable[int]) -> set[int]:
    """Bare numbers that run with the pages: number minus page is the same on three pages or more."""
    runs: dict[int, set[int]] = defaultdict(set)
    for index in edge:
        text = plain(lines[index].text)
        if NUMBER.match(text):
            runs[int(text) - lines[index].page].add(index)
    return {index for run in runs.values() if len(run) >= REPEATS for index in run}


def _running_heads(lines: list[Line], edge: Iterable[int]) -> set[int]:
    """The same words on three pages or more, and on at least half of them."""
    heads: dict[str, set[int]] = defaultdict(set)
    for index in edge:
        heads[plain(lines[index].text)].add(index)
    enough = max(REPEATS, (lines[-1].page + 1) // 2)
    return {index for head in heads.values() if len(head) >= enough for index in head}
