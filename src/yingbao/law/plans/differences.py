"""What changed between two versions of a plan: clauses added, removed, changed and moved, by their ids."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from yingbao.law.plans.document import Clause, PlanDocument
from yingbao.law.plans.lines import plain

ALIKE = 0.6


class Change(StrEnum):
    """How a clause differs: it is new, gone, worded differently, or stands elsewhere under another id."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One clause that differs. A moved clause may also have changed its words."""

    change: Change
    old: Clause | None
    new: Clause | None

    @property
    def reworded(self) -> bool:
        """True when both sides have text and the words differ."""
        return self.old is not None and self.new is not None and plain(self.old.text) != plain(self.new.text)

    def __str__(self) -> str:
        """The difference in the manner of a diff: ids, then - old and + new words."""
        ids = " -> ".join(dict.fromkeys(clause.id for clause in (self.old, self.new) if clause))
        rows = [f"{self.change.value} {ids}"]
        if self.old and (self.reworded or self.new is None):
            rows.append(f"- {self.old.text}")
        if self.new and (self.reworded or self.old is None):
            rows.append(f"+ {self.new.text}")
        return "\n".join(rows)


def diff(old: PlanDocument, new: PlanDocument) -> tuple[Difference, ...]:
    """The clauses that differ, in the order of the new plan; removed ones last. White space never counts."""
    before = [clause for clause in old.clauses if clause.text]
    after = [clause for clause in new.clauses if clause.text]
    pairs = _pairs(before, after)
    found = [difference for clause in after if (difference := _difference(pairs.get(clause.id), clause))]
    paired = {clause.id for clause in pairs.values()}
    return (
        *found,
        *(Difference(Change.REMOVED, clause, None) for clause in before if clause.id not in paired),
    )


def report(differences: tuple[Difference, ...]) -> str:
    """All differences as text."""
    return "\n".join(map(str, differences))


def _difference(old: Clause | None, new: Clause) -> Difference | None:
    if old is None:
        return Difference(Change.ADDED, None, new)
    if old.id != new.id:
        return Difference(Change.MOVED, old, new)
    return Difference(Change.CHANGED, old, new) if plain(old.text) != plain(new.text) else None


def _pairs(before: list[Clause], after: list[Clause]) -> dict[str, Clause]:
    """For every new id the old clause it is.

    Same id and words first, then same words, then like words, then same id.
    """
    pairs: dict[str, Clause] = {}
    left, right = list(before), list(after)
    for rule in (_same_place, _same_words, _like_words, _same_id):
        pairs |= dict(rule(left, right))
        taken = {clause.id for clause in pairs.values()}
        left = [clause for clause in left if clause.id not in taken]
        right = [clause for clause in right if clause.id not in pairs]
    return pairs


def _same_place(left: list[Clause], right: list[Clause]) -> Iterator[tuple[str, Clause]]:
    by_id = {clause.id: clause for clause in left}
    for clause in right:
        old = by_id.get(clause.id)
        if old and plain(old.text) == plain(clause.text):
            yield clause.id, old


def _same_words(left: list[Clause], right: list[Clause]) -> Iterator[tuple[str, Clause]]:
    by_words: dict[str, list[Clause]] = defaultdict(list)
    for clause in reversed(left):
        by_words[_words(clause)].append(clause)
    for clause in right:
        if olds := by_words[_words(clause)]:
            yield clause.id, olds.pop()


def _words(clause: Clause) -> str:
    """The words without the number before them, so that a renumbered item is the same item."""
    return plain(clause.text).lstrip("0123456789.、()")


def _like_words(left: list[Clause], right: list[Clause]) -> Iterator[tuple[str, Clause]]:
    """The most alike of the clauses that are left, of the same kind; the same id wins among equals."""
    taken: set[str] = set()
    used: set[str] = set()
    for clause_id, old in _ranked(left, right):
        if clause_id not in taken and old.id not in used:
            taken.add(clause_id)
            used.add(old.id)
            yield clause_id, old


def _ranked(left: list[Clause], right: list[Clause]) -> list[tuple[str, Clause]]:
    """Pairs of like clauses, the most alike first."""
    ranked: list[tuple[float, bool, int, int]] = []
    for here, clause in enumerate(right):
        matcher = SequenceMatcher(None, b=_words(clause), autojunk=False)
        for there, old in enumerate(left):
            if old.kind != clause.kind:
                continue
            matcher.set_seq1(_words(old))
            if (
                matcher.real_quick_ratio() >= ALIKE
                and matcher.quick_ratio() >= ALIKE
                and matcher.ratio() >= ALIKE
            ):
                ranked.append((-matcher.ratio(), old.id != clause.id, here, there))
    return [(right[here].id, left[there]) for _, _, here, there in sorted(ranked)]


def _same_id(left: list[Clause], right: list[Clause]) -> Iterator[tuple[str, Clause]]:
    by_id = {clause.id: clause for clause in left}
    for clause in right:
        if clause.id in by_id:
            yield clause.id, by_id[clause.id]
