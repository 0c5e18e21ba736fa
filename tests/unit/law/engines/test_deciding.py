"""Which conditions an answer rests on: those met of a yes, those not met of a no, those not known else."""

import pytest

from yingbao.law.engines.deciding import supporting_conditions
from yingbao.law.rules.nodes import All, Any, Bit, Not, Rule
from yingbao.law.rules.truth import Truth

A, B, C = Bit(0), Bit(1), Bit(2)
BOTH, EITHER = All((A, B)), Any((A, B))


@pytest.mark.parametrize(
    ("eligible", "truths", "numbers"),
    [
        (BOTH, (True, True), {0, 1}),
        (BOTH, (True, False), {1}),
        (BOTH, (None, False), {1}),
        (BOTH, (True, None), {1}),
        (EITHER, (True, False), {0}),
        (EITHER, (False, False), {0, 1}),
        (EITHER, (None, False), {0}),
        (Not(EITHER), (False, False), {0, 1}),
        (Not(EITHER), (True, None), {0}),
        (All((EITHER, C)), (True, False, True), {0, 2}),
        (All((EITHER, C)), (False, False, True), {0, 1}),
    ],
)
def test_the_conditions_an_answer_rests_on(
    eligible: Rule, truths: tuple[Truth, ...], numbers: set[int]
) -> None:
    assert supporting_conditions(eligible, dict(enumerate(truths))) == numbers
