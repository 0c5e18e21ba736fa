"""Two versions of a plan told in words: what differs, clause by clause, and what rests on it; and as JSON."""

import json
from collections.abc import Iterator, Mapping

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.comparing import Affected, Comparison
from yingbao.law.packs.coverage import Thing
from yingbao.law.plans.differences import Change
from yingbao.law.plans.numbers import Number

CHANGES: Mapping[Change, Wording] = {
    Change.ADDED: Wording("新增", "new"),
    Change.REMOVED: Wording("不再出现", "gone"),
    Change.CHANGED: Wording("文字有变动", "worded differently"),
    Change.MOVED: Wording("位置有变动", "stands elsewhere"),
}
KINDS: Mapping[str, Wording] = {
    "programme": Wording("受影响的项目", "programmes concerned"),
    "indicator": Wording("受影响的指标", "indicators concerned"),
    "unit": Wording("受影响的单位", "units concerned"),
    "process": Wording("受影响的流程", "processes concerned"),
}
LOST = Wording("    不再出现的数字：{numbers}", "    numbers no longer written: {numbers}")
GOT = Wording("    新出现的数字：{numbers}", "    numbers newly written: {numbers}")
VALUE = Wording("    承载它的标准：{name}（{id}）", "    carried by: {name} ({id})")
BECAME = Wording("    落实为：{things}", "    became: {things}")
NOTHING = Wording("    还没有对应的项目", "    nothing is bound to it yet")
SAME = Wording("没有条款变动。", "No clause differs.")


def tell_comparison(found: Comparison, language: str) -> Iterator[str]:
    """Give the lines: each clause that differs with what rests on it, then all that is concerned."""
    for affected in found.clauses:
        yield from _affected(affected, language)
    if not found.clauses:
        yield SAME.speak(language)
    for kind, heading in KINDS.items():
        things = found.of_kind(kind)
        if things:
            yield f"{heading.speak(language)} {len(things)}"
            yield from (f"  {_of(thing, found, language)}" for thing in things)
    counts = (f"{word.speak(language)} {found.count(change)}" for change, word in CHANGES.items())
    yield " · ".join(counts)


def comparison_as_json(found: Comparison, persons: Mapping[str, int] | None, language: str) -> str:
    """Return one JSON document; `persons` entitled by programme where a month was determined."""
    content = {
        "old": found.old.title,
        "new": found.new.title,
        "counts": {change.value: found.count(change) for change in Change},
        "clauses": [_clause_as_json(affected) for affected in found.clauses],
        "concerned": [
            {"kind": thing.kind, "id": thing.id, "name": thing.name.speak(language), "clauses": list(clauses)}
            for thing, clauses in found.things.values()
        ],
        "persons": None if persons is None else dict(persons),
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _affected(affected: Affected, language: str) -> Iterator[str]:
    old, new = affected.difference.old, affected.difference.new
    ids = " → ".join(dict.fromkeys(clause.id for clause in (old, new) if clause))
    yield f"{CHANGES[affected.change].speak(language)} {ids}"
    if affected.only_moved:
        return
    if old:
        yield f"  - {old.text}"
    if new:
        yield f"  + {new.text}"
    for words in _resting(affected):
        yield words.speak(language)


def _resting(affected: Affected) -> Iterator[Wording]:
    """The numbers that changed, the values that carry them, and what the clause had become."""
    if affected.lost:
        yield LOST.fill(numbers=_numbers(affected.lost))
    if affected.got:
        yield GOT.fill(numbers=_numbers(affected.got))
    for parameter in affected.parameters:
        yield VALUE.fill(name=parameter.name, id=parameter.id)
    if affected.things:
        yield BECAME.fill(things=_listed(affected.things))
    elif affected.change is Change.ADDED:
        yield NOTHING


def _listed(things: tuple[Thing, ...]) -> Wording:
    return Wording("、".join(each.name.zh for each in things), ", ".join(each.name.en for each in things))


def _numbers(numbers: tuple[Number, ...]) -> str:
    return "、".join(number.text for number in numbers)


def _of(thing: Thing, found: Comparison, language: str) -> str:
    _, clauses = found.things[thing.id]
    return f"{thing.name.speak(language)}  [{thing.id}]  {'、'.join(clauses)}"


def _clause_as_json(affected: Affected) -> dict[str, object]:
    old, new = affected.difference.old, affected.difference.new
    return {
        "change": affected.change.value,
        "reworded": affected.difference.reworded,
        "old": {"id": old.id, "text": old.text} if old else None,
        "new": {"id": new.id, "text": new.text} if new else None,
        "became": [thing.id for thing in affected.things],
        "numbers_lost": [number.text for number in affected.lost],
        "numbers_got": [number.text for number in affected.got],
        "parameters": [parameter.id for parameter in affected.parameters],
    }
