"""Many numbers of acts in few letters: 1-40,42-57."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise


class NotSpans(Exception):
    """The text is not spans in rising order that do not touch."""


def write_spans(numbers: Iterable[int]) -> str:
    """Return the spans of rising numbers."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in spans)


def read_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans as pairs of the lowest and the highest number.

    Raises:
        NotSpans: it was not written by write_spans.
    """
    try:
        spans = [_span(part) for part in text.split(",")]
    except ValueError:
        raise NotSpans(text[:40]) from None
    if any(low > high for low, high in spans) or any(one[1] + 1 >= two[0] for one, two in pairwise(spans)):
        raise NotSpans(text[:40])
    return spans


def _span(part: str) -> tuple[int, int]:
    low, _, high = part.partition("-")
    return int(low), int(high or low)


def within(number: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether a number lies in one of the spans."""
    place = bisect_right(spans, number, key=lambda span: span[0]) - 1
    return place >= 0 and number <= spans[place][1]


def numbers_in(spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Give every number of the spans."""
    for low, high in spans:
        yield from range(low, high + 1)
