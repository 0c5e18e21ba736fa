"""A case that ends with an award is owed from the month it was handed in."""

from datetime import date

import pytest

from tests.office.casework import desk
from tests.office.provision.awards import dues_of
from tests.people import NOON, WULINGYUAN, Cast
from yingbao.office.determination.actions import determine
from yingbao.office.provision.actions.reckoning import reckon
from yingbao.office.provision.queries.reckonings import list_stale_months
from yingbao.values.month import Month

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAY, JUNE = Month(2026, 5), Month(2026, 6)


def test_an_award_decided_in_june_is_owed_from_june(cast: Cast) -> None:
    desk.open_offices()
    person = desk.entitled()
    desk.awarded(cast, person)
    for month in (MAY, JUNE):
        determine(county=WULINGYUAN, month=month, at=NOON, by="test")

    stale = list_stale_months(WULINGYUAN, JUNE)
    for month in stale:
        reckon(county=WULINGYUAN, month=month, on=date(2026, 6, 15), at=NOON, by="test")

    assert stale == [JUNE]
    assert dues_of(person) == [("2026-06", 0, 0, 11000, "first")]
