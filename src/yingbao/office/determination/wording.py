"""Months, money and fact values as the two languages write them."""

from collections.abc import Mapping
from datetime import date
from string import Formatter

from yingbao.law.facts.days import ENGLISH_MONTHS, say_day
from yingbao.law.facts.problems import Wording
from yingbao.law.facts.values import Kind
from yingbao.law.facts.vocabulary import Fact, Vocabulary
from yingbao.values.money import Money
from yingbao.values.month import Month


def say_month(month: Month) -> Wording:
    """Return 2026年3月 and March 2026."""
    return Wording(f"{month.year}年{month.month}月", f"{ENGLISH_MONTHS[month.month - 1]} {month.year}")


def say_money(fen: int) -> Wording:
    """Return 110元 and 110 yuan; fen are written only where there are any."""
    amount = str(Money(fen)).removesuffix(".00")
    return Wording(f"{amount}元", f"{amount} yuan")


def facts_named(text: Wording) -> list[str]:
    """Return the facts that stand in braces in a sentence of a pack."""
    return [name for _, name, _, _ in Formatter().parse(text.zh) if name]


def store_value(value: object) -> object:
    """Return a fact's value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def say_value(  # noqa: PLR0911  # one return per kind of fact
    fact: Fact, value: object, places: Mapping[str, str]
) -> Wording:
    """Return a stored value in words; `places` gives the names of divisions."""
    if value is None:
        return Wording("不详", "not known")
    if fact.kind is Kind.DATE:
        return say_day(date.fromisoformat(str(value)))
    if fact.kind is Kind.DIVISION:
        name = places.get(str(value), str(value))
        return Wording(name, name)
    if fact.kind is Kind.FEN and isinstance(value, int):
        return say_money(value)
    if fact.kind is Kind.INTEGER:
        # The pack's sentence names the unit itself: {certificate_grade}级.
        return Wording(str(value), str(value))
    return fact.say(value)  # type: ignore[arg-type]  # what remains is text, choice or truth


def fill(
    text: Wording, vocabulary: Vocabulary, values: Mapping[str, object], places: Mapping[str, str]
) -> Wording:
    """Return a pack's sentence with the person's facts in the place of the braces."""
    words = {
        name: say_value(vocabulary[name], values.get(name), places)
        for name in facts_named(text)
        if vocabulary.find(name)
    }
    return text.fill(**words)
