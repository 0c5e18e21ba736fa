"""What a clause of the new plan may have become: surely, as a proposal, or for someone to decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from yingbao.law.packs.coverage import leaves
from yingbao.law.packs.drafting.above import Above
from yingbao.law.packs.drafting.examples import Examples, Match
from yingbao.law.packs.drafting.guidance import guidance_by_heading, is_frame
from yingbao.law.packs.record_shapes import Guidance
from yingbao.law.plans.document import Clause, Kind, PlanDocument
from yingbao.law.plans.numbers import Measure, Number

# From here on two clauses say the same, but for names and figures: of 128 such pairs in the plans of two
# districts 127 had become the same or nearly the same.
SAME = 80
# Below this, what two clauses share are the words all plans share.
AKIN = 25
# So much of a programme's name has to stand in a clause to be proposed by it alone.
NAMED = 55
MOST_NAMED = 3


class Certainty(StrEnum):
    """How surely a place is known."""

    SURE = "sure"
    PROPOSED = "proposed"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Proposal:
    """A clause with the place proposed for it and all that speaks for it.

    `named` are programmes whose names stand in it whole, `nearly` those of which much does, in per cent.
    `loose` are numbers of the clause that nothing it would become carries; `issued` is the day of issue
    where it is one of its numbers, which is explained and not carried.
    """

    clause: Clause
    certainty: Certainty
    becomes: tuple[str, ...] = ()
    guidance: Guidance | None = None
    matches: tuple[Match, ...] = ()
    named: tuple[str, ...] = ()
    nearly: tuple[tuple[str, int], ...] = ()
    heading: str = ""
    loose: tuple[Number, ...] = ()
    issued: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether it is written into the pack as it is."""
        return self.certainty is Certainty.SURE


@dataclass(frozen=True)
class Proposing:
    """Proposes a place for each clause of a plan from examples, names and headings."""

    plan: PlanDocument
    above: Above
    examples: Examples

    def clauses(self) -> Iterator[Proposal]:
        """Give what is proposed for the clauses that need a place, but rows of tasks and indicators."""
        for clause in leaves(self.plan):
            if clause.kind not in (Kind.TASK, Kind.INDICATOR):
                yield self.frame(clause) if is_frame(clause) else self.propose(clause)

    def tasks(self) -> Iterator[Proposal]:
        """Give what is proposed for the rows of the table of tasks; guidance is none."""
        texts = {task.id: task.text for task in self.plan.tasks}
        for clause in leaves(self.plan):
            if clause.kind is Kind.TASK:
                yield self.propose(clause, texts.get(clause.id, clause.text))

    def frame(self, clause: Clause) -> Proposal:
        """Return a piece of letterhead; the day of issue in it is explained."""
        day = self.plan.issued_on
        figure = day.year * 10_000 + day.month * 100 + day.day if day else None
        dated = [n for n in clause.numbers if n.measure is Measure.DATE and n.value == figure]
        loose = tuple(number for number in self.above.loose(clause, ()) if number not in dated)
        issued = dated[0].text if dated else ""
        return Proposal(clause, Certainty.SURE, guidance="frame", loose=loose, issued=issued)

    def propose(self, clause: Clause, text: str = "") -> Proposal:  # noqa: PLR0911  # one return per reason
        """Return a proposal for a clause; for a row of tasks `text` is the task without its units."""
        task = clause.kind is Kind.TASK
        found = self.examples.nearest(text or clause.text, task=task)
        matches = tuple(match for match in found if match.score >= AKIN)
        same = [match for match in matches if match.score >= SAME]
        if same and _agree(same) and not (task and same[0].example.guidance):
            return self._as(clause, same, Certainty.SURE)
        by_heading = None if task else guidance_by_heading(clause, self.plan)
        if by_heading and by_heading[0] == "background":
            return self._by_heading(clause, *by_heading)
        named = self.above.named_in(text or clause.text)
        usable = [m for m in matches if m.example.becomes or (_guides(m) and not task)]
        if usable:
            return self._as(clause, usable, Certainty.PROPOSED, named)
        if named:
            loose = self.above.loose(clause, named)
            return Proposal(clause, Certainty.PROPOSED, named, matches=matches, named=named, loose=loose)
        if by_heading:
            return self._by_heading(clause, *by_heading)
        return self._nearly_named(clause, matches, text or clause.text)

    def _nearly_named(self, clause: Clause, matches: tuple[Match, ...], text: str) -> Proposal:
        nearly = self.above.nearly_named_in(text, self.examples.likeness, NAMED)[:MOST_NAMED]
        becomes = tuple(name for name, _ in nearly[:1])
        certainty = Certainty.PROPOSED if nearly else Certainty.UNDECIDED
        loose = self.above.loose(clause, becomes)
        return Proposal(clause, certainty, becomes, matches=matches, nearly=nearly, loose=loose)

    def _by_heading(self, clause: Clause, guidance: Guidance, heading: str) -> Proposal:
        loose = self.above.loose(clause, ())
        return Proposal(clause, Certainty.PROPOSED, guidance=guidance, heading=heading, loose=loose)

    def _as(
        self, clause: Clause, matches: Sequence[Match], certainty: Certainty, named: tuple[str, ...] = ()
    ) -> Proposal:
        example = matches[0].example
        becomes = () if example.guidance else tuple(dict.fromkeys((*example.becomes, *named)))
        loose = self.above.loose(clause, becomes)
        return Proposal(clause, certainty, becomes, example.guidance, tuple(matches), named, loose=loose)


def _guides(match: Match) -> bool:
    """Whether an example gives guidance a clause elsewhere may share; a record of the past is none."""
    return match.example.guidance not in (None, "background")


def _agree(matches: Sequence[Match]) -> bool:
    """Whether all who have the clause made the same of it, and nothing that only they have."""
    places = {match.example.place for match in matches}
    return len(places) == 1 and not any(match.example.lacking for match in matches)
