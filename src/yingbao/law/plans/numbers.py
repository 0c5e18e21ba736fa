"""Numbers written in a clause: amounts, shares, counts, ages, frequencies, spans of time and dates.

Exact, no floats.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from yingbao.law.plans.numerals import whole_number


class Measure(StrEnum):
    """What a number counts."""

    MONEY = "money"
    PERCENT = "percent"
    AGE = "age"
    FREQUENCY = "frequency"
    DATE = "date"
    YEARS = "years"
    SPAN = "span"
    COUNT = "count"


class Bound(StrEnum):
    """Whether the number is met exactly, at least, more than, at most, less than, or only about."""

    EXACT = "="
    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    ABOUT = "~"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written and what it says: value (yuan for money), the upper end of a range, unit, bound."""

    text: str
    measure: Measure
    value: Fraction
    upper: Fraction | None = None
    unit: str = ""
    bound: Bound = Bound.EXACT


FIGURE = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
DASH = r"[-—–~至到]+"
COUNTED = (
    "人次|场次|人份|名次|户次|件次|车次|辆次|台次|班次|批次|例次|课时|学时|名|人|户|个|家|篇|处|次|张|所|场|套|件|辆|台|起|"
    "项|金|银|铜|条|份|种|类|岁|星|级|床|张|平方米|公里|天|万元"
)
ABOVE = r"(?:以上|及以上)"
BELOW = r"(?:以内|以下|之内)"
BEFORE = r"(?P<before>不低于|不少于|至少有?|达到|大于等于|≥|>|超过|高于|不超过|不高于|至多|≤|<|低于|约)?"
AFTER = r"(?P<after>[多余])?"
CN = r"[一二两三四五六七八九十]+"
EVERY = r"每(?:半|个|[两三五])?(?:年|月|季度|季|周|天|日|学期)"
# 三、四级 as of a certificate; 五个一, 五大协会, 五类. 两项补贴, 三次产业, 四个意识 are names.
GRADE = r"[一二三四]"
KINDS = (
    "个一|大类|大(?=协会|行动|工程|体系|任务)|类|个(?!意识|自信|全面|维护)|种|项(?!补贴)|"
    "次(?!产业|创业)|名|户|家|所|处|方面"
)
PATTERNS: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    (Measure.YEARS, re.compile(rf"(?P<low>[12][0-9]{{3}})年?{DASH}(?P<high>[12][0-9]{{3}})(?P<unit>年)")),
    (
        Measure.PERCENT,
        re.compile(rf"\((?P<unit>%)\)(?P<before>[><≥≤])?(?P<low>{FIGURE})(?=[约预])"),
    ),
    (
        Measure.COUNT,
        re.compile(rf"\((?P<unit>{COUNTED})\)(?P<before>[><≥≤])?(?P<low>{FIGURE})(?=[约预])"),
    ),
    (
        Measure.DATE,
        re.compile(
            r"(?P<low>[12][0-9]{3})(?P<unit>年(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日)?)?)"
        ),
    ),
    (
        Measure.AGE,
        re.compile(
            rf"(?P<low>[0-9]{{1,3}})(?:周?岁)?(?:{DASH}(?P<high>[0-9]{{1,3}}))?(?P<unit>周岁|岁)(?P<tail>{ABOVE}|{BELOW})?"
        ),
    ),
    (
        Measure.PERCENT,
        re.compile(
            rf"{BEFORE}(?P<low>{FIGURE})(?:%?{DASH}(?P<high>{FIGURE}))?(?P<unit>%)(?P<tail>{ABOVE}|{BELOW})?"
        ),
    ),
    (Measure.PERCENT, re.compile(rf"{BEFORE}百分之(?P<chinese>{CN})(?P<tail>{ABOVE}|{BELOW})?")),
    (
        Measure.MONEY,
        re.compile(
            rf"{BEFORE}(?P<low>{FIGURE})(?:{DASH}(?P<high>{FIGURE}))?{AFTER}(?P<scale>[千百]?[万亿])?(?P<unit>元)(?P<tail>{ABOVE}|{BELOW})?"
        ),
    ),
    (
        Measure.FREQUENCY,
        re.compile(
            rf"(?P<unit>{EVERY})(?:至少|不少于)?(?P<chinese>[一二两三四五六七八九十]|[0-9]+)(?P<what>次|家|场|期|批)"
        ),
    ),
    (Measure.FREQUENCY, re.compile(rf"(?P<unit>{EVERY}|一次性)")),
    (
        Measure.SPAN,
        re.compile(
            rf"(?P<chinese>{CN}|[0-9]{{1,3}})(?P<unit>年|个月|个工作日|工作日|日内|小时)(?P<tail>{ABOVE}|{BELOW})"
        ),
    ),
    (
        Measure.COUNT,
        re.compile(
            rf"{BEFORE}(?P<low>{FIGURE})(?:{DASH}(?P<high>{FIGURE}))?(?P<scale>[万亿])?{AFTER}(?P<unit>{COUNTED})(?P<tail>{ABOVE}|{BELOW})?"
        ),
    ),
    # 至少有一人 is a number; 一人一档 and 一个也不能少 are none.
    (
        Measure.COUNT,
        re.compile(
            r"(?P<before>至少有?|不少于)(?P<chinese>一)(?P<unit>人|名|户|家|所|处|次(?!性)|个(?!月|工作日))"
        ),
    ),
    (
        Measure.COUNT,
        re.compile(rf"(?P<chinese>{GRADE})(?:(?:、{GRADE})*、(?P<last>{GRADE}))?(?P<unit>级)"),
    ),
    (
        Measure.COUNT,
        re.compile(rf"(?<![第一二两三四五六七八九十])(?P<chinese>[二两三四五六七八九十]+)(?P<unit>{KINDS})"),
    ),
    (Measure.COUNT, re.compile(r"(?P<low>[0-9]{5})(?=[”\"]?[^0-9,。;]{0,8}(?P<unit>热线))")),
)
SCALES = {
    "万": 10_000,
    "亿": 100_000_000,
    "千万": 10_000_000,
    "百万": 1_000_000,
    "百亿": 10_000_000_000,
    "千亿": 10**11,
}
BOUNDS = (
    (Bound.AT_MOST, {"不超过", "不高于", "至多", "≤", "以内", "以下", "之内"}),
    (Bound.LESS_THAN, {"<", "低于"}),
    (Bound.MORE_THAN, {">", "超过", "高于"}),
    (Bound.AT_LEAST, {"不低于", "不少于", "至少", "至少有", "大于等于", "≥", "以上", "及以上"}),
    (Bound.ABOUT, {"约", "余", "多"}),
)


