"""Numbers of a clause that nothing has to carry: records of what was, and words explained."""

import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from yingbao.law.packs.carried import word_of
from yingbao.law.packs.clauses import ClauseEntry, Figure
from yingbao.law.packs.measure_words import count_the_same, measure_word
from yingbao.law.plans.numbers import Measure, Number

SCALES = {"万": 10_000, "亿": 100_000_000}


def explains(entry: ClauseEntry | None, number: Number) -> bool:
    """Whether what is written about a clause has the number as a figure, or explains it."""
    if entry is None:
        return False
    if entry.guidance == "background" and number.measure is Measure.FREQUENCY:
        return True  # how often something was done is the manner of a record, no figure of it
    return any(_alike(word, number.text) for word in entry.numbers) or any(
        _records(figure, number) for figure in entry.figures
    )


def stale_words(entry: ClauseEntry, text: str) -> Iterator[str]:
    """Give the explained words that do not stand in the clause."""
    written = _bare(text)
    for word in entry.numbers:
        if _bare(word) not in written:
            yield word


def _alike(word: str, number: str) -> bool:
    """A word explains the number it is, not one it is a part of: 5 does not explain 500户."""
    return _bare(word) == _bare(number)


def _records(figure: Figure, number: Number) -> bool:
    """Whether a figure is the number of a record: as much, and of the same where its unit is said."""
    if number.measure is Measure.YEARS:
        return all(str(int(year)) in figure.period for year in (number.value, number.upper or number.value))
    if number.measure is Measure.DATE:
        year, day = int(number.value) // 10_000, int(number.value) % 100
        return (not day and (str(year) in figure.period or figure.value == year)) or (
            figure.value == number.value
        )
    scale = SCALES.get(figure.unit[:1], 1)
    if not count_the_same(measure_word(figure.unit), word_of(number)):
        return False
    return figure.value * scale in _figures(number)


def _figures(number: Number) -> set[Fraction]:
    return {number.value} if number.upper is None else {number.value, number.upper}


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
