"""One person explained: the reasons in sentences, and the questions that would decide."""

from datetime import date

import pytest

from tests.unit.law.policy import write_policy
from yingbao.law.engines.explain import explain, explainer
from yingbao.law.packs import load
from yingbao.values.month import Month

WANG = {"grade": 2, "hukou_division": "500156001", "on_tekun": False, "on_elder_care": False}


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    return load(write_policy(tmp_path_factory.mktemp("policy")), "cn-50").for_month(Month(2026, 6))


def reason(answer, name):
    return next(found for found in answer.reasons if found.id == name)


def test_a_yes_has_its_amount_and_every_condition_that_holds(rules):
    answer = explain(rules, "care", WANG)

    assert answer.outcome is True
    assert answer.amount_fen == 10000
    assert [(found.id, found.truth) for found in answer.reasons] == [
        ("alive", True),
        ("severe", True),
        ("registered_here", True),
        ("without_tekun", True),
        ("higher_than_elder_care", True),
    ]
    assert answer.questions == ()


def test_a_no_says_in_a_sentence_what_it_saw(rules):
    answer = explain(rules, "care", WANG | {"death_on": date(2026, 5, 31), "grade": 3})

    assert answer.outcome is False
    assert answer.amount_fen is None
    assert [found.id for found in answer.failing] == ["alive", "severe"]
    assert answer.failing[0].sentence().zh == "已于2026年5月31日去世"
    assert answer.failing[1].sentence().en == "grade 3"
    assert answer.failing[1].facts == {"grade": 3}
    assert str(answer.failing[1].citation) == "残疾人保障法:第四十八条"


def test_an_unknown_asks_the_fact_that_would_decide(rules):
    answer = explain(rules, "care", WANG | {"grade": None})

    assert answer.outcome is None
    assert [question.wording.zh for question in answer.questions] == ["几级？"]
    assert reason(answer, "severe").sentence().zh == "一级或二级：未知，缺少等级"
    assert reason(answer, "severe").sentence().en == "grade 1 or 2: unknown, missing grade"


def test_a_fact_without_a_question_is_asked_by_its_name(rules):
    answer = explain(rules, "care", WANG | {"on_tekun": None})

    assert [question.wording.zh for question in answer.questions] == ["特困"]


def test_nothing_is_asked_where_another_condition_already_says_no(rules):
    answer = explain(rules, "care", WANG | {"grade": None, "on_tekun": True})

    assert answer.outcome is False
    assert answer.questions == ()


def test_of_two_subsidies_the_missing_amount_is_asked_only_of_who_draws_both(rules):
    without = explain(rules, "care", WANG | {"on_elder_care": None, "elder_care_fen": 0})
    drawing = explain(rules, "care", WANG | {"on_elder_care": True})

    assert without.outcome is True
    assert [question.fact.id for question in drawing.questions] == ["elder_care_fen"]


def test_a_division_is_said_by_its_name_where_it_has_one(rules):
    answer = explain(rules, "care", WANG | {"hukou_division": "430811001"})

    assert answer.failing[0].sentence({"430811001": "军地坪街道"}).zh == "户籍在军地坪街道"
    assert answer.failing[0].sentence().zh == "户籍在430811001"


def test_where_only_the_rate_is_unknown_there_is_nothing_to_ask(tmp_path):
    rules = load(write_policy(tmp_path), "cn").for_month(Month(2026, 6))
    answer = explain(rules, "care", WANG | {"on_elder_care": True, "elder_care_fen": 5000})

    assert answer.outcome is None
    assert answer.questions == ()
    assert reason(answer, "higher_than_elder_care").sentence().zh.endswith("未知，标准待核")


def test_what_was_worked_out_for_a_signature_is_remembered(rules):
    people = [WANG | {"grade": None, "hukou_division": code} for code in ("500156", "500112")]
    maker = explainer(rules)
    found = [explain(rules, "care", person) for person in people]

    assert found[0].explainer is maker
    first, second = (maker.deciding(answer.programme, answer.packed) for answer in found)
    assert first is second
