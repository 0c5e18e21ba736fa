"""Letters: their places are checked when the pack is, and none is sent with a gap."""

from pathlib import Path

import pytest

from tests.unit.law.small_plan import LIMITS, write_district
from yingbao.law.packs import check, load
from yingbao.law.packs.folders import find_districts
from yingbao.law.packs.letters import Letter, LetterUnfinished
from yingbao.law.packs.pack import Pack
from yingbao.law.packs.records import records_of
from yingbao.law.packs.words import LETTERS
from yingbao.values.month import Month

POLICY = Path(__file__).parents[4] / "policy"
MONTH = Month(2026, 6)
FILE = "packs__cn__letters__refusal"
LETTER = """
id: refusal
title: {zh: 不予给予决定书, en: Refusal}
paragraphs:
  - {zh: '{person}：理由是{reasons}。', en: '{person}: because of {reasons}.'}
  - {remedy: objection}
"""
REMEDIES_FILE = "packs__cn__remedies"
REMEDIES = "objection: {zh: '{accept_days}日内可提出异议。', en: 'Object within {accept_days} days.'}\n"


def letter_of(folder: Path, **files: str) -> tuple[Letter, Pack]:
    pack = load(write_district(folder, **{FILE: LETTER, REMEDIES_FILE: REMEDIES, **files}), "cn-50")
    return records_of(pack).letters["refusal"], pack


def test_a_letter_is_filled_in_both_languages_with_the_limits_of_the_month(tmp_path: Path) -> None:
    letter, pack = letter_of(tmp_path)

    filled = letter.fill({"person": "王{某}", "reasons": "不在低保"}, pack.parameters, MONTH, ["objection"])

    assert filled.title.zh == "不予给予决定书"
    assert [said.zh for said in filled.paragraphs] == ["王{某}：理由是不在低保。", "5日内可提出异议。"]
    assert filled.paragraphs[1].en == "Object within 5 days."


def test_a_remedy_is_told_only_where_it_is_open(tmp_path: Path) -> None:
    letter, pack = letter_of(tmp_path)

    filled = letter.fill({"person": "王某", "reasons": "不在低保"}, pack.parameters, MONTH, ["lawsuit"])

    assert [said.zh for said in filled.paragraphs] == ["王某：理由是不在低保。"]
    assert letter.names(["objection"]) == ("person", "reasons", "accept_days")
    assert letter.names([]) == ("person", "reasons")


def test_a_letter_with_a_gap_is_not_written(tmp_path: Path) -> None:
    letter, pack = letter_of(tmp_path)

    with pytest.raises(LetterUnfinished, match="refusal: reasons"):
        letter.fill({"person": "王某", "reasons": ""}, pack.parameters, MONTH, [])


def test_a_limit_nobody_knows_is_a_gap(tmp_path: Path) -> None:
    unknown = LIMITS.replace("value: 5,", "value: unknown,")
    letter, pack = letter_of(tmp_path, **{"packs__cn-50__parameters__limits": unknown})

    with pytest.raises(LetterUnfinished) as stopped:
        letter.fill({"person": "王某", "reasons": "不在低保"}, pack.parameters, MONTH, ["objection"])

    assert stopped.value.names == ("accept_days",)
    # Nor can whoever writes it put in a number of their own.
    values = {"person": "王某", "reasons": "不在低保", "accept_days": "30"}
    with pytest.raises(LetterUnfinished):
        letter.fill(values, pack.parameters, MONTH, ["objection"])


def test_a_district_writes_a_letter_otherwise(tmp_path: Path) -> None:
    own = "id: refusal\ntitle: {zh: 不予补贴决定书, en: No allowance}\n"
    letter, _ = letter_of(tmp_path, **{"packs__cn-50__letters__refusal": own})

    assert letter.title.zh == "不予补贴决定书"
    assert len(letter.paragraphs) == 2


WRONG = {
    "an unknown word": (
        FILE,
        "{person}：",
        "{persons}：",
        "refusal.yaml:5:",
        "“{persons}”既不在文书可用的词里",
    ),
    "a parameter that is no number of days": (
        REMEDIES_FILE,
        "{accept_days}日",
        "{care_rate}日",
        "remedies.yaml:1:",
        "“{care_rate}”",
    ),
    "another place in English": (FILE, "of {reasons}", "of it", "refusal.yaml:5:", "填的不一样：reasons"),
    "braces": (FILE, "{person}：", "{person：", "refusal.yaml:5:", "大括号不成对"),
    "a remedy without words": (
        FILE,
        "remedy: objection",
        "remedy: lawsuit",
        "refusal.yaml:6:",
        "可用：objection",
    ),
    "a remedy nobody has": (
        REMEDIES_FILE,
        "objection",
        "complaining",
        "remedies.yaml:1:1",
        "可用：objection,",
    ),
    "a remedy said twice": (
        FILE,
        "{remedy: objection}",
        "{remedy: objection, zh: 可}",
        "refusal.yaml:6:",
        "只写 remedy",
    ),
    "no English": (FILE, ", en: '{person}: because of {reasons}.'", "", "refusal.yaml:5:", "写 zh 和 en"),
    "a paragraph without words": (FILE, "{remedy: objection}", "{}", "refusal.yaml:6:", "写 zh 和 en"),
    "a remedy in Chinese only": (
        REMEDIES_FILE,
        ", en: 'Object within {accept_days} days.'",
        "",
        "remedies.yaml:1:",
        "en",
    ),
    "a letter nobody sends": (
        FILE,
        "id: refusal",
        "id: turned_down",
        "turned-down.yaml:2:5",
        "没有文书“turned_down”",
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_where_it_stands(tmp_path: Path, wrong: tuple[str, str, str, str, str]) -> None:
    file, before, after, place, sentence = wrong
    files = {FILE: LETTER, REMEDIES_FILE: REMEDIES}
    text = files.pop(file).replace(before, after)
    files[file.replace("refusal", "turned-down") if "turned-down" in place else file] = text

    said = [p.speak("zh") for p in check(write_district(tmp_path, **files)).problems]

    assert [line for line in said if place in line and sentence in line], said


@pytest.mark.parametrize("district", find_districts(POLICY))
def test_every_district_has_every_letter_and_knows_its_limits(district: str) -> None:
    pack = load(POLICY, district)
    records = records_of(pack)

    assert set(records.letters) == set(LETTERS)
    for process in records.processes.values():
        for letter in records.letters.values():
            every = dict.fromkeys(letter.names(process.remedies), "某")
            assert letter.fill(every, pack.parameters, MONTH, process.remedies).paragraphs


@pytest.mark.parametrize("name", ["refusal", "not_accepted", "end", "suspension", "change"])
def test_what_is_refused_or_taken_away_is_told_with_reasons_and_remedies(name: str) -> None:
    """社会救助暂行办法 13: the reasons in writing; 行政复议法 20, 23: 60 days, and reconsideration first."""
    pack = load(POLICY, find_districts(POLICY)[0])
    letter = records_of(pack).letters[name]
    remedies = ["reconsideration", "lawsuit"]
    every = dict.fromkeys(letter.names(remedies), "某")

    said = "".join(str(each) for each in letter.fill(every, pack.parameters, MONTH, remedies).paragraphs)

    assert "reasons" in letter.names([])
    assert "clause" in letter.names([])
    assert "60日内向某申请行政复议" in said
    assert "应当先申请行政复议" in said
    assert "6个月内直接向人民法院提起行政诉讼" in said
