"""The draft of a pack: everything found in a plan and proposed for it, before anything is written."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.drafting.above import Above, look_above
from yingbao.law.packs.drafting.clauses import Certainty, Proposal, Proposing
from yingbao.law.packs.drafting.examples import examples_for
from yingbao.law.packs.drafting.figures import ParameterProposal, propose_parameters
from yingbao.law.packs.drafting.targets import FoundTarget, find_targets
from yingbao.law.packs.drafting.units import FoundUnit, find_units
from yingbao.law.plans.document import PlanDocument
from yingbao.law.rules.programmes import Span
from yingbao.values.month import Month

ID = re.compile(r"cn-([0-9]{6})")
YEARS = re.compile(r"([12][0-9]{3})年?[-—–~至到]+([12][0-9]{3})年?")
WHOLE_COUNTRY = "00"
PLANS = {"十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}


class NotADistrict(ValueError):
    """The id is not that of a county below the pack it extends."""


@dataclass(frozen=True)
class Wanted:
    """The pack asked for: its id, the pack it extends, its name."""

    id: str
    extends: str
    name: Wording

    @property
    def jurisdiction(self) -> str:
        """The code of the county: cn-500298 is 500298."""
        return self.id.removeprefix("cn-")


@dataclass(frozen=True)
class Draft:
    """What is to be written: the plan, and what is proposed for its clauses, tasks, units and targets."""

    wanted: Wanted
    plan: PlanDocument
    above: Above
    clauses: tuple[Proposal, ...]
    tasks: tuple[Proposal, ...]
    units: tuple[FoundUnit, ...]
    targets: tuple[FoundTarget, ...]
    parameters: tuple[ParameterProposal, ...]

    @property
    def period(self) -> Span | None:
        """The years of the plan by its title."""
        return self.above.period

    def counts(self) -> Counter[str]:
        """Count what is sure, proposed and undecided, of clauses, tasks, targets and units."""
        found: Counter[str] = Counter()
        for kind, proposals in (("clause", self.clauses), ("task", self.tasks), ("target", self.targets)):
            found.update(f"{kind} {each.certainty}" for each in proposals)
        found["unit sure"] = sum(unit.id is not None for unit in self.units)
        found["unit undecided"] = sum(unit.id is None for unit in self.units)
        found["loose"] = sum(bool(each.loose) for each in (*self.clauses, *self.tasks))
        return found


def draft_pack(policy: Path, plan: PlanDocument, wanted: Wanted) -> Draft:
    """Return the draft of a pack for a plan.

    Raises:
        NotADistrict: the id is no county of the pack to be extended.
        PackProblems: that pack, or one of those asked for examples, has something wrong in it.
    """
    above = look_above(policy, wanted.extends, period_of(plan))
    place = above.pack.jurisdiction.removeprefix(WHOLE_COUNTRY)
    if not ID.fullmatch(wanted.id) or not wanted.jurisdiction.startswith(place):
        raise NotADistrict(wanted.id)
    examples = examples_for(policy, above, wanted.id)
    proposing = Proposing(plan, above, examples)
    clauses, tasks = tuple(proposing.clauses()), tuple(proposing.tasks())
    return Draft(
        wanted=wanted,
        plan=plan,
        above=above,
        clauses=clauses,
        tasks=tasks,
        units=find_units(plan, above.records, examples.units),
        targets=find_targets(plan, above, (*clauses, *tasks)),
        parameters=tuple(propose_parameters(above, (*clauses, *tasks))),
    )


def period_of(plan: PlanDocument) -> Span | None:
    """Return the years of a plan by its title: 2021—2025年, else 十四五; nothing where neither stands."""
    years = YEARS.search(plan.title)
    if years:
        return Span(Month(int(years[1]), 1), Month(int(years[2]), 12))
    start = next((year for name, year in PLANS.items() if name in plan.title), None)
    return Span(Month(start, 1), Month(start + 4, 12)) if start else None


__all__ = ["Certainty", "Draft", "NotADistrict", "Wanted", "draft_pack", "period_of"]
