"""Cuts a paragraph into its sentences; a heading sentence stays with the sentence it introduces."""

import re
from collections import Counter
from itertools import accumulate

from yingbao.law.plans.lines import bare

STOPS = "。！？"
CLOSERS = "”’）》」』】)\"'"
OPEN = {"（": "）", "《": "》", "“": "”", "「": "」", "(": ")"}
ENDED = re.compile(r"[。！？][”’）》」』】)\"']*$")
LONGEST_LEAD = 20
LONGEST_SECOND = 12
PAUSES = "，：；,:;"


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, each with its stop. Stops inside quotes or brackets do not count."""
    nested = _nested(text)
    cut: list[str] = []
    start = place = 0
    while place < len(text):
        if text[place] in STOPS and not nested[place]:
            while place + 1 < len(text) and (text[place + 1] in STOPS or text[place + 1] in CLOSERS):
                place += 1
            cut.append(text[start : place + 1])
            start = place + 1
        place += 1
    cut.append(text[start:])
    return [part for part in cut if part]


def ended(text: str) -> bool:
    """True when the text ends with a full stop."""
    return bool(ENDED.search(text))


def cuts(text: str, longest_lead: int = LONGEST_LEAD) -> list[str]:
    """The sentences of a paragraph as clauses.

    A short first sentence without a pause heads the second; if that is very short too, both head the third.
    """
    parts = sentences(text)
    heads = 0
    if len(parts) > 1 and is_lead(parts[0], longest_lead):
        heads = 2 if len(parts) > 2 and is_lead(parts[1], LONGEST_SECOND) else 1
    return ["".join(parts[: heads + 1]), *parts[heads + 1 :]] if parts else []


def is_lead(sentence: str, longest: int = LONGEST_LEAD) -> bool:
    """True for the heading sentence of a paragraph (加强残疾人社会救助保障。)."""
    words = bare(sentence).rstrip(STOPS).replace("《", "").replace("》", "")
    return len(words) <= longest and not any(pause in words for pause in PAUSES)


def _nested(text: str) -> list[bool]:
    """For every character, whether it stands inside quotes or brackets that are both opened and closed."""
    steps = [0] * (len(text) + 1)
    opened: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    for place, char in enumerate(text):
        if char in OPEN:
            opened.append((OPEN[char], place))
            waiting[OPEN[char]] += 1
        elif waiting[char]:
            steps[_close(opened, waiting, char)] += 1
            steps[place] -= 1
    return [depth > 0 for depth in accumulate(steps)]


def _close(opened: list[tuple[str, int]], waiting: "Counter[str]", closer: str) -> int:
    """Where the innermost pair of this closer was opened.

    What was opened inside it and not closed is forgotten.
    """
    while True:
        expected, place = opened.pop()
        waiting[expected] -= 1
        if expected == closer:
            return place
