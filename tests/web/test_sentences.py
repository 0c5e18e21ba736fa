"""Sentences are for people in township offices: no words of the machine room, and what to do next."""

import re
from pathlib import Path

import polib  # type: ignore[import-untyped]  # ships no types
import pytest
from django.conf import settings

from yingbao.edges.cli import catalogue
from yingbao.law import texts

MACHINERY = "校验码|冲突|网址|yingbao|政策包|部件|规整|世纪|落到规则|搁置|重新认定此人|进程|内存|字节"


def said_to_officers() -> list[str]:
    """Return every Chinese sentence shown on pages; the command line is the administrators' own."""
    pages = [
        entry.msgstr or entry.msgstr_plural.get(0, "")
        for entry in polib.pofile(str(catalogue.CATALOGUE))
        if any("/edges/cli/" not in place for place, _ in entry.occurrences)
    ]
    told = texts.load((Path(settings.POLICY_DIR) / "roster-sentences.yaml").read_text())
    return pages + [words["zh"] for group in told.values() for words in group.values()]


def test_no_sentence_for_officers_speaks_of_the_machinery() -> None:
    assert [sentence for sentence in said_to_officers() if re.search(MACHINERY, sentence)] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "已保存。系统会自动重新核算，几分钟后名单会更新。",
        "身份证号请填在下面的查询框里。",
        "已放弃这份名单，没有改动任何数据。",
        "本区规划还没有录入，请联系区系统管理员。",
        "有 %(ended)s不在这份名单上，入库后将按“已停止享受”处理。请先核对名单是否齐全、月份和地区是否正确。",
        "身份证号有一位写错了（{value}），请对照身份证更正后再报。",
    ],
)
def test_officers_are_told_what_to_do_next(sentence: str) -> None:
    assert sentence in said_to_officers()
