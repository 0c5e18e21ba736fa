"""Shared conditions stand once and are joined where a programme names them."""

from pathlib import Path

from yingbao.law.facts.documents import Located, Plain, read_text
from yingbao.law.facts.problems import Problems
from yingbao.law.packs.shared import join_shared

SHARED = """
alive: {rule: death_on IS NULL, says: {zh: 健在}}
severe: {rule: 'certificate_grade IN (1, 2)', says: {zh: 重度}}
elsewhere: {rule: on_dibao, says: {zh: 别处}}
"""


def read(text: str) -> Located:
    problems = Problems()
    document = read_text(text, Path("made-up.yaml"), problems)
    assert document is not None
    assert not problems
    return document


def joined(text: str) -> dict[str, Plain]:
    conditions = join_shared(read(text), read(SHARED).mapping).mapping["conditions"].plain
    assert isinstance(conditions, dict)
    return conditions


def test_only_the_conditions_eligibility_names_are_joined() -> None:
    assert list(joined("eligible: alive AND severe")) == ["alive", "severe"]


def test_they_stand_in_the_order_of_eligibility() -> None:
    own = "conditions: {poor: {rule: on_dibao}}\neligible: severe AND poor AND alive"
    assert list(joined(own)) == ["severe", "poor", "alive"]


def test_what_the_programme_says_itself_is_laid_over() -> None:
    conditions = joined("conditions: {severe: {clause: 某文件}}\neligible: severe")
    assert conditions["severe"] == {
        "rule": "certificate_grade IN (1, 2)",
        "says": {"zh": "重度"},
        "clause": "某文件",
    }


def test_an_own_condition_nobody_names_stays_to_be_complained_about() -> None:
    assert list(joined("conditions: {poor: {rule: on_dibao}}\neligible: alive")) == ["alive", "poor"]


def test_a_programme_naming_no_shared_condition_is_left_as_it_is() -> None:
    programme = read("conditions: {poor: {rule: on_dibao}}\neligible: poor")
    assert join_shared(programme, read(SHARED).mapping) is programme
