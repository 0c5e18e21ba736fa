"""Months as ordinals (year * 12 + month - 1): the demo counts for itself and asks the product nothing."""

from datetime import date, timedelta

DAY = timedelta(days=1)


def month(year: int, number: int) -> int:
    return year * 12 + number - 1


def of(day: date) -> int:
    return month(day.year, day.month)


def first_day(ordinal: int) -> date:
    return date(ordinal // 12, ordinal % 12 + 1, 1)


def last_day(ordinal: int) -> date:
    return first_day(ordinal + 1) - DAY


def text(ordinal: int) -> str:
    return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}"


def years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


NOW = month(2026, 6)
BEFORE = NOW - 1
BASELINE = month(2026, 1)
SURVEY = month(2025, 9)
LISTED = (BASELINE, BEFORE, NOW)
