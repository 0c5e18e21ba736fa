"""Days and months in all the ways lists write them."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta

from yingbao.edges.exchange.converters.converted import (
    NOTHING,
    Converted,
    Converter,
    fault,
    is_blank,
    refused,
)
from yingbao.edges.exchange.grid import Cell
from yingbao.values.month import Month

OLDEST, YOUNGEST = 1900, 2099
# Days since 1899-12-30 from 1930 to 2099, as Excel counts; 1904-based workbooks are told apart before.
SERIALS = range(10_959, 73_051)
DAY_ZERO = date(1899, 12, 30)
FOREVER = date(9999, 12, 31)
FOREVER_WORDS = {"长期", "永久", "终身", "长期有效", "永久有效"}
CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
DAY = re.compile(r"([0-9]{4})([-/.年])([0-9]{1,2})([-/.月])([0-9]{1,2})[日号]?")
MONTH = re.compile(r"([0-9]{4})([-/.年])([0-9]{1,2})月?(?:份)?")
EIGHT, SIX = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"), re.compile(r"([0-9]{4})([0-9]{2})")
ENGLISH = re.compile(r"([0-9]{1,2})-([A-Za-z]{3})-([0-9]{4})")
CLOCK = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")
Read = date | Month


class NotADate(ValueError):
    """The text is neither a day nor a month; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_day_or_month(cell: Cell, *, typed: bool) -> Read:
    """Return the day or the month a cell names.

    2021.1 is refused where a zero may have been lost: Excel shows the number 2021.10 as 2021.1.
    """
    if isinstance(cell, datetime):
        return _bounded(cell.date())
    if isinstance(cell, date):
        return _bounded(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise NotADate("date_unreadable")
    if isinstance(cell, str):
        return _from_text(_narrow(cell), zero_lost=not typed)
    if isinstance(cell, float) and not cell.is_integer():
        return _from_fraction(cell)
    return _from_digits(str(int(cell)))


def _narrow(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip().strip("'‘’`")
    if re.search("[〇○零一二三四五六七八九十]", text):
        text = _from_chinese(text)
    return "".join(CLOCK.sub("", text).split())


def _from_chinese(text: str) -> str:
    text = re.sub("(?<=[一二三])十(?=[一二三四五六七八九])", "", text)
    text = re.sub("(?<=[一二三])十", "0", text)
    text = re.sub("十(?=[一二三四五六七八九])", "1", text)
    return text.replace("十", "10").translate(CHINESE)


def _from_text(text: str, *, zero_lost: bool) -> Read:
    if found := DAY.fullmatch(text):
        return _day(found[1], found[3], found[5])
    if found := MONTH.fullmatch(text):
        if zero_lost and found[2] == "." and found[3] == "1" and "月" not in text:
            raise NotADate("month_zero_lost")
        return _month(found[1], found[3])
    if found := ENGLISH.fullmatch(text):
        return _english(found)
    if re.fullmatch(r"[0-9]{5,8}(?:\.0+)?", text):
        return _from_digits(text.partition(".")[0])
    raise NotADate("date_unreadable")


def _english(found: re.Match[str]) -> date:
    months = "JanFebMarAprMayJunJulAugSepOctNovDec"
    place = months.find(found[2].capitalize())
    if place % 3:
        raise NotADate("date_unreadable")
    return _day(found[3], str(place // 3 + 1), found[1])


def _from_fraction(number: float) -> Read:
    text = repr(number)
    if found := re.fullmatch(r"([0-9]{4})\.([0-9]{1,2})", text):
        if found[2] == "1":
            raise NotADate("month_zero_lost")
        return _month(found[1], found[2])
    if int(number) in SERIALS:
        return _bounded(DAY_ZERO + timedelta(days=int(number)))
    raise NotADate("date_unreadable")


def _from_digits(digits: str) -> Read:
    if found := EIGHT.fullmatch(digits):
        return _day(*found.groups())
    if found := SIX.fullmatch(digits):
        return _month(*found.groups())
    if len(digits) == 5 and int(digits) in SERIALS:
        return _bounded(DAY_ZERO + timedelta(days=int(digits)))
    raise NotADate("date_unreadable")


def _day(year: str, month: str, day: str) -> date:
    try:
        return _bounded(date(int(year), int(month), int(day)))
    except ValueError as why:
        raise NotADate(getattr(why, "code", "date_impossible")) from None


def _month(year: str, month: str) -> Month:
    if not (OLDEST <= int(year) <= YOUNGEST and 1 <= int(month) <= 12):
        raise NotADate("date_impossible")
    return Month(int(year), int(month))


def _bounded(day: date) -> date:
    if not OLDEST <= day.year <= YOUNGEST:
        raise NotADate("date_impossible")
    return day


def _converter(typed: bool, finish: Callable[[Read], Converted]) -> Converter:
    def convert(cell: Cell) -> Converted:
        if (said := fault(cell)) or is_blank(cell):
            return said or NOTHING
        try:
            return finish(read_day_or_month(cell, typed=typed))
        except NotADate as why:
            return refused(why.code, cell)

    return convert


def day_reader(*, typed: bool) -> Converter:
    """Return the converter of days; a month alone does not say which day."""

    def finish(read: Read) -> Converted:
        return (
            refused("day_missing", str(read)) if isinstance(read, Month) else (read.isoformat(), None, None)
        )

    return _converter(typed, finish)


def since_reader(*, typed: bool) -> Converter:
    """Return the converter of first days: a month begins on its first."""

    def finish(read: Read) -> Converted:
        return (read.first_day if isinstance(read, Month) else read).isoformat(), None, None

    return _converter(typed, finish)


def until_reader(*, typed: bool) -> Converter:
    """Return the converter of last days: a month ends on its last, 长期 does not end."""
    inner = _converter(
        typed, lambda read: ((read.last_day if isinstance(read, Month) else read).isoformat(), None, None)
    )

    def convert(cell: Cell) -> Converted:
        if isinstance(cell, str):
            if "".join(cell.split()) in FOREVER_WORDS:
                return FOREVER.isoformat(), None, None
            pieces = re.split(r"[至到~—]|(?<=[0-9日])\s*-{1,2}\s*(?=[0-9]{4}[年./-])", cell.strip())
            return inner(pieces[-1])
        return inner(cell)

    return convert


def month_reader(*, typed: bool) -> Converter:
    """Return the converter of months: 2021-07 for any day in it."""

    def finish(read: Read) -> Converted:
        return str(read if isinstance(read, Month) else Month.of(read)), None, None

    return _converter(typed, finish)


def birth(cell: Cell) -> Converted:
    """Return a birthday or a birth month as far as it can be read; the citizen number is the authority."""
    try:
        read = None if is_blank(cell) else read_day_or_month(cell, typed=True)
    except NotADate:
        return NOTHING
    return (None if read is None else str(read)), None, None
