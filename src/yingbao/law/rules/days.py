"""Days moved by years and months, and the day of birth behind an age."""

from calendar import isleap, monthrange
from datetime import date

from yingbao.values.month import Month


def add_months(day: date, months: int) -> date:
    """Return the same day so many months on; the month's last day where it has no such day."""
    month = Month.of(day) + months
    return date(month.year, month.month, min(day.day, monthrange(month.year, month.month)[1]))


def born_by(on: date, age: int) -> date:
    """Return the latest day of birth of those who have completed so many years on this day.

    Who was born on 29 February completes a year on 28 February where the year has no 29th: a month
    without the corresponding day ends the period on its last day (民法典第二百零二条).
    """
    born = add_months(on, -12 * age)
    last_of_february = on.month == 2 and on.day == 28 and not isleap(on.year)
    return date(born.year, 2, 29) if last_of_february and isleap(born.year) else born
