"""Facts: how values are read, refused and said."""

from datetime import date
from pathlib import Path

import pytest

from tests.unit.law.policy import FACTS
from yingbao.law.facts.problems import PackProblems
from yingbao.law.facts.values import Kind, NotAValue, read_fen, read_value
from yingbao.law.facts.vocabulary import load_vocabulary

KIND = """
kind:
  name: {zh: 类别, en: kind}
  type: choice
  choices:
    visual: {zh: 视力, en: visual}
    hearing: {zh: 听力}
"""


def write(folder: Path, text: str):
    (folder / "facts.yaml").write_text(text)
    return load_vocabulary(folder)


@pytest.fixture
def words(tmp_path):
    return write(tmp_path, FACTS + KIND)


def test_a_fact_is_found_by_its_id_and_by_its_name(words):
    assert words.find("等级") is words["grade"]
    assert words.find("grade") is words["grade"]
    assert words.find("等") is None


def test_a_choice_is_written_by_code_or_label(words):
    assert [words["kind"].read(text) for text in ("visual", "视力", "听力")] == [
        "visual",
        "visual",
        "hearing",
    ]
    with pytest.raises(NotAValue):
        words["kind"].read("肢体")


def test_a_number_outside_its_range_is_refused(words):
    with pytest.raises(NotAValue):
        words["grade"].read(5)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Kind.BOOLEAN, 1),
        (Kind.INTEGER, True),
        (Kind.INTEGER, "2"),
        (Kind.FEN, "110.00"),
        (Kind.DATE, "2026-6-1"),
        (Kind.DATE, "20260601"),
        (Kind.DATE, "2026-02-30"),
        (Kind.MONTH, "2026-13"),
        (Kind.DIVISION, "重庆"),
        (Kind.DIVISION, "5001567"),
        (Kind.TEXT, True),
    ],
)
def test_a_value_of_another_kind_is_never_bent_into_shape(kind, written):
    with pytest.raises(NotAValue):
        read_value(kind, written)


def test_yuan_become_whole_fen():
    assert [read_fen(text) for text in ("110", "110.5", "110.00", "1,234.56", "-3")] == [
        11000,
        11050,
        11000,
        123456,
        -300,
    ]
    for text in ("110.001", "1e3", "一百", "", "١١٠"):
        with pytest.raises(NotAValue):
            read_fen(text)


def test_values_are_said_in_words(words):
    assert words["on_dibao"].speak(True) == "是"
    assert words["on_dibao"].speak(False, "en") == "no"
    assert words["on_dibao"].speak(None) == "未知"
    assert words["death_on"].speak(None) == "无"
    assert words["birth_on"].speak(date(2026, 6, 3)) == "2026年6月3日"
    assert words["elder_care_fen"].speak(123456) == "1,234.56 元"
    assert words["kind"].speak("visual") == "视力"
    assert words["kind"].speak("hearing", "en") == "听力"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Grade: {name: {zh: 等级}, type: integer}", "小写字母"),
        ("grade: {name: {zh: 等级}, type: choice}", "须写 choices"),
        ("grade: {name: {zh: 等级}, type: integer, choices: {a: {zh: 甲}}}", "只有 choice"),
        ("grade: {name: {zh: 等级}, type: text, range: [1, 4]}", "只有数值"),
        ("grade: {name: {zh: 等级}, type: text, absent: maybe}", "absent"),
        ("grade: 等级", "若干"),
    ],
)
def test_what_is_wrong_with_a_fact_is_said(tmp_path, text, said):
    with pytest.raises(PackProblems) as wrong:
        write(tmp_path, text)

    assert said in str(wrong.value)
