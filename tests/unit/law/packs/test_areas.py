"""Where the files of a pack stand, and what is not read there; cases of packs above in every district."""

from pathlib import Path

import pytest

from tests.unit.law.policy import CASES, CITY_CARE, RATES, write_policy
from yingbao.law.facts.problems import Problems
from yingbao.law.packs import check, find_districts, load
from yingbao.law.packs.cases import read_cases
from yingbao.law.packs.fast_answers import ENGINES

COUNTY = """
id: cn-5001
name: {zh: 县, en: county}
jurisdiction: '5001'
extends: cn-50
adapts: [care]
"""
HERE_CASE = """
- case: 住在本地的人
  programme: care
  month: 2026-06
  facts: {grade: 2, hukou_division: HERE, on_tekun: false, on_elder_care: false}
  expect: yes
"""


def said(policy: Path) -> list[str]:
    return [problem.speak("zh") for problem in check(policy).problems]


STRAY = {
    "a programme without an area": ("packs__cn__programmes__other", "id: other\n", "请放进领域文件夹"),
    "an area nobody knows": ("packs__cn__programmes__sport__other", "id: other\n", "领域为 livelihood, care"),
    "a folder too deep": ("packs__cn__programmes__care__home__other", "id: other\n", "请放进领域文件夹"),
    "a case without an area": ("packs__cn__cases__other", "[]\n", "请放进领域文件夹"),
    "parameters as they stood before": (
        "packs__cn__parameters",
        RATES,
        "parameters.yaml:1:1: 政策包里没有读",
    ),
    "a file nothing reads": ("packs__cn__indicator", "a: 1\n", "indicator.yaml:1:1: 政策包里没有读"),
    "a value in two files": ("packs__cn__parameters__more", RATES, "“care_rate”已写在 more.yaml"),
    "a programme of two areas": (
        "packs__cn-50__programmes__work__care",
        CITY_CARE,
        "work/care.yaml:1:1: “care”在上级政策包属于 care",
    ),
}


@pytest.mark.parametrize("wrong", STRAY.values(), ids=STRAY)
def test_what_is_not_read_is_said(tmp_path: Path, wrong: tuple[str, str, str]) -> None:
    name, text, sentence = wrong

    found = said(write_policy(tmp_path, **{name: text}))

    assert [line for line in found if sentence in line], found


def test_districts_are_the_packs_no_other_extends(tmp_path: Path) -> None:
    assert find_districts(write_policy(tmp_path)) == ["cn-50"]
    assert find_districts(write_policy(tmp_path, **{"packs__cn-5001__pack": COUNTY})) == ["cn-5001"]


def test_cases_of_packs_above_are_run_with_the_district_as_here(tmp_path: Path) -> None:
    policy = write_policy(tmp_path, packs__cn__cases__care__here=HERE_CASE)

    cases = read_cases(load(policy, "cn-50"), Problems())

    assert [case.facts["hukou_division"] for case in cases][0] == "50"
    assert len(cases) == 4
    assert said(policy) == []


def test_a_case_of_a_programme_taken_away_is_left_out(tmp_path: Path) -> None:
    away = {
        "packs__cn-5001__pack": COUNTY,
        "packs__cn-5001__programmes__care__care": "id: care\nabsent: true\n",
    }
    policy = write_policy(tmp_path, packs__cn__cases__care__here=HERE_CASE, **away)

    assert read_cases(load(policy, "cn-5001"), Problems()) == []


def test_a_case_of_a_programme_that_never_was_is_wrong(tmp_path: Path) -> None:
    wrong = CASES.replace("programme: care", "programme: car", 1)

    assert [
        line
        for line in said(write_policy(tmp_path, **{"packs__cn-50__cases__care__care": wrong}))
        if "car" in line
    ]


def test_an_engine_that_answers_otherwise_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENGINES, "SQLite", lambda rules, asked: [(False, 9000)] * len(asked))

    found = said(write_policy(tmp_path))

    assert [
        line
        for line in found
        if "案例“王秀兰，二级”：引擎 SQLite 得“否，90.00 元”，参考引擎得“是，100.00 元”" in line
    ]
    assert not [line for line in found if "closure" in line]
