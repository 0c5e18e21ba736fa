"""Every worked case of every pack, explained: outcome, failing conditions, questions, whole sentences."""

import pytest

from tests.packs.loaded import DISTRICTS, cases_of, pack_of
from yingbao.law.engines.explain import explain
from yingbao.law.packs.cases import Case, subjects_of
from yingbao.law.packs.pack import Pack


@pytest.mark.parametrize("pack_id", DISTRICTS)
def test_one_person_explained_is_what_the_case_says(pack_id: str) -> None:
    for case in cases_of(pack_id):
        explained(case, pack_of(pack_id, case.reform or ""))


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


@pytest.mark.parametrize("pack_id", DISTRICTS)
def test_every_condition_of_a_district_has_a_clause_to_show(pack_id: str) -> None:
    silent = [
        f"{programme.id}.{condition.id}"
        for programme in pack_of(pack_id).programmes
        for condition in programme.conditions
        if condition.citation is None and not programme.citations
    ]

    assert silent == []
