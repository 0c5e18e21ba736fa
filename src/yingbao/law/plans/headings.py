"""Recognizes what a line announces: 第一章, 第一节, 一、, （一）, 1., （1）, ①, 专栏 1, 附件, 抄送."""

import re
from dataclasses import dataclass

from yingbao.law.plans.lines import bare, plain
from yingbao.law.plans.numerals import ARABIC, CHINESE, CIRCLED, whole_number

EITHER = rf"(?:{CHINESE}(?:\s*{CHINESE})*|{ARABIC}(?:\s*{ARABIC})*)"
STYLES = (
    ("part", re.compile(rf"第\s*({EITHER})\s*(?:编|篇|部\s*分)\s*[：:、]?\s*")),
    ("chapter", re.compile(rf"第\s*({EITHER})\s*章\s*[：:、]?\s*")),
    ("section", re.compile(rf"第\s*({EITHER})\s*节\s*[：:、]?\s*")),
    ("一、", re.compile(rf"({CHINESE}(?:\s*{CHINESE})*)\s*[、．]\s*")),
    ("（一）", re.compile(rf"[（(]\s*({CHINESE}(?:\s*{CHINESE})*)\s*[）)]\s*、?\s*")),
    ("1.", re.compile(rf"({ARABIC}{{1,2}})\s*[.．、]\s*(?!{ARABIC})")),
    ("（1）", re.compile(rf"(?:[（(]\s*({ARABIC}{{1,2}})\s*[）)]|({ARABIC}{{1,2}})\s*[）)])\s*、?\s*")),
    ("①", re.compile(rf"([{CIRCLED}])\s*")),
)
STRONG = 2
LONGEST_TITLE = 45
STOPS = "。！？"
NO_TITLE = "。！？；，、：;,:"
NO_BEGINNING = "）)》”，。、；：的所和与中"
BOX = re.compile(rf"专\s*栏\s*({EITHER})?\s*[：:、．.]?\s*")
ANNEX = re.compile(rf"附\s*(?:件|表|录)\s*({EITHER})?\s*([：:])?\s*")
CAPTION = re.compile(r"^表\s*[0-9一二三四五六七八九十０-９]*(?:\s|[：:、.．])")
FOOT = re.compile(r"^(?:抄送|主送|分送|发送|报送)[:：]")
PRINTED = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日印发$")
LEADER = re.compile(r"(?:[.．…·⋯‥]\s*){3,}[0-9]{1,3}$")


@dataclass(frozen=True, slots=True)
class Marker:
    """The numbering at the start of a line.

    Its style, its rank (0 the highest), its number, what follows it.
    """

    style: str
    rank: int
    number: int
    title: str

    @property
    def strong(self) -> bool:
        """第…章 and 第…节 announce themselves; 一、 or 1. may also begin a broken line."""
        return self.rank <= STRONG

    @property
    def alone(self) -> bool:
        """True when the line holds nothing but the heading."""
        return is_title(self.title)


def marker_of(text: str) -> Marker | None:
    """The numbering a line begins with, if any."""
    for rank, (style, pattern) in enumerate(STYLES):
        found = pattern.match(text)
        if found:
            numeral = next(group for group in found.groups() if group)
            return Marker(style, rank, whole_number(numeral), text[found.end() :])
    return None


def heading_of(text: str) -> Marker | None:
    """The marker of a line that is a chapter or section heading: short, and no sentence."""
    marker = marker_of(text)
    return marker if marker and marker.strong and marker.alone else None


def is_title(text: str) -> bool:
    """True for words that may be a heading: short, with no full stop, not broken off at a comma."""
    words = bare(text)
    return (
        len(words) <= LONGEST_TITLE
        and not any(stop in words for stop in STOPS)
        and not words.endswith(tuple(NO_TITLE))
        and not words.startswith(tuple(NO_BEGINNING))
    )


def box_of(text: str) -> tuple[int | None, str] | None:
    """The number (if written) and the title of a box heading (专栏)."""
    found = BOX.match(text)
    if not found or not is_title(text[found.end() :]):
        return None
    return (whole_number(found[1]) if found[1] else None), text[found.end() :]


def annex_of(text: str) -> tuple[int | None, str] | None:
    """The number (if written) and the title of an annex heading (附件)."""
    found = ANNEX.match(text)
    if not found or not is_title(text[found.end() :]):
        return None
    return (whole_number(found[1]) if found[1] else None), text[found.end() :]


def is_foot(text: str) -> bool:
    """True for the lines that end an official document: 抄送：…, …印发."""
    words = plain(text)
    return bool(FOOT.match(words) or PRINTED.search(words))


def is_contents(text: str) -> bool:
    """True for a line of the table of contents: leaders and a page number."""
    return bool(LEADER.search(text)) or plain(text) == "目录"


def spaced(text: str) -> str:
    """A heading with one space between its number and its title: 第一章 编制背景."""
    patterns = [pattern for _, pattern in STYLES[: STRONG + 1]] + [BOX]
    found = next((match for pattern in patterns if (match := pattern.match(text))), None)
    return f"{found[0].strip()} {text[found.end() :]}".strip() if found else text
