"""What is owed per household is summed once per household: in the month's figures and in a what-if."""

from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from tests.office.determination.households import DIBAO, TWO_IN_NEED, house, in_need
from tests.office.determination.register_of import cover
from tests.office.determination.test_what_if import change, draft, what_if
from tests.people import JUNDIPING, NOON, WULINGYUAN, WULONG, XIEHE, Cast, make_source
from tests.programmes import _whole
from yingbao.office.access.models import Officer
from yingbao.office.determination import packs
from yingbao.office.determination.actions import determine
from yingbao.office.determination.choices import Outcome
from yingbao.office.determination.queries import entitled
from yingbao.office.determination.queries.figures import ProgrammeFigure, count_programmes
from yingbao.office.determination.queries.households import Households
from yingbao.office.determination.queries.spreads import Dimension
from yingbao.office.determination.queries.what_if import Effect, Totals, WhatIf
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.values.money import Money
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
JUNE = Month(2026, 6)
TOWN = "430811001001"
# A member more in every household's reckoning would be another 515 yuan; the standard is what is tried.
HIGHER = """
id: higher_standard
name: {zh: 低保标准提高, en: A higher standard}
parameters:
  dibao_standard:
    values: [{from: 2026-01, value: {urban: 80000, rural: 60000}, sure: assumed, source: 测算}]
"""
TWO_AT_600 = 120000


@lru_cache
def dibao_alone(*asked: Any) -> Any:
    return _whole(*asked).only((DIBAO, "nursing_subsidy"))


