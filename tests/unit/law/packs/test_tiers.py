"""Parameters tiered by several facts: read, bound, told, and refused where the tiers do not fit."""

from pathlib import Path

import pytest

from tests.unit.law.policy import CARE, CASES, RATES, write_policy
from yingbao.law.engines import reference
from yingbao.law.facts.problems import PackProblems
from yingbao.law.packs import check, load
from yingbao.law.packs.parameters import amounts_of
from yingbao.law.packs.telling import say_rate
from yingbao.values.month import Month

JUNE = Month(2026, 6)
TIERED = """
care_rate:
  values:
    - {from: 2022-10, value: {true: {1: 9000, 2: 8000}, false: {1: 5000, 2: unknown}}, sure: stated, source: 公告}
    - {from: 2026-01, value: {true: {1: 11000, 2: 10000}, false: unknown}, sure: assumed, source: 公告}
"""
BY_TWO = RATES.replace("by: grade", "by: [on_dibao, grade]")


def policy(folder: Path, rates: str = TIERED, call: str = "care_rate(on_dibao, grade)") -> Path:

    return write_policy(
        folder,
        packs__cn__parameters__rates=BY_TWO,
        **{
            "packs__cn-50__parameters__rates": rates,
            "packs__cn__programmes__care__care": CARE.replace("care_rate(grade)", f"'{call}'"),
            "packs__cn-50__cases__care__care": "[]",
        },
    )


def amount(folder: Path, month: Month, **facts: object) -> int | None:
    rules = load(folder, "cn-50").for_month(month)
    return reference.determine(rules, facts)["care"].amount_fen


@pytest.mark.parametrize(
    ("month", "dibao", "grade", "fen"),
    [
        (Month(2025, 12), True, 1, 9000),
        (Month(2025, 12), False, 1, 5000),
        (Month(2025, 12), False, 2, None),
        (JUNE, True, 2, 10000),
        (JUNE, False, 1, None),
        (JUNE, None, 1, None),
        (JUNE, True, None, None),
        (JUNE, True, 3, None),
    ],
)
def test_an_amount_stands_under_the_tiers_of_both_facts(tmp_path, month, dibao, grade, fen):
    facts = {
        "on_dibao": dibao,
        "grade": grade,
        "hukou_division": "500156",
        "on_tekun": False,
        "on_elder_care": False,
    }

    assert amount(policy(tmp_path), month, **facts) == fen


def test_tiers_are_told_one_after_the_other(tmp_path):
    rate = load(policy(tmp_path), "cn-50").parameters["care_rate"]

    assert list(amounts_of(rate.values[1].value))[1] == ((True, 2), 8000)
    assert "是·1 → 90.00 元" in say_rate(rate, rate.values[1]).zh


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (TIERED.replace("{1: 9000, 2: 8000}", "9000"), "is tiered by grade"),
        (TIERED.replace("{1: 9000, 2: 8000}", "{1: {2: 9000}}"), "takes one value here"),
        (TIERED.replace("{1: 9000, 2: 8000}", "{7: 9000}"), "7 is no value of grade"),
    ],
)
def test_tiers_that_do_not_fit_are_refused_where_they_stand(tmp_path, spoilt, said):
    with pytest.raises(PackProblems) as wrong:
        load(policy(tmp_path, spoilt), "cn-50")

    assert any(
        said in problem.speak("en") and "rates.yaml:4" in problem.speak("en")
        for problem in wrong.value.problems
    )


def test_a_rule_names_the_facts_in_the_order_of_the_tiers(tmp_path):
    with pytest.raises(PackProblems, match="care_rate"):
        load(policy(tmp_path, call="care_rate(grade, on_dibao)"), "cn-50")


def test_a_parameter_of_one_fact_may_write_it_as_a_list(tmp_path):
    folder = write_policy(tmp_path, packs__cn__parameters__rates=RATES.replace("by: grade", "by: [grade]"))

    assert CASES.count("case:") == check(folder).cases
    assert not check(folder).problems
