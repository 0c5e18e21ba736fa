"""Values to try, as an officer writes them, become a text laid over the pack."""

from typing import Any

import pytest

from tests.people import WULINGYUAN
from yingbao.office.determination.packs import pack_of
from yingbao.office.scenarios.trying import CannotTry, Tried, list_parameters, tiers_of
from yingbao.values.month import Month

JUNE = Month(2026, 6)


def value(*written: str, parameter: str, reforms: tuple[str, ...] = ()) -> Any:
    tried = Tried(WULINGYUAN, JUNE, reforms, written)
    dated = pack_of(WULINGYUAN, JUNE, *tried.laid).parameters[parameter].on(JUNE)
    assert dated is not None
    return dated.value


def test_an_amount_is_written_in_yuan() -> None:
    assert value("living_allowance_rate=120.5", parameter="living_allowance_rate") == 12050
    assert value("困难残疾人生活补贴标准 ＝ 1,200元", parameter="living_allowance_rate") == 120000


def test_other_values_are_counts_and_any_may_be_unknown() -> None:
    assert value("family_support_times=3", parameter="family_support_times") == 3
    assert value("living_allowance_rate=未知", parameter="living_allowance_rate") is None


def test_one_tier_leaves_the_others_as_they_are() -> None:
    assert value("nursing_subsidy_rate:1=130", parameter="nursing_subsidy_rate") == {1: 13000, 2: 11000}
    assert value(
        "nursing_subsidy_rate:3=60", parameter="nursing_subsidy_rate", reforms=("nursing-for-grades-3-4",)
    ) == {1: 11000, 2: 11000, 3: 6000, 4: None}
    assert value("dibao_standard:urban=800", parameter="dibao_standard") == {"urban": 80000, "rural": 51500}


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("living_allowance_rate", "参数=数值"),
        ("nothing=1", "没有参数“nothing”"),
        ("nursing_subsidy_rate=130", "分档"),
        ("nursing_subsidy_rate:5=130", "没有“5”这一档"),
        ("living_allowance_rate:1=130", "不分档"),
        ("living_allowance_rate=-1", "0 到 10,000,000.00 元"),
        ("living_allowance_rate=1.005", "0 到 10,000,000.00 元"),
        ("family_support_times=一", "不是可用的数值"),
    ],
)
def test_what_cannot_be_tried_says_why(written: str, why: str) -> None:
    with pytest.raises(CannotTry) as refused:
        _ = Tried(WULINGYUAN, JUNE, (), (written,)).overlay
    assert why in refused.value.wording.zh
    assert refused.value.wording.en.isascii() or "“" in refused.value.wording.en


def test_the_same_value_twice_is_refused() -> None:
    with pytest.raises(CannotTry):
        _ = Tried(WULINGYUAN, JUNE, (), ("living_allowance_rate=1", "living_allowance_rate=2")).overlay


def test_the_form_offers_what_decides_or_who_pays_and_every_tier() -> None:
    offered = {p.id: programmes for p, programmes in list_parameters(pack_of(WULINGYUAN, JUNE))}
    parameters = pack_of(WULINGYUAN, JUNE).parameters

    assert offered["living_allowance_rate"] == ("living_allowance",)
    assert offered["sunshine_home_central_aid"] == ("sunshine_home",)
    assert "dibao_pay_day" not in offered
    assert tiers_of(parameters["nursing_subsidy_rate"]) == [("1",), ("2",), ("3",), ("4",)]
    assert tiers_of(parameters["living_allowance_rate"]) == []
