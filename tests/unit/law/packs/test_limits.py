"""No rule reckons beyond 64 bits, and no amount is below nought for everyone: said with the place."""

from pathlib import Path

import polars as pl
import pytest

from tests.unit.law.policy import CARE, CASES, CITY_RATES, write_policy
from yingbao.law.engines import columns
from yingbao.law.engines.reference import determine_one
from yingbao.law.packs import PackProblems, check, load
from yingbao.law.packs.fast_answers import by_function, by_sqlite
from yingbao.law.rules.bounds import MOST
from yingbao.values.money import MOST_FEN
from yingbao.values.month import Month

JUNE = Month(2026, 6)
PAID = "care_rate(grade)"
# The rate is 11000 fen at most and the other benefit MOST_FEN, so these end just inside and just outside.
INSIDE = MOST // MOST_FEN // 100
TOO_LARGE = {
    "a product of numbers": "care_rate(grade) + 999999999 * 999999999 * 999999999",
    "a fact times a number": f"elder_care_fen * {INSIDE} * 101",
    "a part of it only": "care_rate(grade) * 999999999 * 999999999 / 999999999",
    "twice a share": f"elder_care_fen * {INSIDE} * 100 / 2",
    "a branch": "CASE WHEN grade = 1 THEN care_rate(grade) ELSE elder_care_fen * 999999999 * 999999999 END",
    "a condition of a branch": "CASE WHEN elder_care_fen * 999999999 * 99 > 1 THEN 1 ELSE care_rate(grade) END",
    "a rounding": f"round_to(elder_care_fen * {INSIDE} * 100, 100)",
    "a written number": "99999999999999999999 + care_rate(grade)",
}


def pays(amount: str) -> str:
    return CARE.replace(f"amount: {PAID}", f'amount: "{amount}"')


def said(folder: Path, **changed: str) -> list[str]:
    policy = write_policy(folder, **{"packs__cn-50__cases__care__care": "[]\n", **changed})
    return [str(problem) for problem in check(policy).problems if "算出的数" in str(problem)]


@pytest.mark.parametrize("amount", TOO_LARGE.values(), ids=TOO_LARGE)
def test_an_amount_that_can_leave_64_bits_is_refused_at_its_place(tmp_path: Path, amount: str) -> None:
    problems = said(tmp_path, packs__cn__programmes__care__care=pays(amount))

    assert problems
    assert all("care.yaml:27:" in problem for problem in problems), problems


def test_a_condition_that_can_leave_64_bits_is_refused_at_its_place(tmp_path: Path) -> None:
    rule = "grade IN (1, 2) AND elder_care_fen * 999999999 * 99 > 5"
    problems = said(tmp_path, packs__cn__programmes__care__care=CARE.replace("grade IN (1, 2)", rule))

    assert problems
    assert all("care.yaml:14:" in problem for problem in problems), problems


def test_a_value_of_any_month_counts(tmp_path: Path) -> None:
    large = CITY_RATES.replace("1: 9000", f"1: {MOST // 10}")
    problems = said(
        tmp_path,
        **{"packs__cn-50__parameters__rates": large},
        packs__cn__programmes__care__care=pays("care_rate(grade) * 11"),
    )

    assert problems


def test_what_everyone_would_owe_is_refused(tmp_path: Path) -> None:
    policy = write_policy(tmp_path, packs__cn__programmes__care__care=pays("care_rate(grade) - 11001"))

    with pytest.raises(PackProblems, match="金额对任何人都是负数"):
        load(policy, "cn-50")


def test_what_only_somebody_would_owe_is_left_to_the_run(tmp_path: Path) -> None:
    policy = write_policy(
        tmp_path, packs__cn__programmes__care__care=pays("care_rate(grade) - elder_care_fen")
    )

    assert load(policy, "cn-50").programmes


def test_a_worked_case_below_nought_is_a_problem(tmp_path: Path) -> None:
    policy = write_policy(
        tmp_path,
        packs__cn__programmes__care__care=pays("care_rate(grade) - elder_care_fen"),
        **{
            "packs__cn-50__cases__care__care": CASES.replace(
                "on_elder_care: false", "on_elder_care: false, elder_care_fen: 20000"
            ).replace("amount: 100.00", "amount: -100.00")
        },
    )

    assert any("金额为负" in str(problem) for problem in check(policy).problems)


@pytest.mark.parametrize("sign", [1, -1])
def test_at_the_very_end_all_engines_agree(tmp_path: Path, sign: int) -> None:
    amount = f"elder_care_fen * {INSIDE} * 100 + care_rate(grade)"
    policy = write_policy(tmp_path, packs__cn__programmes__care__care=pays(amount))
    rules = load(policy, "cn-50").for_month(JUNE)
    facts = {
        "grade": 2,
        "hukou_division": "500156",
        "on_tekun": False,
        "on_elder_care": False,
        "elder_care_fen": sign * MOST_FEN,
        "death_on": None,
    }
    owed = sign * MOST_FEN * INSIDE * 100 + 10000
    assert abs(owed) > MOST * 99 // 100

    plain = determine_one(rules, rules.by_id["care"], facts)
    assert (plain.outcome, plain.amount_fen) == (True, owed)
    for engine in (by_function, by_sqlite):
        assert engine(rules, [("care", facts)]) == [(True, owed)]
    kinds = {"integer": pl.Int64, "fen": pl.Int64, "boolean": pl.Boolean, "date": pl.Date}
    schema = {"person_id": pl.Int64} | {f.id: kinds.get(f.kind.value, pl.String) for f in rules.facts}
    frame = pl.DataFrame([{"person_id": 1, **{f.id: facts.get(f.id) for f in rules.facts}}], schema=schema)
    (page,) = rules.pages
    assert columns.evaluate(rules, page, frame)["amount_care"].to_list() == [owed]
