"""Every worked case of every pack, explained: outcome, failing conditions, questions, whole sentences."""

from pathlib import Path

import pytest

from yingbao.law.engines.explain import explain
from yingbao.law.facts.problems import Problems
from yingbao.law.packs import find_districts, load
from yingbao.law.packs.cases import Case, read_cases, subjects_of
from yingbao.law.packs.pack import Pack

POLICY = Path(__file__).parents[2] / "policy"


@pytest.fixture(scope="module")
def packs() -> dict[str, Pack]:
    return {pack_id: load(POLICY, pack_id) for pack_id in find_districts(POLICY)}


@pytest.mark.parametrize("pack_id", find_districts(POLICY))
def test_one_person_explained_is_what_the_case_says(pack_id: str, packs: dict[str, Pack]) -> None:
    reformed: dict[str, Pack] = {}
    for case in read_cases(packs[pack_id], Problems()):
        pack = packs[pack_id]
        if case.reform:
            pack = reformed.setdefault(case.reform, load(POLICY, pack_id, case.reform))
        explained(case, pack)


def explained(case: Case, pack: Pack) -> None:
    answer = explain(
        pack.for_month(case.month, subjects_of(pack, case.programme)), case.programme, case.facts
    )

    assert answer.outcome is case.expected, case.sentence
    if case.failing is not None:
        assert {reason.id for reason in answer.failing} == set(case.failing), case.sentence
    if case.asks is not None:
        assert {question.fact.id for question in answer.questions} == set(case.asks), case.sentence
    for reason in answer.reasons:
        said = reason.sentence()
        assert "{" not in said.zh + said.en, (case.sentence, reason.id)


@pytest.mark.parametrize("pack_id", find_districts(POLICY))
def test_every_condition_of_a_district_has_a_clause_to_show(pack_id: str, packs: dict[str, Pack]) -> None:
    silent = [
        f"{programme.id}.{condition.id}"
        for programme in packs[pack_id].programmes
        for condition in programme.conditions
        if condition.citation is None and not programme.citations
    ]

    assert silent == []
