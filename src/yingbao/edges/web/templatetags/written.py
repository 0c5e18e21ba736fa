"""Money, days, months and labels, as a Chinese office writes them; and in English."""

import calendar
import datetime
from typing import Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from yingbao.values.month import Month

register = template.Library()
MONTHS = list(calendar.month_name)  # English: the product never changes the process locale
Day = datetime.date


def in_chinese() -> bool:
    """Return whether the reader reads Chinese."""
    return (get_language() or "zh-hans").startswith("zh")


class InTwoLanguages(Protocol):
    """A label that speaks Chinese and English."""

    def speak(self, language: str) -> str: ...


@register.filter
def label(words: InTwoLanguages | None) -> str:
    """Return a label of the law in the reader's language."""
    return words.speak("zh" if in_chinese() else "en") if words else ""


@register.filter
def money(fen: int | None) -> str:
    """Return 123400 as 1,234.00 元; an amount not known says so."""
    if fen is None:
        return gettext("amount not known")
    sign, fen = ("−", -fen) if fen < 0 else ("", fen)
    return gettext("%(amount)s yuan") % {"amount": f"{sign}{fen // 100:,}.{fen % 100:02d}"}


@register.filter(expects_localtime=True)
def day(when: Day | None) -> str:
    """Return 2026年6月3日, or 3 June 2026; in a template the day a moment has here, not in Greenwich."""
    if when is None:
        return "—"
    if in_chinese():
        return f"{when.year}年{when.month}月{when.day}日"
    return f"{when.day} {MONTHS[when.month]} {when.year}"


@register.filter(expects_localtime=True)
def moment(when: datetime.datetime | None) -> str:
    """Return 2026年6月3日 9:05, or 3 June 2026, 9:05; in a template by the clock on the wall."""
    if when is None:
        return "—"
    clock = f"{when.hour}:{when.minute:02d}"
    return f"{day(when)} {clock}" if in_chinese() else f"{day(when)}, {clock}"


@register.filter(expects_localtime=True)
def month(when: Month | Day | str | None) -> str:
    """Return 2026年6月, or June 2026."""
    if when is None or when == "":
        return "—"
    it = Month.parse(when) if isinstance(when, str) else when
    return f"{it.year}年{it.month}月" if in_chinese() else f"{MONTHS[it.month]} {it.year}"


@register.filter
def count(number: object) -> str:
    """Return 12,345; nothing when there is no count."""
    return f"{number:,}" if isinstance(number, int) else "—"


@register.filter
def persons(number: int) -> str:
    """Return a number of persons with its unit."""
    return ngettext("%(count)s person", "%(count)s persons", number) % {"count": f"{number:,}"}


@register.filter
def change(number: int | None) -> str:
    """Return the change since last month in words: 3 more, 2 fewer, the same."""
    if number is None:
        return gettext("no figure for last month")
    if number == 0:
        return gettext("same as last month")
    if number > 0:
        return gettext("%(count)s more than last month") % {"count": f"{number:,}"}
    return gettext("%(count)s fewer than last month") % {"count": f"{-number:,}"}


@register.filter
def masked(number: str | None) -> SafeString | str:
    """Return a masked number that is also masked to the ear: only its last digits are read aloud."""
    if not number:
        return "—"
    spoken = gettext("number ending in %(tail)s") % {"tail": number[-4:]}
    return format_html(
        '<span class="yb-number" aria-hidden="true">{}</span><span class="govuk-visually-hidden">{}</span>',
        number,
        spoken,
    )


@register.filter
def share(part: int, whole: int) -> int:
    """Return a bar's length out of 100; a part that is not nothing stays visible."""
    if not whole or not part:
        return 0
    return max(2, min(100, part * 100 // whole))
