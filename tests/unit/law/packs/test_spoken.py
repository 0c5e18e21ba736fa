"""The place of a clause is said as one says it."""

import pytest

from yingbao.law.packs.spoken import spoken


@pytest.mark.parametrize(
    ("clause", "zh", "en"),
    [
        ("专栏1.2.a", "专栏1第2项第1句", "box 1, item 2, sentence 1"),
        ("附件.5", "附件第5项", "annex, item 5"),
        ("3.1.p2.c", "第3章第1节第2段第3句", "chapter 3, section 1, paragraph 2, sentence 3"),
        ("1.p4", "第1章第4段", "chapter 1, paragraph 4"),
        ("2.1.a", "第2章第1节第1句", "chapter 2, section 1, sentence 1"),
        ("附件.note", "附件（note）", "annex, (note)"),
        ("foot", "foot", "foot"),
    ],
)
def test_a_clause_in_words(clause: str, zh: str, en: str) -> None:
    assert (spoken(clause).zh, spoken(clause).en) == (zh, en)
