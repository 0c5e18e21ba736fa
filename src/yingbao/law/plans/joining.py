"""Joins the lines of a page to paragraphs.

A sentence broken at the edge of the paper is one sentence again.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from yingbao.law.plans.columns import header_at
from yingbao.law.plans.headings import CAPTION, annex_of, box_of, heading_of, is_foot, is_title, marker_of
from yingbao.law.plans.lines import Line, width
from yingbao.law.plans.sentences import ended, is_lead, sentences

BULLET = re.compile(r"^(?:——|--|[•●■◆▪◇□○★※＊*])\s*")
LATIN_END, LATIN_START = re.compile(r"[A-Za-z0-9)\].,;:!?]$"), re.compile(r"^[A-Za-z0-9(\[]")
NEAR = 8
ENOUGH = 3
FIRST_LINE = 4
SLACK = 3
WIDER = 1.6


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


def is_structural(text: str) -> bool:
    """True for lines that begin something new whatever stands before them.

    Headings, boxes, annexes, the foot.
    """
    return bool(heading_of(text) or box_of(text) or annex_of(text) or is_foot(text))


def begins_anew(text: str) -> bool:
    """True for a line that cannot go on with a finished sentence: a heading, a point of a list, a caption."""
    return bool(is_structural(text) or BULLET.match(text) or (CAPTION.match(text) and is_title(text)))


def usual_gap(lines: Sequence[Line]) -> int:
    """How many empty lines stand between two lines of one sentence.

    Some extractions put one after every line.
    """
    gaps = Counter(
        after.gap
        for before, after in zip(lines, lines[1:], strict=False)
        if not (
            ended(before.text)
            or before.whole
            or before.cells
            or is_structural(before.text)
            or is_heading_line(before.text)
            or is_structural(after.text)
        )
        and width(before.text) >= 2 * NEAR
    )
    gap, times = gaps.most_common(1)[0] if gaps else (0, 0)
    return gap if times >= ENOUGH and 2 * times > len(lines) // 4 else 0


def first_lines_are_narrower(lines: Sequence[Line]) -> bool:
    """True when paragraphs begin with an indentation, seen or lost.

    After headings, the first line is narrower.
    """
    steps = [
        width(second.text) - width(first.text)
        for heading, first, second in zip(lines, lines[1:], lines[2:], strict=False)
        if is_structural(heading.text)
        and not any(ended(each.text) or is_structural(each.text) for each in (first, second))
    ]
    return bool(steps) and median(steps) >= SLACK


def page_width(lines: Sequence[Line]) -> int:
    """How wide the paper is where nothing nearer tells it; 0 when the lines are whole paragraphs."""
    widths = [width(line.text) for line in lines if not line.cells]
    broken = [
        width(after.text)
        for before, after in pairwise(lines)
        if not ended(before.text) and not ended(after.text) and width(after.text) > 2 * NEAR
    ]
    full = round(median(broken)) if len(broken) >= ENOUGH else 0
    wider = sum(each > WIDER * full for each in widths)
    return full if 10 * wider < len(widths) else 0


def is_heading_line(text: str) -> bool:
    """True for a line that is a numbered title and nothing else: 一、总体要求."""
    marker = marker_of(text)
    return marker is not None and marker.alone


def begins_with_lead(text: str) -> bool:
    """True for a line that begins with the heading sentence of a paragraph, and goes on."""
    parts = sentences(text)
    return len(parts) > 1 and is_lead(parts[0])


class Joiner:
    """Decides where paragraphs end.

    It looks at the full stop, the width of the page, indentation and gaps.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.gap = usual_gap(lines)
        self.page = page_width(lines)
        self.narrow_first = first_lines_are_narrower(lines)

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
        anew = after.gap > self.gap or after.centered or begins_anew(after.text)
        if header_at(self.lines, place) or (closed and anew) or self._next_in_list(start, place):
            return True
        if not ended(before.text):
            heading = place - 1 == start and is_heading_line(before.text)
            return (heading or (after.indented and not before.indented)) and self._short(start, place)
        return self._ended_here(start, place)

    def _next_in_list(self, start: int, place: int) -> bool:
        """True when the line carries the number a list expects, and the line before does not break off."""
        marker = marker_of(self.lines[place].text)
        if marker is None:
            return False
        first = marker_of(self.lines[start].text)
        follows = first is not None and first.style == marker.style and marker.number == first.number + 1
        if ended(self.lines[place - 1].text):
            return (
                follows or marker.number == 1 or self._number_before(start, marker.style) == marker.number - 1
            )
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
        full = self._full(start, place)
        if first.indented and not after.indented:
            return not full or 4 * width(before.text) < 3 * full
        if self._short(start, place):
            return True
        if (
            self.narrow_first
            and not ended(after.text)
            and not full - FIRST_LINE < width(after.text) <= full - 2
        ):
            return width(after.text) <= full - FIRST_LINE
        return begins_with_lead(after.text) and begins_with_lead(first.text)

    def _short(self, start: int, place: int) -> bool:
        """True when the line before `place` leaves room at the edge, or the edge breaks no line there."""
        full = self._full(start, place)
        allowance = SLACK + (FIRST_LINE if place - 1 == start else 0)
        return not full or width(self.lines[place - 1].text) < full - allowance

    def _full(self, start: int, place: int) -> int:
        """How wide a full line is here; 0 where no line is broken by the edge of the paper."""
        own = [width(line.text) for line in self.lines[start : place - 1]]
        near = own[1:]
        if len(near) < ENOUGH:
            near += self._broken_after(place)
        return round(median(near)) if near else self.page or max(own, default=0)

    def _broken_after(self, place: int) -> list[int]:
        """The widths of the next lines that the edge has broken, down to the next heading."""
        widths: list[int] = []
        widest = 0
        for before, line in pairwise(self.lines[place - 1 : place + NEAR]):
            if is_structural(line.text) or line.cells:
                break
            widest = max(widest, width(line.text))
            if not ended(line.text) and not ended(before.text):
                widths.append(width(line.text))
        return widths if widths and widest <= WIDER * median(widths) else []
