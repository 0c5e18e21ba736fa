"""The book of money is checked, every entry of it."""

from collections.abc import Iterator
from datetime import date, datetime

from yingbao.office.jobs.actions import Progress
from yingbao.office.payments.actions.checking_book import check_book


def money_check(*, county: str, on: date, at: datetime, begun: Progress) -> Iterator[Progress]:
    """Check the book of money against itself and against what is owed and paid; tell what does not fit."""
    check_book(county=county, on=on, at=at)
    yield Progress(1, 1)
