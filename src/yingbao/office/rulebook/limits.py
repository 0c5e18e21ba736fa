"""What a proposal can mean at most, whatever door it comes in by."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yingbao.law.facts.problems import Wording
from yingbao.law.facts.values import Kind
from yingbao.law.packs import Pack
from yingbao.law.packs.edits import VALUES, Edit, Fault, What
from yingbao.law.packs.parameters import UNKNOWN
from yingbao.values.money import MOST_FEN, Money
from yingbao.values.month import Month
from yingbao.values.sure import Sure

LAST = Month(2999, 12)
MOST_DIGITS = 9
# Texts in quotes, as the codes of divisions, are as long as they are.
NUMBER_OR_TEXT = re.compile(r"'[^']*'|\w+")
TOO_LONG = Wording("规则里的数最多 {most} 位", "a number in a rule has {most} digits at most")
TOO_LATE = Wording("最晚可写 {last}", "the last month is {last}")
NO_AMOUNT = Wording("“{name}”应在 0 到 {most} 元之间", "“{name}” is between 0 and {most} yuan")
NO_COUNT = Wording(
    "“{name}”不能为负，最多 {most} 位", "“{name}” is not negative and has {most} digits at most"
)
OTHER_MONTH = Wording(
    "数值应从修改施行的月份起", "a value begins in the month from which the change is in force"
)
LONGEST_SENTENCE = 200
NO_SENTENCE = Wording(
    "条件的说法中英文都要写，每句最多 {most} 个字",
    "the sentences of a condition are written in both languages, with {most} characters at most each",
)
NO_CONFIRMATION = Wording(
    "确认只写明依据，不改数值", "to confirm a value says on what it rests and changes nothing else"
)


def find_excesses(edits: Sequence[Edit], start: Month, pack: Pack) -> Iterator[Fault]:
    """Give what nobody can mean: amounts and counts too large or negative, months too far, other months."""
    if start > LAST:
        yield Fault(None, 1, 1, TOO_LATE.fill(last=LAST))
    for edit in edits:
        if edit.what in VALUES:
            yield from _of_value(edit, start, pack)
        elif edit.what is What.SENTENCES:
            yield from _of_sentences(edit)
        elif edit.what is What.STATED and edit.after != Sure.STATED:
            yield Fault(None, 1, 1, NO_CONFIRMATION)
        else:
            yield from _long_numbers(edit)


def is_within(kind: Kind, value: object) -> bool:
    """Whether an amount or count can be meant; a value of another kind is not counted."""
    if kind is Kind.FEN:
        return type(value) is int and 0 <= value <= MOST_FEN
    if kind is Kind.INTEGER:
        return type(value) is int and 0 <= value < 10**MOST_DIGITS
    return True


def _of_value(edit: Edit, start: Month, pack: Pack) -> Iterator[Fault]:
    parameter, said = pack.parameters.get(edit.of), edit.after
    if parameter is None or not isinstance(said, dict):
        return
    refusal, most = (
        (NO_AMOUNT, str(Money(MOST_FEN))) if parameter.kind is Kind.FEN else (NO_COUNT, MOST_DIGITS)
    )
    amounts = (amount for amount in _leaves(said.get("value")) if amount != UNKNOWN)
    if not all(is_within(parameter.kind, amount) for amount in amounts):
        yield Fault(None, 1, 1, refusal.fill(name=parameter.name, most=most))
    if edit.what is What.VALUE and edit.name != str(start):
        yield Fault(None, 1, 1, OTHER_MONTH)
    same = isinstance(edit.before, dict) and edit.before.get("value") == said.get("value")
    if edit.what is What.CONFIRMED and not same:
        yield Fault(None, 1, 1, NO_CONFIRMATION)


def _of_sentences(edit: Edit) -> Iterator[Fault]:
    said = edit.after if isinstance(edit.after, dict) else {}
    sentences = [
        said.get(key, {}).get(language, "") for key in ("says", "fails") for language in ("zh", "en")
    ]
    if not all(0 < len(sentence.strip()) <= LONGEST_SENTENCE for sentence in sentences):
        yield Fault(None, 1, 1, NO_SENTENCE.fill(most=LONGEST_SENTENCE))


def _leaves(value: Any) -> Iterator[Any]:
    if not isinstance(value, Mapping):
        yield value
        return
    for below in value.values():
        yield from _leaves(below)


def _long_numbers(edit: Edit) -> Iterator[Fault]:
    """Give every number of a rule that no amount or count can be."""
    for number, line in enumerate(edit.text.split("\n"), start=1):
        for word in NUMBER_OR_TEXT.finditer(line):
            if word[0].isdecimal() and len(word[0]) > MOST_DIGITS:
                yield Fault(edit, number, word.start() + 1, TOO_LONG.fill(most=MOST_DIGITS))
