"""A pack told in words: programmes, their conditions, and rates by date."""

from collections.abc import Iterator, Mapping

from yingbao.law.facts.problems import Wording
from yingbao.law.facts.values import Kind, Value
from yingbao.law.packs.pack import Pack
from yingbao.law.packs.parameters import DatedParameter, DatedValue, amounts_of
from yingbao.law.packs.words import PERIODS
from yingbao.law.rules.binding import Amount
from yingbao.law.rules.graph import conditions_of
from yingbao.law.rules.programmes import WrittenProgramme, parameters_of_programme
from yingbao.values.citation import Citation
from yingbao.values.month import Month
from yingbao.values.sure import Sure

IN_ALL = Wording("须同时符合：", "All of these:")
CITES = Wording("依据：", "By: ")
PAYS = Wording("给付：{amount}，{unit}/{per}", "Owes: {amount}, {unit} per {per}")
YUAN_UNIT = Wording("元", "yuan")
RATE = Wording("自 {month} 起：{value}{mark}  [{source}]", "from {month}: {value}{mark}  [{source}]")
UNSTATED = Wording("未知（待核）", "unknown (to be checked)")
ASSUMED = Wording("（示例值，待核）", " (example, to be checked)")
STATED = Wording("", "")
UNCHECKED = Wording("{cited}（待核）", "{cited} (to be checked)")
TIER = Wording("{tier} → {value}", "{tier} → {value}")
YUAN = Wording("{yuan} 元", "{yuan} yuan")


def tell(pack: Pack, month: Month | None, language: str) -> Iterator[str]:
    """Give the lines: each programme, its conditions, what it pays; rates by date, or of one month."""
    yield f"{pack.id}  {pack.name.speak(language)}  ({' → '.join(pack.lineage)})"
    for programme in pack.programmes:
        if month is None or month in programme.in_force:
            yield ""
            yield from _programme(pack, programme, month, language)


def _programme(pack: Pack, programme: WrittenProgramme, month: Month | None, language: str) -> Iterator[str]:
    yield f"■ {programme.name.speak(language)}  [{programme.id}]"
    yield (
        "  "
        + CITES.speak(language)
        + "、".join(_cited(citation, language) for citation in programme.citations)
    )
    yield "  " + programme.eligible_text
    asked = set(conditions_of(programme.eligible))
    for condition in programme.conditions:
        if condition.id in asked and (month is None or month in condition.in_force):
            cited = f"  [{_cited(condition.citation, language)}]" if condition.citation else ""
            yield f"  · {condition.says.speak(language)}  ({condition.text}){cited}"
    if programme.pays:
        pays = programme.pays
        unit = pack.owed.get(pays.unit, YUAN_UNIT)
        yield "  " + PAYS.fill(amount=pays.text, unit=unit, per=PERIODS[pays.per]).speak(language)
    for name in parameters_of_programme(programme):
        if name in pack.parameters:
            yield from _rates(pack.parameters[name], month, language)


def _cited(citation: Citation, language: str) -> str:
    """A citation, marked where its text or its number is not at hand."""
    if citation.sure is Sure.STATED:
        return str(citation)
    return UNCHECKED.fill(cited=str(citation)).speak(language)


def _rates(parameter: DatedParameter, month: Month | None, language: str) -> Iterator[str]:
    yield f"    {parameter.name.speak(language)}  [{parameter.id}]"
    in_force = parameter.on(month) if month else None
    for dated in parameter.values if month is None else (in_force,):
        if dated is not None:
            yield "      " + say_rate(parameter, dated).speak(language)


def say_rate(parameter: DatedParameter, dated: DatedValue) -> Wording:
    """Return one dated value as a sentence, marked where it is only assumed."""
    mark = ASSUMED if dated.sure is Sure.ASSUMED and dated.value is not None else STATED
    return RATE.fill(month=dated.start, value=_value(parameter, dated), mark=mark, source=dated.source)


def _value(parameter: DatedParameter, dated: DatedValue) -> Wording:
    if not isinstance(dated.value, Mapping):
        return say_amount(parameter.kind, dated.value)
    told = [
        TIER.fill(tier=_say_tiers(parameter, tiers), value=say_amount(parameter.kind, value))
        for tiers, value in amounts_of(dated.value)
    ]
    return Wording("，".join(tier.zh for tier in told), ", ".join(tier.en for tier in told))


def _say_tiers(parameter: DatedParameter, tiers: tuple[Value, ...]) -> Wording:
    said = [fact.say(tier) for fact, tier in zip(parameter.by, tiers, strict=False)]
    return Wording("·".join(each.zh for each in said), " · ".join(each.en for each in said))


def say_amount(kind: Kind, value: Amount) -> Wording:
    """Return a parameter's value in words."""
    if value is None:
        return UNSTATED
    if kind is Kind.FEN and isinstance(value, int):
        return YUAN.fill(yuan=f"{value // 100:,}.{value % 100:02}")
    return Wording(str(value), str(value))
