"""Amounts whose rate no source gives yet: with a rate put in, they come out as the law reckons them."""

import shutil

import pytest

from tests.packs.loaded import POLICY
from yingbao.law.engines.reference import determine
from yingbao.law.facts.values import Value
from yingbao.law.packs import Pack, load
from yingbao.law.packs.cases import subjects_of
from yingbao.values.month import Month

JUNE = Month.parse("2026-06")
RATES = {
    "local_average_monthly_wage": "600000",
    "hiring_insurance_subsidy_rate": "50000",
}
SOLDIER: dict[str, Value | None] = {
    "hukou_division": "430811",
    "military_disability": "soldier",
    "military_disability_cause": "war",
    "certificate_kind": "physical",
    "retired_from_service": True,
    "in_soldiers_home": False,
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """武陵源 with rates put in from 2026 on."""
    policy = tmp_path_factory.mktemp("rates") / "policy"
    shutil.copytree(POLICY, policy)
    own = policy / "packs" / "cn-430811" / "parameters"
    values = (
        f"{rate}:\n  values:\n    - {{from: 2026-01, value: {value}, sure: assumed, source: 测试用数，待核}}\n"
        for rate, value in RATES.items()
    )
    (own / "put-in.yaml").write_text("".join(values), encoding="utf-8")
    written = (own / "assistance.yaml").read_text(encoding="utf-8")
    assert written.count("value: unknown") == 1
    filled = written.replace("value: unknown", "value: 30000")
    (own / "assistance.yaml").write_text(filled, encoding="utf-8")
    return load(policy, "cn-430811")


def amount(pack: Pack, programme: str, facts: dict[str, Value | None]) -> int | None:
    answer = determine(pack.for_month(JUNE, subjects_of(pack, programme)), facts)[programme]
    assert answer.outcome is True
    return answer.amount_fen


@pytest.mark.parametrize(
    ("cause", "grade", "kind", "share"),
    [
        ("war", 1, "physical", 50),
        ("duty", 2, "physical", 50),
        ("war", 3, "physical", 40),
        ("duty", 4, "physical", 40),
        ("illness", 1, "physical", 30),
        ("illness", 4, "physical", 30),
        ("illness", 5, "psychosocial", 25),
        ("illness", 6, "psychosocial", 25),
    ],
)
def test_the_nursing_fee_of_a_soldier_is_the_share_of_article_34(
    pack: Pack, cause: str, grade: int, kind: str, share: int
) -> None:
    facts = {**SOLDIER, "military_disability_cause": cause, "certificate_kind": kind}
    facts["military_disability_grade"] = grade

    assert amount(pack, "soldier_nursing_fee", facts) == 6_000 * share


def test_an_employer_is_paid_for_each_of_its_insured_disabled_staff(pack: Pack) -> None:
    facts: dict[str, Value | None] = {"employer_division": "430811", "disabled_staff_hired": 3}

    assert amount(pack, "hiring_insurance_subsidy", facts) == 150_000


def test_in_the_gradual_exit_the_amount_is_its_own(pack: Pack) -> None:
    facts: dict[str, Value | None] = {
        "hukou_division": "430811",
        "hukou_area": "urban",
        "has_certificate": True,
        "on_tekun": False,
        "on_dibao": True,
        "employed": True,
        "months_above_dibao_line": 5,
        "household_income_per_head_fen": 90_000,
        "employment_cost_per_head_fen": 0,
        "property_within_limit": True,
        "household_members": 2,
    }

    assert amount(pack, "dibao", facts) == 30_000
