"""Numbers of cases, notices, awards, letters, rolls and debts: without gaps within a county and a year."""

from collections.abc import Mapping

from yingbao.office.casework.models import Series

LETTERS: Mapping[str, str] = {
    "case": "",
    "notice": "G",
    "award": "X",
    "letter": "W",
    "roll": "Q",
    "receivable": "Z",
}


def next_number(*, county: str, kind: str, year: int) -> str:
    """Return the next number, such as 430811-2026-000042.

    The caller's transaction holds the series until it ends, and gives the number back if it fails: no gaps.
    """
    (number,) = next_numbers(county=county, kind=kind, year=year, count=1)
    return number


def next_numbers(*, county: str, kind: str, year: int, count: int) -> list[str]:
    """Return the next so many numbers, in their order; of the same series, in the same way."""
    Series.objects.bulk_create([Series(county=county, kind=kind, year=year)], ignore_conflicts=True)
    series = Series.objects.select_for_update().get(county=county, kind=kind, year=year)
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return [f"{LETTERS[kind]}{county}-{year}-{number:06}" for number in range(first, first + count)]
