"""A year of the calendar in words: what is off, what is worked in exchange, and how sure it is."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from yingbao.law.calendars import library
from yingbao.law.calendars.calendar import FIXED, LUNAR, Calendar
from yingbao.law.calendars.library import Special
from yingbao.law.facts.problems import Wording

BY_NOTICE = Wording("{year}年：{source}（{published}）", "{year}: {source} ({published})")
BY_LIBRARY = Wording(
    "{year}年：国务院办公厅放假通知（chinesecalendar 收录）",
    "{year}: the State Council's notice as chinesecalendar carries it",
)
PROVISIONAL = Wording(
    "{year}年：放假通知尚未收录，以下为暂定",
    "{year}: its notice is not known yet; what follows is provisional",
)
OFF = Wording("休  {days}  {feast}", "off     {days}  {feast}")
WORKED = Wording("班  {days}", "worked  {days}")
UNKNOWN = Wording("日期不详：{feasts}", "days not known: {feasts}")
BETWEEN = Wording("、", ", ")
WEEKDAYS = (
    Wording("周一", "Mon"),
    Wording("周二", "Tue"),
    Wording("周三", "Wed"),
    Wording("周四", "Thu"),
    Wording("周五", "Fri"),
    Wording("周六", "Sat"),
    Wording("周日", "Sun"),
)
COUNTED = Wording("全年工作日 {count} 天", "{count} working days in the year")


def tell_year(calendar: Calendar, year: int, language: str) -> Iterator[str]:
    """Give the lines about a year: where it is from, the days that are not like their weekday, the count."""
    notice = calendar.notices.get(year)
    specials: Sequence[Special]
    if notice:
        head = BY_NOTICE.fill(year=year, source=notice.source, published=notice.published)
        specials = notice.specials
    elif library.carries(year):
        head, specials = BY_LIBRARY.fill(year=year), library.specials(year)
    else:
        head, specials = (
            PROVISIONAL.fill(year=year),
            [Special(date(year, *day), False, "") for day in sorted(FIXED)],
        )
    yield head.speak(language)
    # A run of days with one feast is one line.
    for (working, feast), days in groupby(specials, key=lambda each: (each.working, each.feast)):
        said = BETWEEN.speak(language).join(_day(each.day, language) for each in days)
        yield (WORKED if working else OFF).fill(days=said, feast=feast).speak(language).rstrip()
    if not calendar.is_published(year):
        yield UNKNOWN.fill(feasts="、".join(LUNAR)).speak(language)
    count = calendar.count_working(date(year, 1, 1), date(year, 12, 31))
    yield COUNTED.fill(count=count).speak(language)


def _day(day: date, language: str) -> str:
    return f"{day:%m-%d} {WEEKDAYS[day.weekday()].speak(language)}"
