"""Chinese first, English complete: every sentence is in the catalogue, and pages do not mix the two."""

import re
from html.parser import HTMLParser

import polib
import pytest
from django.test import Client
from django.urls import get_resolver

from tests.people import Cast
from tests.web.canaries import make_canaries
from tests.web.test_matrix import ON_PAPER, requests
from tests.web.test_policy import patterns
from yingbao.edges.cli import catalogue
from yingbao.edges.web.policy import policy_of

# Words that are the same in both languages, or are data: how rules are written, file names, accounts.
SAME = re.compile(
    r"Excel|CSV|English|wangxiulan|xlsx|csv|cn-[0-9]+|yingbao work|xls|wxl|zhou_min|PDF|Word|\btests\b|added_[0-9]+|http://testserver\S+"
)


class Reader(HTMLParser):
    """What a page says, without what it quotes in another language or as code."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        void = {"input", "meta", "link", "br", "rect", "img"}
        if tag in void:
            return
        quoted = tag in {"code", "script", "style", "html"} or any(name == "lang" for name, _ in attrs)
        if self.skipping or (quoted and tag != "html"):
            self.skipping.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping and self.skipping[-1] == tag:
            self.skipping.pop()

    def handle_data(self, data: str) -> None:
        if not self.skipping and data.strip():
            self.said.append(data.strip())


def said(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    return reader.said


def pages(cast: Cast, language: str) -> dict[str, list[str]]:
    browser = Client()
    browser.force_login(cast.zhou_min)
    browser.cookies["django_language"] = language
    names = {
        str(p.name)
        for p in patterns(get_resolver().url_patterns)
        if (declared := policy_of(p.callback)) and "GET" in declared.methods
    }
    found = {}
    for name, address, _ in requests("GET", make_canaries()[:1]):
        answer = browser.get(address)
        if name in names - ON_PAPER and answer.status_code == 200:
            found[address] = said(answer.content.decode())
    assert len(found) > 15
    return found


def test_the_catalogue_is_complete() -> None:
    assert catalogue.problems() == []


def test_no_english_is_left_on_chinese_pages(cast: Cast) -> None:
    english = re.compile(r"[A-Za-z]{3,}")
    left = {
        address: words
        for address, texts in pages(cast, "zh-hans").items()
        if (
            words := [
                t for t in texts if english.search(SAME.sub("", t)) and not re.fullmatch(r"[a-z_.0-9]+", t)
            ]
        )
    }

    assert left == {}


def test_no_sentence_of_ours_stays_chinese_on_english_pages(cast: Cast) -> None:
    ours = {
        e.msgstr for e in polib.pofile(str(catalogue.CATALOGUE)) if len(e.msgstr) >= 3 and "%" not in e.msgstr
    }
    left = {
        address: words
        for address, texts in pages(cast, "en").items()
        if (words := [t for t in texts if t in ours])
    }

    assert left == {}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_says_its_language_and_has_one_heading(cast: Cast, language: str) -> None:
    browser = Client()
    browser.force_login(cast.zhou_min)
    browser.cookies["django_language"] = language
    for address in ["/", "/lists/", "/persons/", "/plan/", "/programmes/", "/rosters/", "/rosters/receive"]:
        page = browser.get(address).content.decode()
        assert f'<html lang="{"en" if language == "en" else "zh-Hans"}"' in page
        assert page.count("<h1") == 1, address
        assert re.search(r"<title>\s*\S", page), address
        assert " style=" not in page, address
