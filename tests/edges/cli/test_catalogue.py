"""The catalogue of translations is checked for what a reader of it would not see."""

import polib

from yingbao.edges.cli.catalogue import said_twice


def test_a_sentence_that_stands_twice_is_found_unless_its_context_differs() -> None:
    once, again = (polib.POEntry(msgid="Open", msgstr=zh) for zh in ("打开", "未结"))
    of_a_month = polib.POEntry(msgctxt="month", msgid="Open", msgstr="已打开")

    assert said_twice([once, of_a_month, again]) == [again]
