"""Numbers of cases, notices, awards and letters: without gaps within a county and a year."""

from yingbao.office.casework.models import Series


def next_number(*, county: str, kind: str, year: int) -> str:
    """Return the next number, such as 430811-2026-000042.

    The caller's transaction holds the series until it ends, and gives the number back if it fails: no gaps.
    """
    Series.objects.bulk_create([Series(county=county, kind=kind, year=year)], ignore_conflicts=True)
    series = Series.objects.select_for_update().get(county=county, kind=kind, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    letter = {"case": "", "notice": "G", "award": "X", "letter": "W", "roll": "Q"}[kind]
    return f"{letter}{county}-{year}-{series.last:06}"
