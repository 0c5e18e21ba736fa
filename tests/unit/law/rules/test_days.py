"""Ages and moved days at the edges of months and leap years."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yingbao.law.rules.days import add_months, born_by

any_day = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def test_a_day_moved_to_a_shorter_month_is_its_last_day():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2024, 2, 29), -12) == date(2023, 2, 28)
    assert add_months(date(2026, 6, 30), 3) == date(2026, 9, 30)


def test_a_birthday_counts_on_the_day_itself():
    assert born_by(date(2026, 6, 30), 16) == date(2010, 6, 30)


def test_who_was_born_on_29_february_completes_a_year_on_the_28th_of_a_common_year():
    assert born_by(date(2026, 2, 28), 18) == date(2008, 2, 29)
    assert born_by(date(2026, 2, 27), 18) == date(2008, 2, 27)


def test_in_a_leap_year_the_29th_is_waited_for():
    assert born_by(date(2024, 2, 28), 16) == date(2008, 2, 28)
    assert born_by(date(2024, 2, 29), 16) == date(2008, 2, 29)
    assert born_by(date(2024, 2, 29), 15) == date(2009, 2, 28)


@given(any_day, st.integers(0, 100), st.integers(-40, 40))
def test_born_by_is_the_last_day_whose_anniversary_has_come(on, age, days):
    birth = born_by(on, age) + timedelta(days=days)

    assert (add_months(birth, 12 * age) <= on) == (days <= 0)
