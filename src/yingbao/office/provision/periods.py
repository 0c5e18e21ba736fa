"""Periods: what is owed for a quarter, a half year or a year stands under its first month."""

from collections.abc import Iterable

from yingbao.office.provision.choices import Per
from yingbao.values.month import Month

LENGTHS = {Per.MONTH: 1, Per.QUARTER: 3, Per.HALF_YEAR: 6, Per.YEAR: 12}


def period_of(per: Per, month: Month, first_month: Month) -> Month:
    """Return the first month of the period a month lies in; for what is owed once, that of the award."""
    if per == Per.ONCE:
        return first_month
    return month - month.ordinal % LENGTHS[per]


def months_of(per: Per, month: Month, first_month: Month, among: Iterable[Month]) -> list[Month]:
    """Return the months of the period a month lies in, of those given; in their order."""
    period = period_of(per, month, first_month)
    if per == Per.ONCE:
        return sorted(each for each in among if each >= period)
    return sorted(each for each in among if period <= each < period + LENGTHS[per])
