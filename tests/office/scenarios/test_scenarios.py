"""Scenarios: kept with what they found, worked out again for the own division, ended by who may."""

from datetime import UTC, date, datetime

import pytest

from tests.office.determination.register_of import cover, holder, on, stated
from tests.people import JUNDIPING, WULINGYUAN, XIEHE, Cast
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.models import Act
from yingbao.office.determination.queries.what_if import Effect
from yingbao.office.register.models import Person
from yingbao.office.scenarios.actions import (
    ElsewhereThanOwnCounty,
    NothingTried,
    NotTheirs,
    end_scenario,
    save_scenario,
)
from yingbao.office.scenarios.models import Scenario
from yingbao.office.scenarios.queries import get_scenario, list_scenarios, recompute, sees_summary, tried_in
from yingbao.office.scenarios.trying import Tried
from yingbao.values.month import Month

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("compared_only")]
JUNE = Month(2026, 6)
NOW = datetime(2026, 7, 1, 4, tzinfo=UTC)
TOWN = "430811001001"
WIDER = Tried(WULINGYUAN, JUNE, ("living-for-low-income",), ("living_allowance_rate=120",))


@pytest.fixture
def folk(cast: Cast) -> dict[str, Person]:
    """陈一 of 协合乡 and 李明 of 军地坪街道 are of dibao-margin families, and not on dibao."""
    cover(month=date(2026, 1, 1))
    found = {"chen": holder("陈一", grade=3), "li": holder("李明", grade=3, village=TOWN)}
    for person in found.values():
        on(person, "dibao_margin")
        stated(person, "low_income_family", "true")
    return found


def kept(cast: Cast, tried: Tried = WIDER, by: str = "zhou_min") -> Scenario:
    return save_scenario(tried=tried, name=" 延伸 ", note="", by=getattr(cast, by), at=NOW)


def test_what_was_found_is_kept_with_what_was_tried(cast: Cast, folk: dict[str, Person]) -> None:
    scenario = kept(cast)

    assert (scenario.name, scenario.by, scenario.division) == ("延伸", "zhou_min", WULINGYUAN)
    assert tried_in(scenario) == WIDER
    (living,) = scenario.summary["programmes"]
    assert (living["counts"], living["after"]["owed"]) == ({"gains": 2}, 24000)
    assert scenario.summary["monthly"] == {"before": 0, "after": 24000}
    assert scenario.summary["yearly"] == {"before": 0, "after": 288000}
    assert Act.objects.get(verb="scenarios.scenario.saved").subject == f"scenario:{scenario.pk}"


def test_the_same_kept_again_is_the_one_that_is_kept(cast: Cast, folk: dict[str, Person]) -> None:
    first, second = kept(cast), kept(cast)

    assert second.pk == first.pk
    assert Act.objects.filter(verb="scenarios.scenario.saved").count() == 1


def test_another_name_officer_value_or_knowledge_is_another_scenario(
    cast: Cast, folk: dict[str, Person]
) -> None:
    first = kept(cast)
    kept(cast, by="xiang_dong")
    kept(cast, Tried(WULINGYUAN, JUNE, WIDER.reforms))
    save_scenario(tried=WIDER, name="另一个", note="", by=cast.zhou_min, at=NOW)
    end_scenario(scenario=first, by=cast.zhou_min, at=NOW)
    kept(cast)
    on(holder("后来人", grade=3), "dibao_margin")
    kept(cast)

    assert Scenario.objects.count() == 6


def test_it_is_worked_out_again_for_the_own_division_with_what_was_known(
    cast: Cast, folk: dict[str, Person]
) -> None:
    scenario = kept(cast)
    on(holder("后来人", grade=3), "dibao_margin")

    everyone = recompute(scenario, within=WULINGYUAN)
    here = recompute(scenario, within=JUNDIPING)

    assert len(everyone.found.of("living_allowance", Effect.GAINS)) == 2
    assert [moved.person for moved in here.found.of("living_allowance", Effect.GAINS)] == [folk["li"].pk]
    assert not everyone.rules_changed


def test_it_is_told_when_the_rules_changed_since(cast: Cast, folk: dict[str, Person]) -> None:
    scenario = kept(cast)
    Scenario.objects.filter(pk=scenario.pk).update(digest_now="what it was before an amendment")
    scenario.refresh_from_db()

    assert recompute(scenario, within=WULINGYUAN).rules_changed


def test_what_was_tried_when_nothing_was_known_finds_nobody_later(cast: Cast) -> None:
    scenario = kept(cast)
    assert scenario.horizon_id is None
    cover(month=date(2026, 1, 1))
    on(holder("后来人", grade=3), "dibao_margin")

    assert recompute(scenario, within=WULINGYUAN).found.moved == ()


def test_a_township_sees_its_own_and_the_county_s_and_the_county_sees_all(cast: Cast) -> None:
    county, here = kept(cast), kept(cast, by="tian_fang")

    assert [s.pk for s in list_scenarios(officer=cast.zhou_min)] == [here.pk, county.pk]
    assert [s.pk for s in list_scenarios(officer=cast.tian_fang)] == [here.pk, county.pk]
    assert [s.pk for s in list_scenarios(officer=cast.wu_gang)] == [county.pk]
    assert not list_scenarios(officer=cast.ran_jing).exists()
    assert get_scenario(officer=cast.wu_gang, scenario_id=here.pk) is None
    assert here.division == JUNDIPING
    assert sees_summary(cast.zhou_min, here)
    assert not sees_summary(cast.tian_fang, county)
    assert here.division != XIEHE


def test_only_who_may_keeps_and_only_in_the_own_county(cast: Cast) -> None:
    for account in ("yang_mei", "shen_ji", "guan_li"):
        with pytest.raises(NotPermitted):
            kept(cast, by=account)
    with pytest.raises(ElsewhereThanOwnCounty):
        kept(cast, by="ran_jing")
    with pytest.raises(NothingTried):
        kept(cast, Tried(WULINGYUAN, JUNE))
    assert not Scenario.objects.exists()


def test_one_who_kept_it_or_the_county_takes_it_off_and_it_stays_written(cast: Cast) -> None:
    county, here = kept(cast), kept(cast, by="tian_fang")
    with pytest.raises(NotTheirs):
        end_scenario(scenario=county, by=cast.tian_fang, at=NOW)
    with pytest.raises(ElsewhereThanOwnCounty):
        end_scenario(scenario=here, by=cast.ran_jing, at=NOW)
    with pytest.raises(NotPermitted):
        end_scenario(scenario=here, by=cast.shen_ji, at=NOW)

    end_scenario(scenario=here, by=cast.xiang_dong, at=NOW)
    end_scenario(scenario=here, by=cast.xiang_dong, at=NOW)

    assert [s.pk for s in list_scenarios(officer=cast.zhou_min)] == [county.pk]
    assert Scenario.objects.get(pk=here.pk).ended_by == "xiang_dong"
    assert Act.objects.filter(verb="scenarios.scenario.ended").count() == 1
