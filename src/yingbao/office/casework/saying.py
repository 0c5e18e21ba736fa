"""Days and months as letters and notices write them."""

from datetime import date

from yingbao.law.facts.problems import Wording
from yingbao.values.month import Month


def day(on: date) -> Wording:
    """Return a day as a letter writes it."""
    return Wording(f"{on.year}年{on.month}月{on.day}日", f"{on.isoformat()}")


def month(of: Month) -> Wording:
    """Return a month as a letter writes it."""
    return Wording(f"{of.year}年{of.month}月", str(of))
