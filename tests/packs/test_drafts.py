"""Both plans drafted as if their packs did not exist, from the other's alone: what is said to be sure is so."""

from pathlib import Path

import pytest

from yingbao.law.facts.problems import Wording
from yingbao.law.packs import load
from yingbao.law.packs.coverage import Coverage, coverage_of
from yingbao.law.packs.drafting.clauses import Certainty, Proposal
from yingbao.law.packs.drafting.draft import Draft, Wanted, draft_pack

POLICY = Path(__file__).parents[2] / "policy"
PLANS = [("cn-500156", "cn-50"), ("cn-430811", "cn-43")]


def drafted(pack_id: str, extends: str) -> tuple[Draft, Coverage]:
    coverage = coverage_of(load(POLICY, pack_id))
    assert coverage is not None
    return draft_pack(POLICY, coverage.plan, Wanted(pack_id, extends, Wording("某区", "District"))), coverage


def agrees(proposal: Proposal, coverage: Coverage) -> bool:
    """Whether the officers' own pack says the same of the clause, or says one of the things proposed."""
    placed = coverage.by_id[proposal.clause.id]
    if proposal.guidance:
        return placed.entry is not None and placed.entry.guidance is not None
    return bool({thing.id for thing in placed.things} & set(proposal.becomes))


@pytest.mark.parametrize(("pack_id", "extends"), PLANS)
def test_what_is_sure_is_so_in_the_pack_people_wrote(pack_id: str, extends: str) -> None:
    draft, coverage = drafted(pack_id, extends)
    proposals = (*draft.clauses, *draft.tasks)
    sure = [proposal for proposal in proposals if proposal.is_sure]
    proposed = [proposal for proposal in proposals if proposal.certainty is Certainty.PROPOSED]

    assert len(sure) > 100
    assert [proposal.clause.id for proposal in sure if not agrees(proposal, coverage)] == []
    assert sum(agrees(proposal, coverage) for proposal in proposed) > 0.8 * len(proposed)
    assert not any(
        proposal.becomes or proposal.guidance for proposal in proposals if proposal.certainty == "undecided"
    )
