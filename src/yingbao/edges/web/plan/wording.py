"""A rule in the reader's words: facts and conditions by their names, and, or, not in Chinese."""

import re
from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import get_language, gettext, pgettext

from yingbao.edges.web.templatetags.written import label
from yingbao.law.packs import Pack
from yingbao.law.rules.programmes import WrittenProgramme

WORD = re.compile(r"'[^']*'|[A-Za-z_][A-Za-z0-9_]*")


def connectives() -> dict[str, str]:
    """Return the words of the rule language in the reader's language; comparison signs stay."""
    return {
        "AND": gettext("and"),
        "OR": gettext("or"),
        "NOT": gettext("not:"),
        "IN": gettext("one of"),
        "IS": gettext("is"),
        "NULL": gettext("empty"),
        "LIKE": gettext("begins with"),
        "CASE": "",
        "WHEN": pgettext("rule", "if"),
        "THEN": pgettext("rule", "then"),
        "ELSE": pgettext("rule", "otherwise"),
        "END": "",
        "BETWEEN": gettext("between"),
        "month_start": gettext("first day of the month"),
        "month_end": gettext("last day of the month"),
        "year_start": gettext("1 January of the year"),
        "age": gettext("age on"),
        "amount": gettext("amount of this programme"),
    }


def rule_in_words(text: str, pack: Pack) -> str:
    """Return a condition's rule with the names of its facts and rates."""
    said = spoken(text, _words(pack, get_language() or "")).replace("()", "")
    return " ".join(said.split())


# A page says many rules of one pack.
@lru_cache(maxsize=8)
def _words(pack: Pack, _language: str) -> Mapping[str, str]:
    words = connectives()
    words |= {fact.id: label(fact.name) for fact in pack.vocabulary}
    return words | {parameter.id: label(parameter.name) for parameter in pack.parameters.values()}


def eligible_in_words(programme: WrittenProgramme) -> str:
    """Return what must be met, by the sentences of its conditions."""
    names = {condition.id: f"「{label(condition.says)}」" for condition in programme.conditions}
    return spoken(programme.eligible_text, connectives() | names)


def spoken(text: str, words: Mapping[str, str]) -> str:
    """Return a text with every known word said in words; what stands in quotes stays, without its %."""

    def say(found: re.Match[str]) -> str:
        word = found[0]
        return word.strip("'%") if word.startswith("'") else words.get(word, word)

    return WORD.sub(say, text)
