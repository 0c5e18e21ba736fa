"""Three-valued truth, and answers that stay exact where a part stands twice."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingbao.law.engines.deciding import deciding_conditions
from yingbao.law.engines.reference import truth_of
from yingbao.law.rules.nodes import All, Always, Any, Bit, Not
from yingbao.law.rules.truth import TooTangled, all_of, any_of, exact, negate, simplify

PARTS = 4
bits = st.integers(0, PARTS - 1).map(Bit)


def _joined(parts):
    some = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(some.map(All), some.map(Any), parts.map(Not))


rules = st.recursive(bits | st.sampled_from([Always(True), Always(False)]), _joined, max_leaves=9)
truths = st.lists(st.sampled_from([True, False, None]), min_size=PARTS, max_size=PARTS)


def completions(known):
    return product(*[[True, False] if truth is None else [truth] for truth in known])


def answers(rule, known):
    return {truth_of(rule, {}, complete) for complete in completions(known)}


def test_and_is_no_as_soon_as_one_part_is_no():
    assert all_of([None, False]) is False
    assert all_of([None, True]) is None
    assert all_of([]) is True


def test_or_is_yes_as_soon_as_one_part_is_yes():
    assert any_of([None, True]) is True
    assert any_of([None, False]) is None
    assert any_of([]) is False


def test_the_opposite_of_unknown_is_unknown():
    assert [negate(truth) for truth in (True, False, None)] == [False, True, None]


def test_either_way_is_yes_even_when_it_is_not_known_which():
    either = Any((Bit(0), Not(Bit(0))))

    assert truth_of(either, {}, [None]) is None
    assert truth_of(exact(either), {}, [None]) is True


def test_a_rule_without_repetition_is_left_as_it_is_written():
    rule = All((Bit(0), Any((Bit(1), Not(Bit(2))))))

    assert exact(rule) is rule or exact(rule) == rule


@given(rules, truths)
def test_the_exact_answer_is_known_just_when_every_completion_agrees(rule, known):
    agreed = answers(rule, known)

    assert truth_of(exact(rule), {}, known) is (agreed.pop() if len(agreed) == 1 else None)


@given(rules, truths)
def test_simplifying_changes_no_answer(rule, known):
    assert truth_of(simplify(rule), {}, known) is truth_of(rule, {}, known)


@given(rules, truths)
def test_a_condition_decides_just_when_flipping_it_changes_some_completion(rule, known):
    deciding = []
    for place in range(PARTS):
        if known[place] is not None:
            continue
        flips = (
            truth_of(rule, {}, [*c[:place], True, *c[place + 1 :]])
            is not truth_of(rule, {}, [*c[:place], False, *c[place + 1 :]])
            for c in completions(known)
        )
        if any(flips):
            deciding.append(place)

    assert deciding_conditions(exact(rule), dict(enumerate(known))) == deciding


def test_a_value_nobody_knows_is_never_taken_for_its_own_opposite():
    nobody_knows = Any((All((Always(None), Bit(0))), All((Not(Always(None)), Bit(0))), Bit(0)))

    assert truth_of(exact(Any((Always(None), Not(Always(None))))), {}, []) is None
    assert truth_of(exact(nobody_knows), {}, [True]) is True


def test_a_rule_that_repeats_too_much_is_refused():
    pairs = [All((Any((Bit(n), Bit(n + 1))), Any((Bit(n + 2), Bit(n))))) for n in range(0, 60, 2)]

    with pytest.raises(TooTangled):
        exact(All(tuple(pairs)))
