"""Months that were determined by rules that have changed since are told, and no others."""

from datetime import date
from typing import Any

import pytest

from tests.office.determination.register_of import cover, holder
from tests.office.rulebook.proposals import JANUARY, approved, confirmation, rate
from tests.people import NOON, WULINGYUAN, Cast
from yingbao.office.determination.actions import determine
from yingbao.office.determination.queries.outdated import list_outdated_months
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
MAY, JUNE = Month(2026, 5), Month(2026, 6)


@pytest.fixture(autouse=True)
def _determined(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    holder("李明")
    for month in (MAY, JUNE):
        determine(county=WULINGYUAN, month=month, at=NOON, by="yingbao work")


def test_months_from_its_start_on_are_to_be_determined_anew(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    assert list_outdated_months(officer=cast.zhou_min) == []
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong, rate(JUNE), start=JUNE)
    assert list_outdated_months(officer=cast.zhou_min) == [JUNE]

    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")
    assert list_outdated_months(officer=cast.zhou_min) == []


def test_a_confirmation_asks_for_no_determination(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong, confirmation(), start=JANUARY)

    assert list_outdated_months(officer=cast.zhou_min) == []


def test_the_rules_of_another_county_are_its_own(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong, rate(JUNE), start=JUNE)

    assert list_outdated_months(officer=cast.ran_jing) == []
