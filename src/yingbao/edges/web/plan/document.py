"""The plan of a county, and what each of its clauses is bound to."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yingbao.law.packs import Pack
from yingbao.law.plans.document import Clause, Kind, PlanDocument
from yingbao.law.plans.writing import from_yaml
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.values.citation import Citation

# Headings, letters to the addressees, page marks and the like ask nothing of anyone.
PROMISING = {Kind.PARAGRAPH, Kind.SENTENCE, Kind.ITEM, Kind.INDICATOR, Kind.TASK}


@dataclass(frozen=True)
class Binding:
    """Why a clause is bound: a programme rests on it as a whole, or one of its conditions does."""

    programme: WrittenProgramme
    condition: str = ""


@dataclass(frozen=True)
class Coverage:
    """How many of a plan's clauses that promise something are bound to a rule."""

    bound: int
    promising: int

    @property
    def percent(self) -> int:
        return self.bound * 100 // self.promising if self.promising else 0


@dataclass(frozen=True, eq=False)
class BoundPlan:
    """A plan with the rules of a pack beside it."""

    plan: PlanDocument
    bindings: dict[str, tuple[Binding, ...]]

    @property
    def coverage(self) -> Coverage:
        """Count clauses with text; one is bound when it, or what it is part of, is cited."""
        promising = [c for c in self.plan.clauses if c.kind in PROMISING and c.text]
        return Coverage(sum(self.is_bound(c) for c in promising), len(promising))

    def is_bound(self, clause: Clause) -> bool:
        """Return whether a rule cites the clause or one it is part of."""
        return any(each.id in self.bindings for each in self.above(clause))

    def above(self, clause: Clause) -> list[Clause]:
        """Return the clause and all it is part of, innermost first."""
        found = [clause]
        while (parent := self.plan.by_id.get(found[-1].parent or "")) is not None:
            found.append(parent)
        return found


def plan_of(pack: Pack) -> BoundPlan | None:
    """Return the plan of a pack; nothing when it has none."""
    path = next((folder / "plan.yaml" for folder in pack.folders if (folder / "plan.yaml").exists()), None)
    if path is None:
        return None
    return BoundPlan(read_plan(path, path.stat().st_mtime_ns), bindings_of(pack))


@lru_cache(maxsize=8)
def read_plan(path: Path, _changed_at: int) -> PlanDocument:
    """Return a plan from its file, read again only when the file changed."""
    return from_yaml(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def bindings_of(pack: Pack) -> dict[str, tuple[Binding, ...]]:
    """Return what each clause of the plan is bound to."""
    found: dict[str, dict[Binding, None]] = defaultdict(dict)
    for programme in pack.programmes:
        for citation in programme.citations:
            bind(found, citation, Binding(programme))
        for condition in programme.conditions:
            if condition.citation:
                bind(found, condition.citation, Binding(programme, condition.id))
    return {clause: tuple(bindings) for clause, bindings in found.items()}


def bind(found: dict[str, dict[Binding, None]], citation: Citation, binding: Binding) -> None:
    """Note a binding, if it is one to the plan."""
    if citation.is_plan:
        found[citation.clause][binding] = None