@pytest.fixture(autouse=True)
def county(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Complete lists of the county came in; its rules are 低保 and one allowance."""
    monkeypatch.setattr(packs, "_load", dibao_alone)
    cover(month=date(2026, 1, 1))
    return cast


def figure(officer: Officer) -> ProgrammeFigure:
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")
    return count_programmes(officer=officer, month=JUNE, per_household=[DIBAO])[DIBAO]


def sums(officer: Officer) -> tuple[Households | None, Households | None, Households | None]:
    """What is owed per household, by all three who sum it: figures, the list of persons, a what-if."""
    counted = figure(officer).households
    listed = entitled.list_entitled(
        officer=officer, month=JUNE, programme=DIBAO, outcome=Outcome.YES, per_household=True
    )
    tried = before(what_if(draft(HIGHER), within=officer.division_id))
    assert {listed.owed, tried.owed_fen} == {counted.owed_fen if counted else None}
    return counted, listed.households, tried.households


def before(found: WhatIf) -> Totals:
    return change(found, DIBAO).before


def owed(counted: int, *, without: int = 0, contradicting: int = 0, apart: int = 0) -> Households:
    return Households(counted, without, contradicting, apart, Money(counted * TWO_IN_NEED))


def test_two_members_of_one_household_are_owed_once(cast: Cast) -> None:
    house("one", in_need("甲"), in_need("乙"))

    assert set(sums(cast.zhou_min)) == {owed(1)}
    assert (figure(cast.zhou_min).entitled, figure(cast.zhou_min).owed) == (2, Money(TWO_IN_NEED))


def test_two_households_are_owed_twice(cast: Cast) -> None:
    house("one", in_need("甲"), in_need("乙"))
    house("two", in_need("丙"))

    assert set(sums(cast.zhou_min)) == {owed(2)}


def test_someone_of_an_unknown_household_is_told_and_not_summed(cast: Cast) -> None:
    house("one", in_need("甲"))
    in_need("乙")

    assert set(sums(cast.zhou_min)) == {owed(1, apart=1)}


def test_someone_in_two_households_at_once_is_of_none_that_is_known(cast: Cast) -> None:
    both = in_need("甲")
    house("one", both)
    house("two", both)

    assert set(sums(cast.zhou_min)) == {owed(0, apart=1)}


def test_different_amounts_in_a_household_are_of_nobody_knows_which(cast: Cast) -> None:
    house("one", in_need("甲", income=0), in_need("乙", income=100))
    house("two", in_need("丙"))

    assert set(sums(cast.zhou_min)) == {owed(1, contradicting=1)}


def test_what_is_known_of_one_member_is_known_of_the_household(cast: Cast) -> None:
    house("one", in_need("甲"), in_need("乙", members=None))
    house("two", in_need("丙", members=None))

    assert set(sums(cast.zhou_min)) == {owed(1, without=1)}
    assert figure(cast.zhou_min).without_amount == 0


def test_a_household_of_another_county_is_none_here(cast: Cast) -> None:
    house("one", in_need("甲"), county=WULONG)

    assert set(sums(cast.zhou_min)) == {owed(0, apart=1)}


@pytest.mark.parametrize(
    ("times", "known"),
    [
        ({"valid_from": date(2026, 7, 1)}, False),
        ({"valid_from": date(2026, 6, 30)}, True),
        ({"valid_to": date(2026, 6, 29)}, False),
        ({"valid_to": date(2026, 6, 30)}, True),
        ({"valid_from": None}, True),
    ],
)
def test_the_household_is_that_of_the_last_day_of_the_month(
    cast: Cast, times: dict[str, Any], known: bool
) -> None:
    house("one", in_need("甲"), **times)

    assert set(sums(cast.zhou_min)) == {owed(1) if known else owed(0, apart=1)}


def test_who_moved_to_another_household_is_of_the_later(cast: Cast) -> None:
    moved, stays = in_need("甲"), in_need("乙")
    house("one", moved, stays, valid_to=date(2026, 5, 31))
    house("two", moved, valid_from=date(2026, 6, 1))
    house("three", stays, valid_from=date(2026, 6, 1))

    assert set(sums(cast.zhou_min)) == {owed(2)}


def test_a_township_counts_the_household_by_its_own_members(cast: Cast) -> None:
    house("one", in_need("甲"), in_need("乙", village=TOWN))

    assert set(sums(cast.tian_fang)) == set(sums(cast.wu_gang)) == set(sums(cast.zhou_min)) == {owed(1)}


def test_what_is_owed_to_each_person_is_summed_as_before(cast: Cast) -> None:
    house("one", in_need("甲"), in_need("乙"))
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")
    nursing = count_programmes(officer=cast.zhou_min, month=JUNE, per_household=[DIBAO])["nursing_subsidy"]

    assert (nursing.owed, nursing.households) == (Money(22000), None)


def test_those_who_may_be_entitled_are_in_no_household_s_sum(cast: Cast) -> None:
    house("one", in_need("甲"))
    asked = entitled.list_entitled(
        officer=cast.zhou_min, month=JUNE, programme=DIBAO, outcome=Outcome.ASK, per_household=True
    )

    assert asked.households is None


def test_a_what_if_counts_both_sides_once_and_every_person_by_the_household_s_amount(cast: Cast) -> None:
    house("one", in_need("甲"), in_need("乙"))
    found = what_if(draft(HIGHER))

    tried = change(found, DIBAO)
    assert (tried.before.owed_fen, tried.after.owed_fen) == (Money(TWO_IN_NEED), Money(TWO_AT_600))
    assert tried.counts == {Effect.MORE: 2}
    assert {moved.becomes_fen for moved in found.moved} == {TWO_AT_600}


def test_slices_count_a_household_once_in_each_that_has_a_member_of_it(cast: Cast) -> None:
    house("one", in_need("甲"), in_need("乙"), in_need("丙", village=TOWN))
    in_need("丁")
    spread = next(
        each
        for each in what_if(draft(HIGHER)).spreads
        if (each.programme, each.dimension) == (DIBAO, Dimension.TOWNSHIP)
    )

    assert {part.value: (part.before, part.before_fen, part.after_fen) for part in spread.slices} == {
        JUNDIPING: (1, Money(TWO_IN_NEED), Money(TWO_AT_600)),
        XIEHE: (3, Money(TWO_IN_NEED), Money(TWO_AT_600)),
    }


def test_a_household_is_that_of_what_was_known_then(cast: Cast) -> None:
    alone = in_need("甲")
    then = get_horizon()
    house("one", alone, source=make_source("dibao", month=date(2026, 7, 1)))

    assert before(what_if(draft(HIGHER), horizon=then)).households == owed(0, apart=1)
    assert before(what_if(draft(HIGHER))).households == owed(1)
