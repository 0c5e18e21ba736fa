"""A sample can be drawn again by its seed, and is as large as its share."""

from hypothesis import given
from hypothesis import strategies as st

from yingbao.office.casework.drawing import drawn

PERSONS = st.sets(st.integers(1, 10**6), max_size=300)
SHARES = st.integers(1, 100)


@given(persons=PERSONS, seed=st.text(), share=SHARES)
def test_the_same_seed_draws_the_same_sample_in_whatever_order(
    persons: set[int], seed: str, share: int
) -> None:
    first = drawn(sorted(persons), seed=seed, share_percent=share)

    assert drawn(sorted(persons, reverse=True), seed=seed, share_percent=share) == first
    assert set(first) <= persons


@given(persons=PERSONS, seed=st.text(), share=SHARES)
def test_a_sample_is_as_large_as_its_share_rounded_up(persons: set[int], seed: str, share: int) -> None:
    size = len(drawn(persons, seed=seed, share_percent=share))

    assert len(persons) * share <= size * 100 < len(persons) * share + 100


@given(persons=PERSONS, seed=st.text(), small=SHARES, large=SHARES)
def test_a_larger_share_only_adds(persons: set[int], seed: str, small: int, large: int) -> None:
    small, large = sorted((small, large))

    assert set(drawn(persons, seed=seed, share_percent=small)) <= set(
        drawn(persons, seed=seed, share_percent=large)
    )


def test_another_seed_draws_another_sample() -> None:
    assert drawn(range(1000), seed="甲", share_percent=5) != drawn(range(1000), seed="乙", share_percent=5)
