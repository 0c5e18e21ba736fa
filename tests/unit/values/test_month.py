from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingbao.values.month import Month

months = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))


def test_a_month_is_written_with_a_dash() -> None:
    assert Month.parse("2026-06") == Month(2026, 6)
    assert str(Month(2026, 6)) == "2026-06"


@pytest.mark.parametrize("text", ["2026-6", "202606", "2026-13", "2026-00", "２０２６-06", "2026-06-01", ""])
def test_anything_looser_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"month"):
        Month.parse(text)


@given(months, st.integers(-1000, 1000))
def test_adding_months_and_taking_them_away_are_inverse(month: Month, n: int) -> None:
    assert (month + n) - n == month
    assert (month + n) - month == n


@given(months, months)
def test_months_are_ordered_as_their_running_numbers_are(a: Month, b: Month) -> None:
    assert (a < b) == (a.ordinal < b.ordinal)
    assert Month.from_ordinal(a.ordinal) == a


@given(months)
def test_the_day_after_the_last_is_the_first_of_the_next(month: Month) -> None:
    assert month.last_day + timedelta(days=1) == month.next.first_day
    assert Month.of(month.last_day) == month
    assert month.next.previous == month


def test_february_knows_leap_years() -> None:
    assert Month(2028, 2).last_day == date(2028, 2, 29)
    assert Month(2026, 2).last_day == date(2026, 2, 28)
