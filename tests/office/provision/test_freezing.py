"""A premium is frozen for the next year by one month's answers: the list stays, whatever the year then says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from tests.office.determination.register_of import cover, died, holder, on
from tests.office.provision.awards import awarded, changed, dues_of
from tests.office.provision.laying import Laying
from tests.people import WULINGYUAN, Cast
from yingbao.office.access.own_county import NotOwnCounty
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.models import Act
from yingbao.office.casework.choices import Aim
from yingbao.office.casework.models import Award
from yingbao.office.determination.actions import NotDetermined, determine
from yingbao.office.provision.actions.freezing import FrozenAlready, NotAPremium, NotTheYearBefore, freeze
from yingbao.office.provision.actions.reckoning import ask_for_stale_months, carry_out_reckoning, reckon
from yingbao.office.provision.choices import Per
from yingbao.office.provision.models import Freezing
from yingbao.office.provision.queries.reckonings import get_next_reckoning
from yingbao.office.register.models import Person
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
MEDICAL = "medical_premium"
AT = datetime(2027, 3, 20, 4, tzinfo=UTC)
SEPTEMBER, OCTOBER, DECEMBER = Month(2026, 9), Month(2026, 10), Month(2026, 12)
JANUARY, MARCH = Month(2027, 1), Month(2027, 3)
FEN, LATER = 40_000, 43_000
RATES = (
    "id: laid\nname: {zh: 标准, en: Rates}\nparameters:\n  medical_premium_amount:\n    values:\n"
    f"      - {{from: 2026-01, value: {FEN}, sure: stated, source: test}}\n"
    f"      - {{from: 2027-01, value: {LATER}, sure: stated, source: test}}\n"
)


@pytest.fixture(autouse=True)
def rates(laying: Laying) -> Iterator[None]:
    """What the premium costs in either year is known."""
    with laying:
        laying.lay(RATES)
        yield


def insured(name: str) -> Person:
    """A severely disabled person with an award of the premium."""
    person = holder(name, grade=1)
    awarded(person, SEPTEMBER, MEDICAL, per=Per.YEAR)
    return person


def know(*months: Month) -> None:
    for month in months:
        determine(county=WULINGYUAN, month=month, at=AT, by="test")


def find(*months: Month) -> None:
    for month in months:
        reckon(county=WULINGYUAN, month=month, on=month.last_day, at=AT, by="test")


def frozen(cast: Cast, month: Month = OCTOBER, **more: object) -> Freezing:
    values = {"county": WULINGYUAN, "programme": MEDICAL, "year": 2027, "by": cast.zhou_min, **more}
    return freeze(month=month, on=date(2026, 11, 2), at=AT, **values)  # type: ignore[arg-type]


def settle() -> None:
    """Reckon what was asked for, and what became stale with it: as the worker does."""
    ask_for_stale_months(county=WULINGYUAN, on=date(2027, 3, 20), at=AT, by="test")
    while waiting := get_next_reckoning():
        carry_out_reckoning(reckoning=waiting, at=AT)


def of_2027(person: Person) -> list[tuple[str, int, int, int, str]]:
    return [each for each in dues_of(person) if each[0] == "2027-01"]


def test_the_next_year_is_owed_by_the_month_that_was_named(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    person = insured("王秀兰")
    know(OCTOBER)
    find(OCTOBER)
    assert of_2027(person) == []

    frozen(cast)
    settle()

    assert dues_of(person) == [("2026-01", 0, 0, FEN, "first"), ("2027-01", 0, 0, FEN, "first")]
    assert Act.objects.filter(verb="provision.premium.frozen").count() == 1
    # Done twice, it is done once; another month is refused.
    assert frozen(cast) == Freezing.objects.get()
    know(SEPTEMBER)
    with pytest.raises(FrozenAlready):
        frozen(cast, SEPTEMBER)


def test_the_months_of_the_year_take_nobody_off_the_list(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    stays, joins = insured("王秀兰"), insured("李明")
    on(joins, "employee_medical", since=date(2026, 8, 1), until=date(2027, 2, 20))
    know(OCTOBER)
    frozen(cast)
    settle()
    assert (of_2027(stays), of_2027(joins)) == ([("2027-01", 0, 0, FEN, "first")], [])

    on(stays, "employee_medical", since=date(2027, 1, 1))
    know(JANUARY, MARCH)
    settle()
    find(JANUARY, MARCH)

    assert of_2027(stays) == [("2027-01", 0, 0, FEN, "first")], "neither a no nor another rate changes it"
    assert of_2027(joins) == [("2027-01", 0, 0, LATER, "first")], (
        "who was not on it is owed by the year's months"
    )


def test_what_is_learned_of_the_month_itself_makes_a_difference(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    person = insured("王秀兰")
    know(OCTOBER)
    frozen(cast)
    settle()

    died(person, date(2026, 9, 10))
    know(OCTOBER)
    settle()

    assert of_2027(person) == [("2027-01", 0, 0, FEN, "first"), ("2027-01", 1, FEN, 0, "nothing")]


def test_an_award_that_ends_before_the_year_begins_pays_nothing_of_it(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    gone, leaves = insured("王秀兰"), insured("李明")
    know(OCTOBER)
    frozen(cast)
    settle()

    changed(Award.objects.get(person=gone), Aim.END, DECEMBER)
    changed(Award.objects.get(person=leaves), Aim.END, MARCH)
    settle()
    find(OCTOBER)

    assert of_2027(gone) == [("2027-01", 0, 0, FEN, "first"), ("2027-01", 1, FEN, 0, "nothing")]
    assert of_2027(leaves) == [("2027-01", 0, 0, FEN, "first")]


def test_it_is_frozen_by_whoever_finds_what_is_owed_and_of_premiums_alone(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    with pytest.raises(NotDetermined):
        frozen(cast)
    assert not Freezing.objects.exists()
    know(OCTOBER)
    with pytest.raises(NotAPremium):
        frozen(cast, programme="nursing_subsidy")
    with pytest.raises(NotTheYearBefore):
        frozen(cast, year=2026)
    with pytest.raises(NotPermitted):
        frozen(cast, by=cast.shen_ji)
    with pytest.raises(NotOwnCounty):
        frozen(cast, by=cast.ran_jing)

    row = frozen(cast)
    for change in (lambda: Freezing.objects.update(month=SEPTEMBER.first_day), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
