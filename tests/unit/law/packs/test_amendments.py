"""Amendments: in force from their month on, one laid over the other, never half."""

from pathlib import Path

import pytest

from tests.unit.law.policy import write_policy
from yingbao.law.facts.problems import PackProblems
from yingbao.law.packs import check, in_force, load
from yingbao.values.month import Month


def amend(folder: Path, name: str, start: str = "2026-07", more: str = "") -> None:
    folder.mkdir(exist_ok=True)
    text = f"id: {name}\nname: {{zh: 改, en: changed}}\nin_force: {{from: {start}}}\n{more}"
    (folder / f"{name}.yaml").write_text(text)


def names(folder: Path, month: Month) -> list[str]:
    return [overlay.id for overlay in in_force(folder, month)]


def test_an_amendment_is_in_force_from_its_month_on(tmp_path: Path) -> None:
    amend(tmp_path, "0001-first")
    amend(tmp_path, "0002-second", start="2026-05")

    assert names(tmp_path, Month(2026, 4)) == []
    assert names(tmp_path, Month(2026, 6)) == ["0002-second"]
    assert names(tmp_path, Month(2026, 7)) == ["0001-first", "0002-second"]


def test_a_later_number_is_laid_over_an_earlier_one(tmp_path: Path) -> None:
    policy = write_policy(tmp_path / "policy")
    folder = tmp_path / "amended"
    for number, name in ((2, "二"), (10, "十")):
        amend(folder, f"{number:04}-x", more=f"programmes: {{care: {{name: {{zh: {name}, en: x}}}}}}\n")

    pack = load(policy, "cn-50", *in_force(folder, Month(2026, 7)))

    assert next(p for p in pack.programmes if p.id == "care").name.zh == "十"


@pytest.mark.parametrize(
    ("name", "start"),
    [("first", "2026-07"), ("0001-First", "2026-07"), ("0001-x", "soon"), ("0001-x", "2026-13")],
)
def test_a_file_that_cannot_be_understood_stops_everything(tmp_path: Path, name: str, start: str) -> None:
    amend(tmp_path, "0002-sound")
    amend(tmp_path, name, start=start)

    with pytest.raises(PackProblems):
        in_force(tmp_path, Month(2026, 7))


def test_two_of_one_number_stop_everything(tmp_path: Path) -> None:
    amend(tmp_path, "0001-one")
    amend(tmp_path, "0001-two")

    with pytest.raises(PackProblems):
        in_force(tmp_path, Month(2026, 7))


def test_amendments_are_checked_with_their_pack(tmp_path: Path) -> None:
    policy, amended = write_policy(tmp_path / "policy"), tmp_path / "amended"
    amended.mkdir()
    amend(amended / "cn-50", "0001-sound", more="programmes: {care: {name: {zh: 二, en: x}}}\n")
    assert not check(policy, ["cn-50"], amended).problems
    amend(amended / "cn-50", "0002-wrong", start="2026-08", more="programmes: {care: {eligible: nothing}}\n")

    checked = check(policy, ["cn-50"], amended)

    assert checked.amendments == 2
    assert {problem.place.file.name for problem in checked.problems} == {"0002-wrong.yaml"}
