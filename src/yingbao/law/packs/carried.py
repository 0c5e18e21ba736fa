"""A number something carries, and whether it is the number of a clause: as much, and of the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from yingbao.law.packs.measure_words import count_the_same, measure_word
from yingbao.law.plans.numbers import Bound, Measure, Number
from yingbao.law.rules.programmes import Period
from yingbao.values.month import Month

COUNTS = frozenset({Measure.COUNT, Measure.SPAN, Measure.FREQUENCY})
RHYTHMS: Mapping[str, Period] = {
    "每月": "month",
    "每个月": "month",
    "每季度": "quarter",
    "每季": "quarter",
    "每半年": "half_year",
    "每年": "year",
    "每学期": "term",
    "一次性": "once",
}


@dataclass(frozen=True)
class Value:
    """A number something carries, and the measure words it counts by, any of them.

    Without a word it is a number of whatever is counted, and of no share, age or money. A target carries its
    bound: more than 90 is not at least 90. `per` is the period an amount is owed for.
    """

    number: Fraction
    words: tuple[str, ...] = ()
    bound: str = ""
    per: Period | None = None

    def answers(self, number: Number, figure: Fraction) -> bool:
        """Whether this is a figure of a number in a clause, and counts what that counts."""
        if self.bound and number.bound not in (Bound.EXACT, Bound.ABOUT) and number.bound != self.bound:
            return False
        meant = _meant(number, figure)
        return any(self.number == each and self._counts(number, word) for each, word in meant)

    def _counts(self, number: Number, word: str) -> bool:
        if not self.words:
            return number.measure in COUNTS
        return any(count_the_same(each, word) for each in self.words)


def _meant(number: Number, figure: Fraction) -> Iterator[tuple[Fraction, str]]:
    """A figure with its measure word; one year is twelve months too."""
    word = word_of(number)
    yield figure, word
    if number.measure is Measure.SPAN and word == "年":
        yield figure * 12, "月"


def word_of(number: Number) -> str:
    """Return what a number of a clause counts by: 家 of 每年3家."""
    return measure_word(number.unit.rpartition("/")[2])


@dataclass(frozen=True)
class Carried:
    """What the things a clause became carry together."""

    values: frozenset[Value] = frozenset()
    rhythms: frozenset[Period] = frozenset()
    months: frozenset[Month] = frozenset()
    ranges: frozenset[tuple[Fraction, Fraction | None]] = frozenset()

    def __or__(self, other: "Carried") -> "Carried":
        return Carried(
            self.values | other.values,
            self.rhythms | other.rhythms,
            self.months | other.months,
            self.ranges | other.ranges,
        )

    def carries(self, number: Number) -> bool:
        """Whether a number of a clause is among these values, rhythms and dates."""
        if number.measure in (Measure.DATE, Measure.YEARS):
            return self._dated(number)
        if number.measure is Measure.FREQUENCY:
            return self._rhythm(number)
        figures = [number.value] if number.upper is None else [number.value, number.upper]
        return all(self._valued(number, figure) for figure in figures)

    def _valued(self, number: Number, figure: Fraction) -> bool:
        return any(value.answers(number, figure) for value in self.values)

    def _rhythm(self, number: Number) -> bool:
        """每季度 is a rhythm; 每年3家 is an amount of that rhythm, of one thing and not of two."""
        every, _, what = number.unit.partition("/")
        period = RHYTHMS.get(every)
        if not what:
            return period in self.rhythms
        return any(v.per == period and v.answers(number, number.value) for v in self.values if v.per)

    def _dated(self, number: Number) -> bool:
        if number.measure is Measure.YEARS:
            years = {month.year for month in self.months}
            whole = (number.value, number.upper) in self.ranges
            return whole or (number.value in years and number.upper in years)
        year, rest = divmod(int(number.value), 10_000)
        month, day = divmod(rest, 100)
        if day:
            return False
        return any(each.year == year and month in (0, each.month) for each in self.months)


def joined(parts: Iterable[Carried]) -> Carried:
    """Return what several things carry together."""
    total = Carried()
    for part in parts:
        total |= part
    return total
