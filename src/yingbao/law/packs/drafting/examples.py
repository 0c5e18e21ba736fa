"""What the packs of other districts of the same country made of their clauses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from yingbao.law.packs.coverage import PlacedClause, coverage_of
from yingbao.law.packs.drafting.above import Above
from yingbao.law.packs.drafting.likeness import Likeness
from yingbao.law.packs.folders import find_districts
from yingbao.law.packs.pack import Pack, load
from yingbao.law.packs.record_shapes import Guidance
from yingbao.law.packs.records import records_of
from yingbao.law.packs.units import Unit
from yingbao.law.plans.document import Kind

NEAREST = 3


@dataclass(frozen=True)
class Example:
    """A clause of another district and what it became; `lacking` is what only that district has."""

    pack: str
    clause: str
    text: str
    is_task: bool
    becomes: tuple[str, ...]
    lacking: tuple[str, ...]
    guidance: Guidance | None

    @property
    def place(self) -> tuple[frozenset[str], Guidance | None]:
        """What the clause became, to be compared with what another became."""
        return frozenset((*self.becomes, *self.lacking)), self.guidance


@dataclass(frozen=True)
class Match:
    """An example and how alike its text is, in per cent."""

    score: int
    example: Example


@dataclass(frozen=True)
class Examples:
    """The clauses of the districts that share an ancestor with the new pack, and their units."""

    all: tuple[Example, ...]
    units: tuple[tuple[str, Unit], ...]

    @cached_property
    def likeness(self) -> Likeness:
        """The comparison of texts that knows which words are rare in plans."""
        return Likeness.among(example.text for example in self.all)

    def nearest(self, text: str, *, task: bool) -> tuple[Match, ...]:
        """Return the examples most like a text, the best first; a task is looked for among clauses too."""
        asked = [example for example in self.all if task or not example.is_task]
        found = (Match(self.likeness.score(text, example.text), example) for example in asked)
        return tuple(sorted(found, key=lambda match: -match.score)[:NEAREST])


def examples_for(policy: Path, above: Above, but: str) -> Examples:
    """Return the examples for a pack below `above`; a pack named `but` is not asked.

    Raises:
        PackProblems: a pack that would be asked has something wrong in it.
    """
    packs = list(_siblings(policy, above, but))
    units = [(pack.id, unit) for pack in packs for unit in records_of(pack).units]
    return Examples(tuple(_examples(packs, above)), tuple(units))


def _siblings(policy: Path, above: Above, but: str) -> Iterator[Pack]:
    root = above.pack.lineage[0]
    for pack_id in find_districts(policy):
        if pack_id in (but, above.pack.id) or not (policy / "packs" / pack_id / "plan.yaml").exists():
            continue
        pack = load(policy, pack_id)
        if pack.lineage[0] == root:
            yield pack


def _examples(packs: Sequence[Pack], above: Above) -> Iterator[Example]:
    for pack in packs:
        coverage = coverage_of(pack)
        for placed in coverage.clauses if coverage else ():
            # Rows of a table of indicators are found by their names, in another table.
            if placed.has_place and placed.clause.kind is not Kind.INDICATOR:
                yield _example(pack, placed, above)


def _example(pack: Pack, placed: PlacedClause, above: Above) -> Example:
    became = [thing.id for thing in placed.things]
    return Example(
        pack=pack.id,
        clause=placed.clause.id,
        text=placed.clause.text,
        is_task=placed.clause.kind is Kind.TASK,
        becomes=tuple(name for name in became if name in above.names),
        lacking=tuple(name for name in became if name not in above.names),
        guidance=placed.entry.guidance if placed.entry else None,
    )
