"""What an amendment writes anew, old and new, in words and as written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

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
    """One side of a difference: in words, line by line, and as it is written where that is code."""

    words: tuple[str, ...]
    text: str = ""
    sure: str = ""
    source: str = ""


@dataclass(frozen=True)
class Difference:
    """One thing written anew."""

    what: Wording
    programme: str
    before: Side
    after: Side


def differences(edits: Sequence[Edit], pack: Pack) -> list[Difference]:
    """Return what the edits write anew, in the words of the pack."""
    return [
        Difference(
            named(edit, pack),
            "" if edit.what in VALUES else edit.of,
            side(edit, edit.before, pack),
            side(edit, edit.after, pack),
        )
        for edit in edits
    ]


def named(edit: Edit, pack: Pack) -> Wording:
    """Return what is written anew; by its id where the pack no longer has it."""
    try:
        return part_of(edit, pack)
    except (KeyError, NoSuchPlace):
        return Wording(edit.of, edit.of)


def side(edit: Edit, said: Said, pack: Pack) -> Side:
    """Return what stood, or what is to stand."""
    if isinstance(said, dict):
        parameter = pack.parameters.get(edit.of)
        lines = value_lines(said["value"], parameter) if parameter else [str(said["value"])]
        return Side(tuple(lines), sure=str(SURE[Sure(said["sure"])]), source=said["source"])
    if said is None:
        return Side((gettext("nothing"),))
    return Side((rule_words(edit, said, pack),), text=said)


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
