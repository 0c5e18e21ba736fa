"""A new version of a plan: which clauses differ, and which programmes, values and indicators rest on them."""

import json
from pathlib import Path

import pytest

from tests.unit.law.small_plan import PLAN, write_district
from yingbao.law.packs import Pack, load
from yingbao.law.packs.comparing import Comparison, compare
from yingbao.law.packs.comparison_telling import comparison_as_json, tell_comparison
from yingbao.law.packs.coverage import coverage_of
from yingbao.law.plans.differences import Change
from yingbao.law.plans.writing import from_yaml

NEW_CLAUSE = "  - {id: 3.p1.c, kind: sentence, text: 新建三个辅助性就业工场。, lines: [7, 7], parent: 3.p1}\n"
AFTER = "  - {id: 专栏1.1, kind: indicator"


@pytest.fixture
def district(tmp_path: Path) -> Pack:
    return load(write_district(tmp_path), "cn-50")


def compared(pack: Pack, *changes: tuple[str, str]) -> Comparison:
    text = PLAN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    coverage = coverage_of(pack)
    assert coverage is not None
    return compare(coverage.plan, from_yaml(text), coverage, pack)


def test_the_same_plan_concerns_nothing(district: Pack) -> None:
    found = compared(district)

    assert found.clauses == ()
    assert found.things == {}
    assert list(tell_comparison(found, "zh"))[0] == "没有条款变动。"


def test_a_number_that_changed_concerns_its_programme_and_the_value_that_carries_it(district: Pack) -> None:
    found = compared(district, ("改造300户", "改造400户"))

    (affected,) = found.clauses
    assert affected.change is Change.CHANGED
    assert [number.text for number in affected.lost] == ["300户"]
    assert [number.text for number in affected.got] == ["400户"]
    assert [thing.id for thing in found.of_kind("programme")] == ["visit"]
    assert [parameter.id for parameter in found.parameters] == ["homes_to_modify"]
    assert found.things["visit"][1] == ("3.p1.b",)


def test_other_words_with_the_same_numbers_concern_no_value(district: Pack) -> None:
    found = compared(district, ("60周岁以上的优先", "60周岁以上的优先安排"))

    assert [thing.id for thing in found.of_kind("programme")] == ["visit"]
    assert found.clauses[0].lost == found.clauses[0].got == ()
    assert found.parameters == ()


def test_a_target_that_changed_concerns_its_indicator(district: Pack) -> None:
    found = compared(district, ("＞95 约束性", "＞98 约束性"))

    assert [thing.id for thing in found.of_kind("indicator")] == ["care_coverage"]


def test_a_new_clause_is_bound_to_nothing_and_a_gone_one_still_says_what_it_had_become(
    district: Pack,
) -> None:
    added = compared(district, (AFTER, NEW_CLAUSE + AFTER))
    gone = compared(
        district,
        (
            "  - {id: 3.p1.b, kind: sentence, text: 每季度走访；2025年前改造300户；60周岁以上的优先。, lines: [6, 6], parent: 3.p1}\n",
            "",
        ),
    )

    assert [(each.change, each.things) for each in added.clauses] == [(Change.ADDED, ())]
    assert "    还没有对应的项目" in list(tell_comparison(added, "zh"))
    assert [(each.change, [t.id for t in each.things]) for each in gone.clauses] == [
        (Change.REMOVED, ["visit"])
    ]
    assert [number.text for number in gone.clauses[0].lost][-1] == "60周岁以上"


def test_a_clause_that_only_stands_elsewhere_concerns_nothing(district: Pack) -> None:
    found = compared(district, ("id: 3.p1.b,", "id: 3.p1.d,"))

    assert [each.only_moved for each in found.clauses] == [True]
    assert found.things == {}
    assert found.count(Change.MOVED) == 1


@pytest.mark.parametrize(("language", "word"), [("zh", "受影响的项目 1"), ("en", "programmes concerned 1")])
def test_it_is_told_in_both_languages(district: Pack, language: str, word: str) -> None:
    found = compared(district, ("改造300户", "改造400户"))

    lines = list(tell_comparison(found, language))
    assert word in lines
    assert any("改造户数" in line or "homes" in line for line in lines)
    told = json.loads(comparison_as_json(found, {"visit": 7}, language))
    assert told["counts"]["changed"] == 1
    assert told["clauses"][0]["parameters"] == ["homes_to_modify"]
    assert told["persons"] == {"visit": 7}
