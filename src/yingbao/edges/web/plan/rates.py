"""Dated values in words: what a rate was from which month on, from which source, how surely."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.templatetags import written
from yingbao.law.facts.values import Kind, Value
from yingbao.law.packs.parameters import DatedParameter, DatedValue, amounts_of
from yingbao.values.month import Month
from yingbao.values.sure import Sure

SURE: dict[Sure, Promise] = {
    Sure.STATED: _("stated"),
    Sure.DERIVED: _("derived, to be checked"),
    Sure.ASSUMED: _("assumed, to be checked"),
}


@dataclass(frozen=True)
class Rate:
    """What a value was from a month on, in words, and how sure that is."""

    start: Month
    until: Month | None
    amounts: list[str]
    sure: Promise
    certain: bool
    source: str


def rates(parameter: DatedParameter) -> list[Rate]:
    """Return the values of a parameter, the newest first, each until the next begins."""
    following: list[Month | None] = [dated.start for dated in parameter.values[1:]]
    return [
        Rate(
            start=dated.start,
            until=next_start - 1 if next_start else None,
            amounts=amounts(parameter, dated),
            sure=SURE[dated.sure],
            certain=dated.sure is Sure.STATED,
            source=dated.source,
        )
        for dated, next_start in reversed(list(zip(parameter.values, [*following, None], strict=True)))
    ]


def amounts(parameter: DatedParameter, dated: DatedValue) -> list[str]:
    """Return a value in words, one line per tier."""
    if not isinstance(dated.value, dict):
        return [in_words(parameter, dated.value)]
    return [
        f"{tier_in_words(parameter, tiers)}: {in_words(parameter, amount)}"
        for tiers, amount in amounts_of(dated.value)
    ]


def tier_in_words(parameter: DatedParameter, tiers: tuple[Value, ...]) -> str:
    """Return the tiers an amount stands under in words, each after the name of its fact."""
    named = zip(parameter.by, tiers, strict=False)
    return ", ".join(f"{written.label(fact.name)} {written.label(fact.say(tier))}" for fact, tier in named)


def in_words(parameter: DatedParameter, value: object) -> str:
    """Return one value in words; unknown says so."""
    if value is None:
        return gettext("not known, to be checked")
    if parameter.kind is Kind.FEN and isinstance(value, int):
        return written.money(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return f"{value} {written.label(parameter.unit)}".strip()
