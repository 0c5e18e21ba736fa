"""What an amendment writes anew, old and new, in words and as written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from yingbao.edges.web.plan.programme_show import RELATIONS
from yingbao.edges.web.plan.rates import SURE, in_words
from yingbao.edges.web.plan.wording import rule_in_words, spoken
from yingbao.edges.web.templatetags.written import label
from yingbao.law.facts.problems import Wording
from yingbao.law.facts.values import NotAValue
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import Pack
from yingbao.law.packs.edits import VALUES, Edit, NoSuchPlace, Said, What, programme_of
from yingbao.law.packs.parameters import UNKNOWN, DatedParameter
from yingbao.office.rulebook.wording import part_of
from yingbao.values.sure import Sure


@dataclass(frozen=True)
class Side:
    """One side of a difference: in words, line by line, and as it is written where that is code.

    `sentences` are those of conditions, each after its language: whoever decides reads both.
    """

    words: tuple[str, ...]
    text: str = ""
    sure: str = ""
    source: str = ""
    sentences: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Difference:
    """One thing written anew."""

    what: Wording
    programme: str
    before: Side
    after: Side


def differences(edits: Sequence[Edit], pack: Pack | None) -> list[Difference]:
    """Return what the edits write anew, in the words of the pack; as written where there is none to read."""
    if pack is None:
        return [
            Difference(
                Wording(edit.of, edit.of),
                "",
                Side(tuple(as_written(edit.before))),
                Side(tuple(as_written(edit.after))),
            )
            for edit in edits
        ]
    return [
        Difference(
            named(edit, pack),
            "" if edit.what in VALUES else edit.of,
            side(edit, edit.before, pack),
            side(edit, edit.after, pack),
        )
        for edit in edits
    ]


def as_written(said: Said) -> list[str]:
    """Return what stood or is to stand, letter by letter."""
    if isinstance(said, dict):
        return [f"{key}: {value}" for key, value in said.items()]
    return [said or gettext("nothing")]


def named(edit: Edit, pack: Pack) -> Wording:
    """Return what is written anew; by its id where the pack no longer has it."""
    try:
        return part_of(edit, pack)
    except (KeyError, NoSuchPlace):
        return Wording(edit.of, edit.of)


def side(edit: Edit, said: Said, pack: Pack) -> Side:
    """Return what stood, or what is to stand."""
    if said is None:
        return Side((gettext("nothing"),))
    if isinstance(said, dict):
        return side_of_parts(edit, said, pack)
    if edit.what is What.STATED:
        return Side((str(SURE[Sure(said)]),))
    return Side((rule_words(edit, said, pack),), text=said)


def side_of_parts(edit: Edit, said: Mapping[str, Any], pack: Pack) -> Side:
    """Return what stands in several parts: a new condition, sentences, a relation, a dated value."""
    if edit.what is What.ADDED:
        return Side((rule_in_words(said["rule"], pack),), said["rule"], sentences=sentences_of(said["says"]))
    if edit.what is What.SENTENCES:
        told = (sentence for key in ("says", "fails") for sentence in sentences_of(said[key]))
        return Side((), sentences=tuple(dict.fromkeys(told)))
    if edit.what is What.RELATION:
        return Side(tuple(relation_lines(said, pack)), source=said.get("source", ""))
    parameter = pack.parameters.get(edit.of)
    lines = value_lines(said["value"], parameter) if parameter else [str(said["value"])]
    return Side(tuple(lines), sure=str(SURE[Sure(said["sure"])]), source=said["source"])


def sentences_of(said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return a sentence in both languages, each after the language a browser knows it by."""
    return (("zh-Hans", said["zh"]), ("en", said["en"]))


def relation_lines(said: Mapping[str, Any], pack: Pack) -> Iterator[str]:
    """Give how another benefit bears on a programme, line by line."""
    yield str(RELATIONS[said["relation"]])
    if amount := said.get("amount"):
        fact = pack.vocabulary.find(amount)
        yield gettext("Its amount: %(amount)s") % {"amount": label(fact.name) if fact else amount}
    if said.get("from"):
        yield gettext("from %(month)s") % {"month": said["from"]}
    if said.get("to"):
        yield gettext("until %(month)s") % {"month": said["to"]}


def rule_words(edit: Edit, text: str, pack: Pack) -> str:
    """Return a rule in words; eligibility by the sentences of its conditions."""
    if edit.what is not What.ELIGIBLE:
        return rule_in_words(text, pack)
    try:
        conditions = programme_of(pack, edit.of).conditions
    except NoSuchPlace:
        return text
    words = {"AND": gettext("and"), "OR": gettext("or"), "NOT": gettext("not:")}
    return spoken(text, words | {each.id: f"「{label(each.says)}」" for each in conditions})


def value_lines(value: Any, parameter: DatedParameter) -> list[str]:
    """Return a written value in words, a line per tier."""
    return [
        ": ".join([*(tier_words(fact, tier) for fact, tier in zip(parameter.by, tiers, strict=False)), said])
        for tiers, amount in leaves(value)
        for said in [in_words(parameter, None if amount == UNKNOWN else amount)]
    ]


def leaves(value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every amount of a written value with its tiers."""
    if not isinstance(value, Mapping):
        yield (), value
        return
    for tier, below in value.items():
        yield from (((str(tier), *tiers), amount) for tiers, amount in leaves(below))


def tier_words(fact: Fact, tier: str) -> str:
    """Return a tier as people say it: 残疾等级 1."""
    written: bool | int | str = int(tier) if fact.kind.is_number and tier.isdecimal() else tier
    if tier in ("true", "false"):
        written = tier == "true"
    try:
        return f"{label(fact.name)} {label(fact.say(fact.read(written)))}"
    except NotAValue:
        return f"{label(fact.name)} {tier}"
