"""A day in words."""

from datetime import date

from yingbao.law.facts.problems import Wording

ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def say_day(day: date) -> Wording:
    """Return 2026年3月31日 and 31 March 2026."""
    month = ENGLISH_MONTHS[day.month - 1]
    return Wording(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {month} {day.year}")
