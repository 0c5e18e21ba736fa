"""Amendments that no longer fit the pack they were written over, and what no longer fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yingbao.law.facts.problems import Problem, Problems
from yingbao.law.packs.amendments import Amendment
from yingbao.law.packs.pack import read_pack


@dataclass(frozen=True)
class Misfit:
    """An amendment under which the pack cannot be understood, with all that cannot be."""

    amendment: Amendment
    problems: tuple[Problem, ...]


def find_misfits(policy: Path, pack_id: str, amendments: Sequence[Amendment]) -> list[Misfit]:
    """Return the amendments without which the pack can be understood in every month, by number.

    Those that fit are laid in the order of their numbers, each over those before it that fit. A pack that
    cannot be understood without any of them is no amendment's fault: then there is none.
    """
    if _problems(policy, pack_id, []):
        return []
    return _Fitting(policy, pack_id, []).add(sorted(amendments, key=lambda each: each.number))


@dataclass(frozen=True)
class _Fitting:
    policy: Path
    pack_id: str
    fit: list[Amendment]

    def add(self, group: list[Amendment]) -> list[Misfit]:
        """Add those of a group that fit and return the others; reading takes too long for one by one."""
        if not group:
            return []
        wrong = self._wrong([*self.fit, *group], group)
        if not wrong:
            self.fit.extend(group)
            return []
        if len(group) == 1:
            return [Misfit(group[0], wrong)]
        half = len(group) // 2
        return [*self.add(group[:half]), *self.add(group[half:])]

    def _wrong(self, laid: list[Amendment], group: list[Amendment]) -> tuple[Problem, ...]:
        """Return what is wrong in the first month in which one of the group makes something wrong."""
        first = min(each.start for each in group)
        for month in sorted({each.start for each in laid if each.start >= first}):
            problems = _problems(self.policy, self.pack_id, [each for each in laid if each.start <= month])
            if problems:
                return tuple(problems)
        return ()


def _problems(policy: Path, pack_id: str, laid: list[Amendment]) -> Problems:
    problems = Problems()
    read_pack(policy, pack_id, problems, [amendment.overlay for amendment in laid])
    return problems
