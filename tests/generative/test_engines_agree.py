"""Every engine answers as the plain one does: outcomes, amounts, reasons, for every person of every drawn pack."""

from collections.abc import Sequence
from functools import partial

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests.generative import small_law
from tests.generative.engines import Engine, by_closure, by_columns, by_postgresql, by_reference, by_sqlite
from yingbao.law.rules.truth import TooTangled

drawn = given(
    programmes=st.lists(small_law.programmes(), min_size=1, max_size=4),
    month=st.sampled_from(small_law.MONTHS),
    values=small_law.values,
    people=st.integers(0, 2**32).map(small_law.people),
)
# 250 packs of 40 persons each: 10,000 cases for every engine.
often = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def compare(engines: Sequence[Engine], programmes, month, values, people) -> None:
    try:
        rules = small_law.build(programmes, month, values)
    except TooTangled:
        reject()
    expected = by_reference(rules, people)
    for engine in engines:
        assert engine(rules, people) == expected, engine


@often
@drawn
def test_closure_sqlite_and_columns_answer_as_the_reference(programmes, month, values, people):
    compare([by_closure, by_sqlite, by_columns], programmes, month, values, people)


def test_postgresql_answers_as_the_reference(postgresql):
    @often
    @drawn
    def agree(programmes, month, values, people):
        engine = partial(by_postgresql, postgresql)
        compare([engine], programmes, month, values, people)

    agree()
