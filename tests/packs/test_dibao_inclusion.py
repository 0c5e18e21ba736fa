"""Who counts as eligible for dibao, and so as missed when not on it: seen in both districts."""

import pytest

from tests.packs.loaded import DISTRICTS, pack_of
from yingbao.law.engines.explain import explain
from yingbao.law.facts.values import Value
from yingbao.law.packs.measuring import among_of, measuring, reached_of
from yingbao.law.packs.records import records_of
from yingbao.values.month import Month

JUNE = Month(2026, 6)
MUCH = 10_000_000
ON_NOTHING: dict[str, Value | None] = {
    "has_certificate": True,
    "certificate_grade": 3,
    "on_dibao": False,
    "on_tekun": False,
    "on_dibao_margin": False,
    "hukou_area": "rural",
    "household_income_per_head_fen": MUCH,
    "employment_cost_per_head_fen": 0,
    "property_within_limit": True,
}


@pytest.mark.parametrize("district", DISTRICTS)
@pytest.mark.parametrize(
    ("told", "among"),
    [
        ({}, False),
        ({"household_income_per_head_fen": 100}, True),
        ({"household_income_per_head_fen": 100, "employment_cost_per_head_fen": None}, True),
        ({"employment_cost_per_head_fen": MUCH}, True),
        ({"employment_cost_per_head_fen": MUCH, "property_within_limit": False}, False),
        ({"employment_cost_per_head_fen": None}, None),
        ({"employment_cost_per_head_fen": None, "property_within_limit": False}, False),
        ({"on_dibao_margin": True, "certificate_grade": 2}, True),
        ({"on_dibao_margin": True, "certificate_grade": 2, "property_within_limit": None}, True),
        ({"on_dibao_margin": True, "certificate_grade": 3}, False),
        ({"on_dibao_margin": True, "certificate_grade": None}, None),
        ({"on_dibao_margin": None, "certificate_grade": 1}, None),
        ({"has_certificate": False, "on_dibao_margin": True, "certificate_grade": 1}, False),
    ],
)
def test_who_could_be_on_dibao_but_is_not_is_counted_as_missed(
    district: str, told: dict[str, Value | None], among: bool | None
) -> None:
    pack = pack_of(district)
    indicator = records_of(pack).indicators["dibao_inclusion"]
    rules = measuring(pack, [indicator], JUNE).for_month(JUNE)
    facts = ON_NOTHING | {"hukou_division": pack.jurisdiction} | told
    found = {
        each: explain(rules, each, facts).outcome
        for each in (among_of(indicator.id), reached_of(indicator.id))
    }

    assert found == {among_of(indicator.id): among, reached_of(indicator.id): False}
