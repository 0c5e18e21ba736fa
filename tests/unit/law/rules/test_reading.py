"""Rules as text: places of refusals, several at once, and full-width signs."""

from pathlib import Path

from tests.generative.small_law import PARAMETERS, VOCABULARY
from yingbao.law.facts.problems import Place, Problems
from yingbao.law.rules.nodes import All, Holds
from yingbao.law.rules.reading import LIMIT, read_condition
from yingbao.law.rules.scope import Purpose, Scope

HERE = Place(Path("p.yaml"), 12, 9)


def read(text, purpose=Purpose.CONDITION, conditions=()):
    problems = Problems()
    scope = Scope(VOCABULARY, PARAMETERS, frozenset(conditions), purpose)
    return read_condition(text, scope, HERE, problems), [problem.speak("en") for problem in problems]


def test_every_part_that_is_refused_is_said_at_once():
    rule, said = read("grade = 9 AND poor AND unknown_fact AND kind = 'x'")

    assert rule is None
    assert [line.split(":")[2] for line in said] == ["17", "32", "56"]


def test_a_refusal_in_a_later_line_names_that_line():
    _, said = read("poor\nAND grade = 9")

    assert said[0].startswith("p.yaml:13:13: ")


def test_a_list_without_a_value_is_refused_where_it_stands():
    _, said = read("poor AND grade IN ()")

    assert len(said) == 1
    assert said[0].startswith("p.yaml:12:18: ")
    assert "values in its brackets" in said[0]


def test_text_that_is_no_expression_is_refused_where_it_breaks():
    _, said = read("poor AND")

    assert said[0].startswith("p.yaml:12:")
    assert "cannot be read" in said[0]


def test_full_width_signs_are_read_as_they_are_meant():
    rule, said = read("（poor AND helped）")

    assert said == []
    assert rule == All((Holds(VOCABULARY["poor"]), Holds(VOCABULARY["helped"])))


def test_nesting_without_end_is_refused_and_does_not_break_the_reader():
    rule, said = read("(" * 1500 + "poor" + ")" * 1500)

    assert rule is None
    assert len(said) == 1


def test_a_rule_longer_than_anyone_can_read_is_refused():
    rule, said = read("poor OR " * LIMIT + "poor")

    assert rule is None
    assert "longer than" in said[0]


def test_a_parameter_of_the_wrong_kind_is_no_truth():
    assert read("flat")[0] is None
    assert read("wide")[1] == []


def test_hostile_texts_are_all_refused():
    hostile = [
        "poor; DROP TABLE persons",
        "poor OR 1=1 --",
        "poor /* x */",
        "EXISTS (SELECT 1)",
        "grade IN (SELECT 1)",
        "poor UNION SELECT 1",
        "read_csv('x') = 1",
        "pg_sleep(9) = 1",
        "$1 = 1",
        "@x = 1",
        "? = 1",
        "CAST(grade AS TEXT) = '1'",
        "grade::text = '1'",
        "road SIMILAR TO 'x'",
        "road ~ 'x'",
        "x -> x = 1",
        "*",
        "persons.grade = 1",
        '"grade" = 1',
        "grade = ALL(ARRAY[1])",
        "LENGTH(road) = 1",
        "road || 'x' = 'y'",
        "DATE '2026-01-01' = birth_on",
        "birth_on > CURRENT_DATE",
        "INTERVAL '1' DAY = 1",
        "road LIKE 'a%' ESCAPE 'b'",
        "road ILIKE 'a%'",
        "grade IS DISTINCT FROM 1",
        "poor IS TRUE",
        "(poor, helped) = (1, 2)",
        "IF(poor, helped, wide)",
        "grade % 2 = 1",
        "{{ poor }}",
    ]

    accepted = [text for text in hostile if read(text)[0] is not None]

    assert accepted == []


def test_a_day_out_of_all_time_is_refused_before_it_is_moved():
    assert read("birth_on > add_years('0001-01-01', -1)")[0] is None
    assert read("birth_on > add_years(add_years(month_end(), 100), 100)")[0] is None
    assert read("birth_on > add_years('1950-01-01', -1)")[1] == []
