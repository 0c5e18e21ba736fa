"""Packs: inheritance, dated rates, relations, reforms, and nothing half-loaded."""

import os
import subprocess
import sys

import pytest

from tests.unit.law.policy import CARE, CITY_RATES, FACTS, write_policy
from yingbao.law.engines.reference import determine
from yingbao.law.packs import NotInForce, PackProblems, load
from yingbao.values.month import Month

JUNE = Month(2026, 6)
WANG = {"grade": 2, "hukou_division": "500156001", "on_tekun": False, "on_elder_care": False}


def care(pack, month=JUNE, **facts):
    return determine(pack.for_month(month), WANG | facts)["care"]


@pytest.fixture
def city(tmp_path):
    return load(write_policy(tmp_path), "cn-50")


def test_a_city_changes_one_rule_and_keeps_the_words_of_the_nation(city):
    condition = next(c for c in city.programmes[0].conditions if c.id == "registered_here")

    assert condition.text == "hukou_division LIKE '50%'"
    assert condition.says.zh == "户籍在本地"
    assert city.lineage == ("cn", "cn-50")


def test_the_nation_alone_has_no_rate_and_so_no_amount(tmp_path):
    answer = care(load(write_policy(tmp_path), "cn"))

    assert answer.outcome is True
    assert answer.amount_fen is None


def test_the_rate_of_the_month_is_paid(city):
    assert care(city, Month(2022, 9)).amount_fen is None
    assert care(city, Month(2022, 10)).amount_fen == 8000
    assert care(city, Month(2025, 12)).amount_fen == 8000
    assert care(city, Month(2026, 1)).amount_fen == 10000


def test_an_earlier_month_is_asked_again_after_a_retroactive_change(tmp_path):
    raised = CITY_RATES.replace(
        "2026-01, value: {1: 11000, 2: 10000}", "2025-07, value: {1: 12000, 2: 11000}"
    )
    city = load(write_policy(tmp_path, **{"packs__cn-50__parameters__rates": raised}), "cn-50")

    assert care(city, Month(2025, 8)).amount_fen == 11000


def test_what_another_benefit_excludes_is_a_condition_of_its_own(city):
    answer = care(city, on_tekun=True)

    assert answer.outcome is False
    assert answer.conditions["without_tekun"] is False


def test_an_exclusion_does_not_reach_back_before_it_was_made(city):
    answer = care(city, Month(2021, 11), on_tekun=True)

    assert answer.outcome is True
    assert "without_tekun" not in answer.conditions
    assert care(city, Month(2021, 12), on_tekun=True).outcome is False


def test_of_two_subsidies_the_higher_is_chosen(city):
    assert care(city, on_elder_care=True, elder_care_fen=9999).outcome is True
    assert care(city, on_elder_care=True, elder_care_fen=10000).outcome is False
    assert care(city, on_elder_care=True).outcome is None
    assert care(city, on_elder_care=None, elder_care_fen=9999).outcome is True


def test_what_may_be_drawn_together_makes_no_condition(city):
    assert [relation.kind for relation in city.programmes[0].relations][-1] == "allow"
    assert all(c.id != "without_dibao" for c in city.programmes[0].conditions)


def test_a_reform_is_laid_over_and_has_its_own_fingerprint(tmp_path):
    policy = write_policy(tmp_path)
    reformed = load(policy, "cn-50", "wider")

    assert care(reformed, grade=3).outcome is True
    assert care(reformed, grade=3).amount_fen is None
    assert reformed.digest != load(policy, "cn-50").digest
    assert reformed.overlays == ("wider",)


def test_the_fingerprint_changes_with_what_decides_and_with_nothing_else(tmp_path):
    digest = load(write_policy(tmp_path), "cn-50").digest
    said = CARE.replace("健在", "在世")
    asked = CARE.replace("grade IN (1, 2)", "grade IN (1, 3)")

    asked_otherwise = FACTS.replace("几级？", "残疾证上是几级？")

    assert load(write_policy(tmp_path, packs__cn__programmes__care__care=said), "cn-50").digest == digest
    assert load(write_policy(tmp_path, facts__person=asked_otherwise), "cn-50").digest == digest
    assert load(write_policy(tmp_path, packs__cn__programmes__care__care=asked), "cn-50").digest != digest


def test_the_fingerprint_is_the_same_in_every_process():
    asked = "from yingbao.law.packs import load; from pathlib import Path; print(load(Path('policy'), 'cn').digest)"
    found = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(found) == 1


def test_a_month_before_the_pack_is_in_force_has_no_rules(city):
    with pytest.raises(NotInForce):
        city.for_month(Month(2015, 12))


def test_a_programme_may_be_dropped_by_the_city(tmp_path):
    policy = write_policy(tmp_path, **{"packs__cn-50__programmes__care__care": "id: care\nabsent: true\n"})
    (policy / "packs/cn-50/reforms/wider.yaml").unlink()

    assert load(policy, "cn-50").programmes == ()


def test_a_wrong_pack_is_not_loaded_at_all(tmp_path):
    with pytest.raises(PackProblems) as wrong:
        load(
            write_policy(tmp_path, packs__cn__programmes__care__care=CARE.replace("grade IN", "grad IN")),
            "cn-50",
        )

    assert str(wrong.value).startswith(f"{tmp_path}/packs/cn/programmes/care/care.yaml:14:11: ")


def test_the_rules_of_a_month_are_bound_once(city):
    assert city.for_month(JUNE) is city.for_month(JUNE)


def test_a_value_that_is_only_assumed_is_known_to_decide(city):
    assert [str(value.start) for _, value in city.rests_on("care", JUNE)] == ["2026-01"]
    assert city.is_assumed("care", JUNE)
    assert not city.is_assumed("care", Month(2025, 12))


def test_how_sure_a_relation_is_is_kept(tmp_path):
    unsure = CARE.replace("relation: exclude,", "relation: exclude, sure: assumed,")
    city = load(write_policy(tmp_path, packs__cn__programmes__care__care=unsure), "cn-50")
    conditions = {condition.id: condition for condition in city.for_month(JUNE).by_id["care"].conditions}

    assert conditions["without_tekun"].sure == "assumed"
    assert conditions["severe"].sure == "stated"
