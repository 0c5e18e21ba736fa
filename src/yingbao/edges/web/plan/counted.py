"""Indicators as pages show them: target, definition, and the value where the register can tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.templatetags.written import label
from yingbao.law.facts.problems import Wording
from yingbao.law.packs import NotInForce, Pack
from yingbao.law.packs.indicators import Indicator, Target
from yingbao.law.packs.measuring import Obstacle, counts_households, obstacle
from yingbao.law.packs.words import NATURES
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.determination.queries import runs
from yingbao.office.determination.queries.indicators import IndicatorCount, count_indicators
from yingbao.values.month import Month
from yingbao.values.sure import Sure

UNITS: dict[str, Promise] = {
    "percent": _("%"),
    "persons": _("persons"),
    "households": _("households"),
    "places": _("places"),
    "events": _("events"),
    "amount": _("amount"),
    "text": _("in words"),
}
BOUNDS: dict[str, Promise] = {
    ">=": _("at least"),
    ">": _("more than"),
    "=": _("exactly"),
    "<=": _("at most"),
    "<": _("less than"),
}
OBSTACLES: dict[Obstacle, Promise] = {
    Obstacle.DELIVERED: _("Counted from what is delivered; no delivery is recorded yet."),
    Obstacle.GIVEN: _("A unit reports this figure; none has come in yet."),
    Obstacle.APART: _("It is about townships, employers or institutions; these are not recorded yet."),
}


@dataclass(frozen=True)
class ShownIndicator:
    """One indicator in words; `count` is None where it cannot be counted, and `obstacle` says why."""

    indicator: Indicator
    nature: Wording
    target: str
    by: Month | None
    count: IndicatorCount | None
    percent: str
    # Whether the target is reached; None where that is not certain.
    met: bool | None
    obstacle: Promise | str
    assumed: bool
    by_persons: bool
    month: Month | None


def shown_indicators(officer: Officer, pack: Pack, indicators: Iterable[Indicator]) -> list[ShownIndicator]:
    """Return indicators with their values in the newest determined month, for those who may see lists."""
    asked = list(indicators)
    month = runs.get_latest_month(officer=officer, on=timezone.localdate()) if asked else None
    counts: dict[str, IndicatorCount] = {}
    if month and may(officer, Permission.VIEW_LISTS):
        try:
            counts = count_indicators(officer=officer, month=month, pack=pack, indicators=asked)
        except NotInForce:
            counts = {}
    return [shown(each, pack, counts.get(each.id), month) for each in asked]


def shown(
    indicator: Indicator, pack: Pack, count: IndicatorCount | None, month: Month | None
) -> ShownIndicator:
    """Return one indicator in words."""
    why = obstacle(indicator, pack, month) if month else None
    return ShownIndicator(
        indicator=indicator,
        nature=NATURES[indicator.nature],
        target=target_in_words(indicator),
        by=indicator.target.by,
        count=count,
        percent=percent_in_words(count.percent) if count and count.percent is not None else "",
        met=is_met(indicator, count) if count else None,
        obstacle=OBSTACLES[why] if why else "",
        assumed=indicator.sure is not Sure.STATED,
        by_persons=counts_households(indicator, pack),
        month=month if count else None,
    )


def target_in_words(indicator: Indicator) -> str:
    """Return what is to be reached: 不低于 95%, or the plan's own words where it gives no number."""
    target = indicator.target
    if target.value is None:
        return label(target.text) if target.text else ""
    unit = str(UNITS[indicator.unit])
    value = number_in_words(target.value)
    figure = f"{value}%" if indicator.unit == "percent" else f"{value} {unit}"
    return f"{BOUNDS[target.bound]} {figure}"


def percent_in_words(value: Fraction) -> str:
    """Return a share with one digit, cut and not rounded: 94.96 is not yet 95."""
    tenths = value * 10 // 1
    return f"{int(tenths) // 10}.{int(tenths) % 10}%"


def number_in_words(value: Fraction) -> str:
    """Return a number as it is written."""
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):,}"


def is_met(indicator: Indicator, count: IndicatorCount) -> bool | None:
    """Whether the share is reached however the unknown turn out; None where they decide.

    At worst all who may belong come in without having reached it, at best all who may have reached it did.
    """
    target = indicator.target
    if target.value is None or target.bound not in (">=", ">") or not count.among:
        return None
    if _reaches(Fraction(count.reached * 100, count.among + count.among_unknown), target):
        return True
    best = min(Fraction(100), Fraction((count.reached + count.reached_unknown) * 100, count.among))
    return None if _reaches(best, target) else False


def _reaches(percent: Fraction, target: Target) -> bool:
    assert target.value is not None  # noqa: S101 - asked only of targets with a number
    return percent >= target.value if target.bound == ">=" else percent > target.value
