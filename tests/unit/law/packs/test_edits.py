"""Edits become the text of an amendment, and what is wrong with that text is told in each edit's own lines."""

from pathlib import Path

import pytest

from tests.unit.law.policy import write_policy
from yingbao.law.facts.problems import PackProblems, Wording
from yingbao.law.packs import Overlay, Pack, load
from yingbao.law.packs.case_changes import changed_cases
from yingbao.law.packs.edits import (
    Edit,
    NoSuchPlace,
    What,
    compose,
    confirmed,
    faults,
    say_now,
    tidy,
    with_id,
)
from yingbao.law.packs.resting import assumed_values
from yingbao.values.month import Month

JULY = Month(2026, 7)
PATH = Path("draft.yaml")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return write_policy(tmp_path)


@pytest.fixture
def pack(policy: Path) -> Pack:
    return load(policy, "cn-50")


def rule(pack: Pack, text: str, what: What = What.CONDITION, name: str = "severe") -> Edit:
    return Edit(what, "care", name, say_now(pack, what, "care", name), text)


def laid(policy: Path, *edits: Edit) -> Pack:
    text = with_id("draft", compose(edits, JULY, Wording("改", "changed"), "某文件"))
    return load(policy, "cn-50", Overlay("draft", PATH, text))


def found(policy: Path, *edits: Edit) -> list[tuple[str, int, int]]:
    text = with_id("draft", compose(edits, JULY, Wording("改", "changed"), "某文件"))
    with pytest.raises(PackProblems) as wrong:
        load(policy, "cn-50", Overlay("draft", PATH, text))
    return [
        (fault.edit.name or fault.edit.what.value if fault.edit else "", fault.line, fault.column)
        for fault in faults(text, PATH, edits, wrong.value.problems)
    ]


@pytest.mark.parametrize(
    "text",
    ["grade = 1", "grade IN (1, 2)\n  AND grade <> 2", "grade = 1 OR\ngrade = 2", "'x' = 'x' OR grade = 1"],
)
def test_a_rule_of_any_shape_keeps_its_lines(policy: Path, pack: Pack, text: str) -> None:
    broken = f"{text}\nAND nothing"

    assert ("severe", text.count("\n") + 2, 5) in found(policy, rule(pack, broken))


def test_each_fault_is_of_its_own_edit(policy: Path, pack: Pack) -> None:
    places = found(policy, rule(pack, "grade = nothing"), rule(pack, "none AND severe", What.ELIGIBLE, ""))

    assert ("severe", 1, 9) in places
    assert ("eligible", 1, 1) in places


def test_a_line_kept_as_typed_is_tidied_of_what_yaml_cannot_keep() -> None:
    assert tidy(" grade = 1 \r\n\tAND x  ") == "grade = 1\n AND x"


def test_what_the_pack_does_not_have_is_no_place(pack: Pack) -> None:
    for what, of, name in (
        (What.CONDITION, "care", "nothing"),
        (What.ELIGIBLE, "nothing", ""),
        (What.VALUE, "nothing", "2026-07"),
        (What.CONFIRMED, "nothing", "2026-07"),
    ):
        with pytest.raises(NoSuchPlace):
            say_now(pack, what, of, name)


def test_edits_are_the_same_after_being_kept_as_json(pack: Pack) -> None:
    edit = rule(pack, "grade = 1")

    assert Edit.of_plain(edit.plain) == edit


def test_a_confirmed_value_is_no_longer_assumed_and_decides_the_same(policy: Path, pack: Pack) -> None:
    start, june = Month(2026, 1), Month(2026, 6)
    assert [each.id for each in assumed_values(pack, "care", june, june)] == ["care_rate"]

    after = laid(policy, confirmed(pack, "care_rate", start, "某文件"))

    assert assumed_values(after, "care", june, june) == []
    assert after.digest == pack.digest
    with pytest.raises(NoSuchPlace):
        confirmed(pack, "care_rate", june, "某文件")


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        ((2025, 1), (2025, 12), []),
        ((2025, 1), (2026, 1), ["care_rate"]),
        ((2026, 3), (2026, 6), ["care_rate"]),
        ((2016, 1), (2022, 9), []),
    ],
)
def test_money_of_several_months_rests_on_what_is_assumed_in_any(
    pack: Pack, start: tuple[int, int], end: tuple[int, int], names: list[str]
) -> None:
    assert [each.id for each in assumed_values(pack, "care", Month(*start), Month(*end))] == names


def test_a_programme_that_is_gone_rests_on_nothing(pack: Pack) -> None:
    assert assumed_values(pack, "gone", JULY, JULY) == []


def test_cases_that_come_out_otherwise_are_named(policy: Path, pack: Pack) -> None:
    assert list(changed_cases(pack, pack, {"care"})) == []
    changed = list(changed_cases(pack, laid(policy, rule(pack, "grade = 4")), {"care"}))

    assert changed
    assert all(case.was != case.becomes for case in changed)
