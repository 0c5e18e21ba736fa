"""What the generated code and statements are made of."""

from dataclasses import replace

import polars as pl
import pytest

from tests.generative.small_law import DrawnProgramme, build
from yingbao.law.engines import closure, columns, reference, sql
from yingbao.law.engines.reference import NotBound
from yingbao.law.facts.values import Kind
from yingbao.law.rules.nodes import Compare, Condition, FactValue, MonthDay, Parameter, Term
from yingbao.values.month import Month

JUNE = Month(2026, 6)
HOSTILE = DrawnProgramme(("road = 'a''); DROP TABLE persons; --'", "kind = '视力'"), "x0 OR x1", "flat")


@pytest.fixture(scope="module")
def rules():
    return build([HOSTILE], JUNE, {"flat": 12345})


def test_no_word_and_no_value_of_a_rule_stands_in_the_generated_function(rules):
    source = closure._Writer(rules).function()

    assert source.isascii()
    assert "DROP" not in source
    assert "12345" not in source


def test_a_text_in_a_statement_is_one_literal(rules):
    statement = sql.statement(rules, rules.pages[0], "sqlite", "known")

    assert "'a''); DROP TABLE persons; --'" in statement


def test_sqlite_is_told_to_keep_the_conditions_and_postgresql_to_hand_them_on(rules):
    on_sqlite = sql.statement(rules, rules.pages[0], "sqlite", "known")
    on_postgresql = sql.statement(rules, rules.pages[0], "postgresql", "known")

    assert ("MATERIALIZED" in on_sqlite, "OFFSET 0" in on_sqlite) == (True, False)
    assert ("MATERIALIZED" in on_postgresql, "OFFSET 0" in on_postgresql) == (False, True)


def test_a_frame_that_is_not_yet_collected_stays_so(rules):
    facts = pl.LazyFrame(schema={"person_id": pl.Int64} | dict.fromkeys(rules.fact_ids, pl.String))
    answer = columns.evaluate(rules, rules.pages[0], facts)

    assert isinstance(answer, pl.LazyFrame)
    names = ["person_id", "true_bits", "unknown_bits", "yes_bits", "ask_bits", "amount_p0"]
    assert answer.collect_schema().names() == names


def unbound(term: Term):
    fact = next(fact for fact in build([HOSTILE], JUNE, {}).facts if fact.kind is term.kind)
    return Compare(FactValue(fact), "=", term)


@pytest.mark.parametrize(
    "rule", [Condition("x0"), unbound(MonthDay("start")), unbound(Parameter("flat", Kind.FEN))]
)
def test_no_engine_takes_a_rule_that_is_not_bound_to_a_month(rules, rule):
    spoilt = replace(rules, conditions=(rule, *rules.conditions[1:]))
    page = rules.pages[0]

    with pytest.raises(NotBound):
        reference.determine(spoilt, {})
    with pytest.raises(NotBound):
        closure.compile(spoilt)
    with pytest.raises(NotBound):
        sql.statement(spoilt, page, "sqlite", "known")
    with pytest.raises(NotBound):
        columns.truth(rule)


def test_a_programme_not_in_force_answers_nothing_and_keeps_its_place(rules):
    two = build([DrawnProgramme(("poor",), "x0", "100"), DrawnProgramme(("poor",), "x0", "200")], JUNE, {})
    ended = replace(two, programmes=two.programmes[1:])
    (answer,) = closure.compile(ended)(ended.tuple_of({"poor": True}))

    assert answer.yes_bits == 0b10
    assert answer.amounts == (None, 200)
    assert "AS amount_p0" in sql.statement(ended, ended.pages[0], "sqlite", "known")
