"""Whom a programme is owed to, and what indicators say: inside the officer's division, unknown apart from no."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings

from tests.office.determination.register_of import cover, died, holder, on
from tests.people import NOON, WULINGYUAN, Cast
from yingbao.law.packs import load
from yingbao.law.packs.records import records_of
from yingbao.office.access.models import Officer
from yingbao.office.determination.actions import determine
from yingbao.office.determination.choices import Outcome
from yingbao.office.determination.queries import entitled
from yingbao.office.determination.queries.indicators import IndicatorCount, count_indicators
from yingbao.office.register.models import Person
from yingbao.values.money import Money
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
JUNE = Month(2026, 6)
TOWN = "430811001001"
NURSING = "nursing_subsidy"


@pytest.fixture
def folk(cast: Cast) -> dict[str, Person]:
    """陈一 draws the nursing subsidy; 李明 does not; 赵青's last day is not known; 王五 is of grade 3; 孙六 died."""
    cover(month=date(2026, 1, 1))
    found = {
        "chen": holder("陈一", grade=2),
        "li": holder("李明", grade=1, village=TOWN),
        "zhao": holder("赵青", grade=2, expires_on=None),
        "wang": holder("王五", grade=3),
        "sun": holder("孙六", grade=1),
    }
    on(found["chen"], NURSING, 10000)
    died(found["sun"], date(2026, 5, 3))
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")
    return found


def names(page: entitled.EntitledPage) -> set[str]:
    return {row.name for row in page.rows}


def test_those_entitled_are_listed_with_place_and_amount(cast: Cast, folk: dict[str, Person]) -> None:
    found = entitled.list_entitled(
        officer=cast.zhou_min, month=JUNE, programme=NURSING, outcome=Outcome.YES, per_household=False
    )

    assert names(found) == {"陈一", "李明"}
    assert {row.name: row.amount for row in found.rows}["陈一"] == Money(11000)
    assert found.owed == Money(sum(row.amount.fen for row in found.rows if row.amount))
    assert {row.name: (row.township, row.village) for row in found.rows}["李明"] == (
        "军地坪街道",
        "吴家峪居委会",
    )


def test_those_not_certain_are_a_list_of_their_own(cast: Cast, folk: dict[str, Person]) -> None:
    found = entitled.list_entitled(
        officer=cast.zhou_min, month=JUNE, programme=NURSING, outcome=Outcome.ASK, per_household=False
    )

    assert names(found) == {"赵青"}


def test_an_officer_sees_and_counts_only_the_own_division(cast: Cast, folk: dict[str, Person]) -> None:
    township = entitled.list_entitled(
        officer=cast.tian_fang, month=JUNE, programme=NURSING, outcome=Outcome.YES, per_household=False
    )
    elsewhere = entitled.list_entitled(
        officer=cast.ran_jing, month=JUNE, programme=NURSING, outcome=Outcome.YES, per_household=False
    )

    assert names(township) == {"李明"}
    assert (elsewhere.total, elsewhere.owed) == (0, Money(0))
    counted = {
        officer.username: entitled.count_persons(officer=officer, month=JUNE, programmes=[NURSING])
        for officer in (cast.zhou_min, cast.tian_fang, cast.ran_jing)
    }
    assert counted == {"zhou_min": 2, "tian_fang": 1, "ran_jing": 0}


def test_someone_entitled_to_two_programmes_is_one_person(cast: Cast, folk: dict[str, Person]) -> None:
    on(folk["chen"], "dibao")
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")
    both = [NURSING, "living_allowance"]

    apart = entitled.count_in_county(county=WULINGYUAN, month=JUNE, programmes=both)
    assert apart == {NURSING: 2, "living_allowance": 1}
    assert entitled.count_persons(officer=cast.zhou_min, month=JUNE, programmes=both) == 2
    assert entitled.count_persons(officer=cast.zhou_min, month=JUNE, programmes=[]) == 0


def test_who_is_on_a_list_on_any_day_of_the_month_is_enrolled(cast: Cast, folk: dict[str, Person]) -> None:
    on(folk["li"], NURSING, since=date(2026, 1, 1), until=date(2026, 6, 1))
    on(folk["wang"], NURSING, since=date(2026, 1, 1), until=date(2026, 5, 31))
    on(folk["zhao"], NURSING, since=date(2026, 7, 1))

    enrolled = entitled.count_enrolled(officer=cast.zhou_min, month=JUNE, schemes={NURSING})
    here = entitled.count_enrolled(officer=cast.tian_fang, month=JUNE, schemes={NURSING})

    assert (enrolled, here) == ({NURSING: 2}, {NURSING: 1})


def test_a_page_beyond_the_last_is_the_last(
    cast: Cast, folk: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entitled, "PER_PAGE", 1)
    found = entitled.list_entitled(
        officer=cast.zhou_min, month=JUNE, programme=NURSING, outcome=Outcome.YES, per_household=False, page=9
    )

    assert (found.page, found.pages, len(found.rows), found.total) == (2, 2, 1, 2)


def counts(officer: Officer, *wanted: str) -> dict[str, IndicatorCount]:
    # Indicators are of the whole pack; the fixture leaves only the programmes compared with lists.
    pack = load(Path(settings.POLICY_DIR), "cn-430811")
    indicators = [records_of(pack).indicators[name] for name in wanted]
    return count_indicators(officer=officer, month=JUNE, pack=pack, indicators=indicators)


def test_an_indicator_counts_those_known_and_says_how_many_are_not(
    cast: Cast, folk: dict[str, Person]
) -> None:
    found = counts(cast.zhou_min, "nursing_subsidy_coverage")["nursing_subsidy_coverage"]

    assert found == IndicatorCount(among=2, among_unknown=1, reached=1, reached_unknown=0)
    assert found.percent == Fraction(50)


def test_an_indicator_of_a_township_is_that_of_its_persons(cast: Cast, folk: dict[str, Person]) -> None:
    found = counts(cast.tian_fang, "nursing_subsidy_coverage")["nursing_subsidy_coverage"]

    assert (found.among, found.reached, found.percent) == (1, 0, Fraction(0))


def test_an_indicator_without_anyone_has_no_share(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    found = counts(cast.zhou_min, "nursing_subsidy_coverage")["nursing_subsidy_coverage"]

    assert (found.among, found.percent) == (0, None)


def test_what_is_delivered_or_reported_is_not_counted_from_the_register(cast: Cast) -> None:
    assert counts(cast.zhou_min, "skills_trained_persons", "family_income_growth") == {}
