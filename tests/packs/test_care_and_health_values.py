"""Values of care and health that no worked case can say: shares of a fare, caps that belong together, ages over a year."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.packs.loaded import DISTRICTS, pack_of
from yingbao.law.engines.reference import determine, determine_one, value_of
from yingbao.law.facts.values import Value
from yingbao.law.packs import Pack
from yingbao.values.month import Month

JUNE = Month.parse("2026-06")


@pytest.fixture(scope="module")
def wulong() -> Pack:
    return pack_of("cn-500156")


@pytest.fixture(scope="module")
def wulingyuan() -> Pack:
    return pack_of("cn-430811")


def fare_reduction(pack: Pack, kind: str, grade: int) -> Value | None:
    programme = pack.for_month(JUNE).by_id["transport_concession"]
    assert programme.amount is not None
    return value_of(programme.amount, {"certificate_kind": kind, "certificate_grade": grade})


def tiers(pack: Pack, parameter: str) -> Mapping[Value, Value | None]:
    dated = pack.parameters[parameter].on(JUNE)
    assert dated is not None
    assert isinstance(dated.value, Mapping)
    return {tier: value for tier, value in dated.value.items() if not isinstance(value, Mapping)}


def single(pack: Pack, parameter: str) -> Value | None:
    dated = pack.parameters[parameter].on(JUNE)
    assert dated is not None
    assert not isinstance(dated.value, Mapping)
    return dated.value


@pytest.mark.parametrize(
    ("kind", "grade", "percent"),
    [("visual", 1, 100), ("physical", 2, 100), ("visual", 3, 50), ("intellectual", 4, 50)],
)
def test_chongqing_takes_off_the_fare_what_its_ordinance_says(
    wulong: Pack, kind: str, grade: int, percent: int
) -> None:
    assert fare_reduction(wulong, kind, grade) == percent


def test_in_hunan_the_blind_ride_free_by_law_and_the_rest_is_not_known(wulingyuan: Pack) -> None:
    assert fare_reduction(wulingyuan, "visual", 2) == 100
    assert fare_reduction(wulingyuan, "visual", 3) is None
    assert fare_reduction(wulingyuan, "physical", 1) is None


def test_the_yearly_cap_of_training_is_the_months_at_the_monthly_cap(wulingyuan: Pack) -> None:
    month = tiers(wulingyuan, "child_training_month_cap")
    months = tiers(wulingyuan, "child_training_months_per_year")
    year = tiers(wulingyuan, "child_training_year_cap")

    assert set(month) == set(months) == set(year)
    for kind, cap in month.items():
        count = months[kind]
        assert isinstance(cap, int)
        assert isinstance(count, int)
        assert year[kind] == cap * count


def test_the_two_fitting_rates_of_wulingyuan_are_kept_apart(wulong: Pack, wulingyuan: Pack) -> None:
    device = {programme.id: programme for programme in wulingyuan.programmes}["basic_device"]

    assert {"device_fitting_rate_to_reach", "basic_device_fitting_rate_to_reach"} <= set(
        device.particulars.goes_by
    )
    assert single(wulingyuan, "device_fitting_rate_to_reach") == 98
    assert single(wulingyuan, "basic_device_fitting_rate_to_reach") == 95
    assert single(wulingyuan, "device_satisfaction_to_reach") == 90
    assert single(wulong, "device_fitting_rate_to_reach") == 85


def test_in_chongqing_who_is_six_in_january_is_a_child_all_year(wulong: Pack, wulingyuan: Pack) -> None:
    child: dict[str, Value | None] = {
        "birth_on": date(2019, 6, 15),
        "rehabilitation_diagnosis": "autism",
        "trains_at_designated_institution": True,
        "other_child_rehabilitation_this_year": False,
        "has_certificate": False,
    }

    def trained(pack: Pack, month: str) -> bool | None:
        facts = {**child, "hukou_division": pack.jurisdiction}
        return determine(pack.for_month(Month.parse(month)), facts)["child_training"].outcome

    assert [trained(wulong, month) for month in ("2026-01", "2026-12", "2027-01")] == [True, True, False]
    assert [trained(wulingyuan, month) for month in ("2026-06", "2026-07")] == [True, False]


@pytest.mark.parametrize("other_kind", [True, False])
@pytest.mark.parametrize("diagnosis", ["hearing", "autism", "none"])
@pytest.mark.parametrize("district", DISTRICTS)
def test_who_needs_a_device_has_it_by_one_programme_at_every_age(
    district: str, diagnosis: str, other_kind: bool
) -> None:
    pack = pack_of(district)
    needs: dict[str, Value | None] = {
        "hukou_division": pack.jurisdiction,
        "rehabilitation_diagnosis": diagnosis,
        "other_child_rehabilitation_this_year": other_kind,
        "has_certificate": True,
        "certificate_from": date(2020, 1, 1),
        "certificate_expires_on": date(2030, 1, 1),
        "needs_assistive_device": True,
        "device_in_basic_catalogue": True,
        "same_device_still_in_service": False,
    }
    rules = pack.for_month(JUNE)
    ways = [rules.by_id[name] for name in ("basic_device", "child_device")]
    born = [date(year, month, day) for year in range(2006, 2026) for month in (1, 6) for day in (1, 2)]

    for birth in born:
        outcomes = {determine_one(rules, way, {**needs, "birth_on": birth}).outcome for way in ways}

        assert outcomes == {True, False}, birth
