"""Rules bound to a month: what a month decides is decided, what nobody stated stays unknown."""

from datetime import date
from pathlib import Path

from tests.generative.small_law import PARAMETERS, VOCABULARY
from yingbao.law.engines.reference import truth_of
from yingbao.law.facts.problems import Place, Problems
from yingbao.law.rules.binding import Binding
from yingbao.law.rules.nodes import Always, Compare, Constant, FactValue
from yingbao.law.rules.reading import read_condition
from yingbao.law.rules.scope import Scope
from yingbao.values.month import Month

JUNE = Month(2026, 6)


def bound(text, month=JUNE, **values):
    problems = Problems()
    rule = read_condition(text, Scope(VOCABULARY, PARAMETERS), Place(Path("x")), problems)
    assert rule is not None, list(problems)
    return Binding(month, values).rule(rule)


def test_an_age_becomes_one_comparison_of_the_day_of_birth():
    rule = bound("age(month_end()) >= 16")

    assert isinstance(rule, Compare)
    assert rule == Compare(
        FactValue(VOCABULARY["birth_on"]), "<=", Constant(date(2010, 6, 30), rule.right.kind)
    )


def test_a_switch_that_is_off_takes_its_part_out():
    assert bound("poor OR (wide AND helped)", wide=False) == bound("poor")


def test_a_switch_that_nobody_set_is_unknown():
    assert truth_of(bound("poor OR wide"), {"poor": False}) is None
    assert truth_of(bound("poor OR wide"), {"poor": True}) is True


def test_a_rate_that_is_unknown_makes_its_comparison_unknown():
    assert bound("flat > other_fen") == Always(None)


def test_the_rate_of_a_tier_is_looked_up_and_no_other():
    rule = bound("rate(grade) > other_fen", rate={1: 11000})

    assert truth_of(rule, {"grade": 1, "other_fen": 10000}) is True
    assert truth_of(rule, {"grade": 2, "other_fen": 10000}) is None
    assert truth_of(rule, {"grade": None, "other_fen": 10000}) is None


def test_every_comparison_of_an_age_agrees_with_counting_years():
    for sign, wanted in {
        "=": [16],
        "<>": [15, 17],
        "<": [15],
        "<=": [15, 16],
        ">": [17],
        ">=": [16, 17],
    }.items():
        rule = bound(f"age(month_end()) {sign} 16")
        found = [n for n in (15, 16, 17) if truth_of(rule, {"birth_on": date(2026 - n, 1, 1)})]
        assert found == wanted, sign
