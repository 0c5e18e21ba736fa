"""The official frame before a plan.

Number, title of the notice, addressees, notice, marks, title, preamble.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yingbao.law.plans.document import Kind
from yingbao.law.plans.headings import is_contents
from yingbao.law.plans.joining import Joiner, joined
from yingbao.law.plans.lines import Line, bare, plain
from yingbao.law.plans.sentences import ended

NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（(【][0-9]{4}[〕\]）)】](?:第)?[0-9]{1,5}号$")
DATE = re.compile(r"^(?P<by>.*?)(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日$")
ADDRESSEES = re.compile(r"[:：]$")
WHOLE = re.compile(r"^(?:各|有关|区|县|市|乡|镇|街道)")
MARK = re.compile(r"^(?:[（(]?此件|核收|附\s*件|[（(]?公开属性|主动公开|是否宜公开|信息公开)")
TITLE_END = re.compile(r"(?:规划|方案|计划|纲要|意见|办法|决定|通知|通告|[)）])$")
PERIOD = re.compile(r"^[（(].*[)）]$")
TITLE_LINES = 8
QUOTED = re.compile(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the head, with the lines it stands on."""

    kind: Kind
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The part as one text."""
        return joined(self.lines)


def parts_of(lines: Sequence[Line]) -> list[Part]:
    """The parts of the head in order; every line is in exactly one of them."""
    parts: list[Part] = []
    rest = list(lines)
    for take in (_number, _notice, _contents, _title, _contents):
        taken, rest = take(rest)
        parts += taken
    return parts + _paragraphs(rest)


def document_number(parts: Sequence[Part]) -> str:
    """The number of the document (文号) without the spaces of the page."""
    for part in parts:
        for line in part.lines if part.kind is Kind.NUMBER else ():
            if found := NUMBER.search(bare(line.text)):
                return found[0]
    return ""


def title_of(parts: Sequence[Part]) -> str:
    """The title of the plan; where it has none of its own, the one the notice quotes."""
    titles = [part.text for part in parts if part.kind is Kind.TITLE]
    if not titles:
        return ""
    quoted = QUOTED.search(titles[-1]) if titles[-1].endswith("通知") else None
    return quoted[1] if quoted else titles[-1]


def issued(parts: Sequence[Part]) -> tuple[str, date | None]:
    """Who signed the notice and on which day."""
    for part in parts:
        found = DATE.match(plain(part.lines[-1].text)) if part.kind is Kind.NOTICE else None
        if found:
            before = part.lines[-2].text if len(part.lines) > 1 and not ended(part.lines[-2].text) else ""
            return bare(found["by"] or before), _day(found)
    return "", None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _number(lines: list[Line]) -> tuple[list[Part], list[Line]]:
    """The letterhead down to the document number."""
    for place, line in enumerate(lines[:TITLE_LINES]):
        if NUMBER.search(plain(line.text)) and len(plain(line.text)) <= 40 and "《" not in line.text:
            return [Part(Kind.NUMBER, tuple(lines[: place + 1]))], lines[place + 1 :]
    return [], lines


def _notice(lines: list[Line]) -> tuple[list[Part], list[Line]]:
    """The notice that issues the plan.

    Its title, whom it addresses, what it says down to the date, its marks.
    """
    addressed = next((place for place, line in enumerate(lines[: 2 * TITLE_LINES]) if _addresses(line)), None)
    if addressed is None:
        return [], lines
    start = addressed
    while start and not TITLE_END.search(lines[start - 1].text):
        start -= 1
    dated = next((p for p in range(addressed, len(lines)) if DATE.match(plain(lines[p].text))), None)
    stop = addressed + 1 if dated is None else dated + 1
    after = stop
    while after < len(lines) and MARK.match(lines[after].text):
        after += 1
    groups = (
        (Kind.TITLE, lines[:start]),
        (Kind.ADDRESSEES, lines[start : addressed + 1]),
        (Kind.NOTICE, lines[addressed + 1 : stop]),
        (Kind.MARK, lines[stop:after]),
    )
    return [Part(kind, tuple(group)) for kind, group in groups if group], lines[after:]


def _addresses(line: Line) -> bool:
    return bool(ADDRESSEES.search(line.text)) and not MARK.match(line.text) and "。" not in line.text


def _contents(lines: list[Line]) -> tuple[list[Part], list[Line]]:
    """A table of contents, line after line."""
    stop = 0
    while stop < len(lines) and is_contents(lines[stop].text):
        stop += 1
    return [Part(Kind.CONTENTS, tuple(lines[:stop]))] if stop else [], lines[stop:]


def _title(lines: list[Line]) -> tuple[list[Part], list[Line]]:
    """The title of the plan: short lines without a pause, down to …规划 and the period in brackets."""
    for place, line in enumerate(lines[:TITLE_LINES]):
        if any(pause in line.text for pause in "，。；："):
            break
        if TITLE_END.search(line.text):
            stop = place + 1
            while stop < len(lines) and PERIOD.match(lines[stop].text) and len(lines[stop].text) <= 20:
                stop += 1
            return [Part(Kind.TITLE, tuple(lines[:stop]))], lines[stop:]
    return [], lines


def _paragraphs(lines: list[Line]) -> list[Part]:
    """What is left before the first chapter: why and on what basis the plan is made."""
    joiner, parts, place = Joiner(lines), [], 0
    while place < len(lines):
        stop = joiner.paragraph_end(place, len(lines))
        kind = Kind.CONTENTS if is_contents(lines[place].text) else Kind.PREAMBLE
        parts.append(Part(kind, tuple(lines[place:stop])))
        place = stop
    return parts
