"""What a number counts is told by its measure word, whatever stands around it."""

import pytest

from yingbao.law.packs.measure_words import count_the_same, measure_word


@pytest.mark.parametrize(
    ("unit", "word"),
    [
        ("家/年，至少", "家"),
        ("元，入学一次", "元"),
        ("万人次", "人次"),
        ("名联系人（联系点）", "名"),
        ("个工作日", "个工作日"),
        ("％", "%"),
        ("车次", "车次"),
        ("", ""),
    ],
)
def test_a_unit_counts_by_its_first_word(unit: str, word: str) -> None:
    assert measure_word(unit) == word


@pytest.mark.parametrize(
    ("one", "other"), [("人", "名"), ("个", "处"), ("月", "个月"), ("户", ""), ("例", "例"), ("课时", "学时")]
)
def test_words_that_count_the_same(one: str, other: str) -> None:
    assert count_the_same(one, other)
    assert count_the_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("户", "人"),
        ("户", "个"),
        ("人", "人次"),
        ("人次", "次"),
        ("日", "工作日"),
        ("%", "‰"),
        ("级", "星"),
        ("车次", "次"),
        ("车次", "辆"),
    ],
)
def test_words_that_do_not(one: str, other: str) -> None:
    assert not count_the_same(one, other)
    assert not count_the_same(other, one)
