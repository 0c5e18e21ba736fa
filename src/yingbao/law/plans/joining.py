"""Joins the lines of a page to paragraphs: a sentence broken at the edge of the paper is one sentence again."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import quantiles

from yingbao.law.plans.headings import annex_of, box_of, heading_of, is_foot, marker_of
from yingbao.law.plans.lines import Line, width

ENDED = re.compile(r"[。！？][”’）》」』】)\"']*$")
BULLET = re.compile(r"^(?:——|--|[•●■◆▪◇□○★※＊*])\s*")
LATIN_END, LATIN_START = re.compile(r"[A-Za-z0-9)\].,;:!?]$"), re.compile(r"^[A-Za-z0-9(\[]")
NEAR = 8
ENOUGH = 3
FIRST_LINE = 4
SLACK = 3


def joined(lines: Sequence[Line]) -> str:
    """The lines as one text."""
    return together([line.text for line in lines])


def together(pieces: Sequence[str]) -> str:
    """Pieces of text as one: no space at the seams of Chinese text, one between Latin words."""
    text = ""
    for piece in pieces:
        words = close_up(piece)
        latin = LATIN_END.search(text) and LATIN_START.search(words) and not (text[-1:] + words[:1]).isdigit()
        text += (" " if latin else "") + words
    return text


def close_up(text: str) -> str:
    """White space only where it parts Latin words; the rest is an artefact of the page (17 万, 发  展)."""
    kept: list[str] = []
    for piece in text.split():
        if kept and kept[-1][-1].isascii() and piece[0].isascii() and (kept[-1][-1] + piece[0]).isalnum():
            kept.append(" ")
        kept.append(piece)
    return "".join(kept)


def ended(text: str) -> bool:
    """True when the text ends with a full stop."""
    return bool(ENDED.search(text))


def is_structural(text: str) -> bool:
    """True for lines that begin something new whatever stands before them: headings, boxes, annexes, the foot."""
    return bool(heading_of(text) or box_of(text) or annex_of(text) or is_foot(text))


def usual_gap(lines: Sequence[Line]) -> int:
    """How many empty lines stand between two lines of one sentence: some extractions put one after every line."""
    gaps = Counter(
        after.gap
        for before, after in zip(lines, lines[1:], strict=False)
        if not (ended(before.text) or before.whole or before.cells or is_structural(before.text) or is_structural(after.text))
        and width(before.text) >= 2 * NEAR
    )
    gap, times = gaps.most_common(1)[0] if gaps else (0, 0)
    return gap if times >= ENOUGH and 2 * times > len(lines) // 4 else 0


class Joiner:
    """Decides where paragraphs end. It looks at the full stop, the width of the page, indentation and gaps."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.gap = usual_gap(lines)

    def paragraph_end(self, start: int, stop: int) -> int:
        """The place after the last line of the paragraph that begins at `start`."""
        place = start + 1
        while place < stop and not self._parted(start, place):
            place += 1
        return place

    def _parted(self, start: int, place: int) -> bool:
        """True when the line at `place` begins a new paragraph, the current one having begun at `start`."""
        before, after = self.lines[place - 1], self.lines[place]
        if before.whole or after.whole or after.table != before.table:
            return True
        closed = ended(before.text) or self._short(start, place)
        if closed and (after.gap > self.gap or is_structural(after.text) or BULLET.match(after.text)):
            return True
        if self._next_in_list(start, place):
            return True
        if not ended(before.text):
            return after.indented and not before.indented and self._short(start, place)
        return self._ended_here(start, place)

    def _next_in_list(self, start: int, place: int) -> bool:
        """True when the line carries the number a list expects, and the line before does not break off."""
        marker = marker_of(self.lines[place].text)
        if marker is None:
            return False
        first = marker_of(self.lines[start].text)
        follows = first is not None and first.style == marker.style and marker.number == first.number + 1
        if ended(self.lines[place - 1].text):
            return follows or marker.number == 1 or self._number_before(start, marker.style) == marker.number - 1
        return follows and self._short(start, place)

    def _number_before(self, start: int, style: str) -> int | None:
        """The last number of this style before the current paragraph."""
        for place in range(start, -1, -1):
            marker = marker_of(self.lines[place].text)
            if marker and marker.style == style:
                return marker.number
        return None

    def _ended_here(self, start: int, place: int) -> bool:
        """True when a line that ends with a full stop also ends its paragraph."""
        first, before, after = self.lines[start], self.lines[place - 1], self.lines[place]
        if after.indented and not (before.indented and place - 1 > start):
            return True
        if self._short(start, place):
            return True
        if first.indented and not after.indented:
            return False
        full = self._full(start, place)
        return not ended(after.text) and width(after.text) <= full - FIRST_LINE

    def _short(self, start: int, place: int) -> bool:
        """True when the line before `place` leaves room at the edge, or no line there is broken by the edge."""
        full = self._full(start, place)
        allowance = SLACK + (FIRST_LINE - SLACK if place - 1 == start else 0)
        return not full or width(self.lines[place - 1].text) < full - allowance

    def _full(self, start: int, place: int) -> int:
        """How wide a full line is here; 0 where no line is broken by the edge of the paper."""
        own = [width(line.text) for line in self.lines[start : place - 1]]
        if len(own) > 1:
            return max(own[1:])
        near = own
        for line in self.lines[place : place + NEAR]:
            if is_structural(line.text) or line.cells:
                break
            if not ended(line.text):
                near.append(width(line.text))
        if len(near) > 1:
            return int(quantiles(near, n=4, method="inclusive")[2])
        return near[0] if near else 0