def numbers_in(text: str) -> tuple[Number, ...]:
    """The numbers of a text in order. Spaces of the page, full-width digits and signs make no difference."""
    words = "".join(unicodedata.normalize("NFKC", text).split())
    taken: list[tuple[int, int, Number]] = []
    for measure, pattern in PATTERNS:
        for found in pattern.finditer(words):
            if _free(found, words, taken):
                taken.append((found.start(), found.end(), _number(measure, found)))
    return tuple(number for _, _, number in sorted(taken, key=lambda each: each[0]))


def _free(found: re.Match[str], words: str, taken: list[tuple[int, int, Number]]) -> bool:
    """True where no other number stands already, and no digit is cut off."""
    start, stop = found.span()
    if start and (words[start - 1].isdigit() or words[start - 1] in ".〔[") and words[start].isdigit():
        return False
    return all(stop <= first or start >= last for first, last, _ in taken)


def _number(measure: Measure, found: re.Match[str]) -> Number:
    held = {name: value for name, value in found.groupdict().items() if value}
    scale = SCALES.get(held.get("scale", ""), 1)
    upper = Fraction(held["high"].replace(",", "")) * scale if "high" in held else None
    if "last" in held:
        upper = Fraction(whole_number(held["last"]))
    return Number(found[0], measure, _value(measure, held) * scale, upper, _unit(measure, held), _bound(held))


def _value(measure: Measure, held: dict[str, str]) -> Fraction:
    """The figure; a date as year·10000 + month·100 + day, absent parts 0; a frequency as times."""
    if measure is Measure.DATE:
        return Fraction(int(held["low"]) * 10_000 + int(held.get("month", 0)) * 100 + int(held.get("day", 0)))
    if "chinese" in held:
        return Fraction(whole_number(held["chinese"]))
    return Fraction(held["low"].replace(",", "")) if "low" in held else Fraction(1)


def _unit(measure: Measure, held: dict[str, str]) -> str:
    if measure is Measure.PERCENT:
        return "%"
    if measure is Measure.DATE:
        return "年月日" if "day" in held else "年月" if "month" in held else "年"
    return held["unit"] + ("/" + held["what"] if "what" in held else "")


def _bound(held: dict[str, str]) -> Bound:
    said = {held.get("before", ""), held.get("after", ""), held.get("tail", "")}
    return next((bound for bound, words in BOUNDS if said & words), Bound.EXACT)
