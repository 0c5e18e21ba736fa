"""The files that say who the new pack is for: pack.yaml, conditions, divisions, units."""

from collections.abc import Iterator
from itertools import groupby

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.drafting import words
from yingbao.law.packs.drafting.draft import WHOLE_COUNTRY, Draft
from yingbao.law.packs.drafting.lines import (
    MARK,
    inline,
    key,
    left_out,
    listed,
    quoted,
    remark,
    wording,
)
from yingbao.law.packs.drafting.units import FoundUnit
from yingbao.law.packs.units import words_of

PROVINCE_DIGITS = 2


def pack_page(draft: Draft, language: str) -> Iterator[str]:
    """Give the lines of pack.yaml; the years come from the title, or are left to be written."""
    wanted, plan = draft.wanted, draft.plan
    yield remark(words.PACK_HEAD.speak(language))
    yield f"id: {wanted.id}"
    yield f"name: {wording(wanted.name)}"
    yield f"jurisdiction: {quoted(wanted.jurisdiction)}"
    yield f"extends: {wanted.extends}"
    if draft.period:
        yield remark(f"{MARK} {words.FROM_PERIOD.speak(language)}")
        yield f"in_force: {{from: {draft.period.start}}}"
        yield f"period: {{from: {draft.period.start}, to: {draft.period.end}}}"
    else:
        yield remark(f"{MARK} {words.NO_PERIOD.speak(language)}")
        yield from left_out(["in_force: {from: 2021-01}", "period: {from: 2021-01, to: 2025-12}"])
    if plan.title or plan.number:
        yield "documents:"
        yield f"  {quoted(plan.number or plan.title)}:"
        yield f"    title: {quoted(plan.title or plan.number)}"
        if plan.number:
            yield f"    number: {quoted(plan.number)}"
        yield "    file: plan.yaml"


def conditions_page(draft: Draft, language: str) -> Iterator[str]:
    """Give the lines of the conditions that say who belongs to the county."""
    code, name = draft.wanted.jurisdiction, draft.wanted.name
    yield remark(words.HERE_HEAD.speak(language))
    lives = f"hukou_division LIKE '{code}%' OR residence_division LIKE '{code}%'"
    rules = (
        ("registered_here", f"hukou_division LIKE '{code}%'", words.REGISTERED, words.NOT_REGISTERED),
        ("lives_here", lives, words.LIVES, words.LIVES_ELSEWHERE),
        ("employer_here", f"employer_division LIKE '{code}%'", words.EMPLOYER, words.NOT_EMPLOYER),
        (
            "institution_here",
            f"institution_division LIKE '{code}%'",
            words.INSTITUTION,
            words.NOT_INSTITUTION,
        ),
    )
    for condition, rule, says, fails in rules:
        yield f"{condition}:"
        yield f"  rule: {quoted(rule)}"
        yield f"  says: {wording(says.fill(name=name))}"
        yield f"  fails: {wording(fails.fill(name=name))}"
        if condition == "lives_here":
            yield "  sure: assumed"
            yield f"  note: {wording(words.EITHER)}"


def divisions_page(draft: Draft) -> Iterator[str]:
    """Give the lines of divisions.csv: the county and what lies above; its townships are to be added."""
    above, wanted = draft.above.pack, draft.wanted
    yield "code,name,level,parent"
    parent = "" if above.jurisdiction == WHOLE_COUNTRY else above.jurisdiction
    if parent:
        level = "province" if len(parent) == PROVINCE_DIGITS else "prefecture"
        yield f"{parent},{above.name.zh},{level},"
    yield f"{wanted.jurisdiction},{wanted.name.zh},county,{parent}"


def units_page(draft: Draft, language: str) -> Iterator[str]:
    """Give the lines of units.yaml: an entry a unit, other names as aliases; who was not found is marked."""
    yield remark(words.UNITS_HEAD.speak(language))
    found = sorted((unit for unit in draft.units if unit.id), key=lambda unit: unit.id or "")
    for name, group in groupby(found, key=lambda unit: unit.id or ""):
        yield from _unit(draft, name, list(group), language)
    missing = (unit for unit in draft.units if unit.id is None)
    for number, unit in enumerate(missing, start=1):
        yield from _missing(unit, number, language)


def _unit(draft: Draft, name: str, found: list[FoundUnit], language: str) -> Iterator[str]:
    unit = draft.above.records.units.by_id[name]
    known = words_of(unit)
    new = [each for each in found if each.word not in known]
    if not new:
        return
    for each in new:
        mark = "" if each.is_sure else f"{MARK} "
        yield remark(f"{mark}{each.word} {words.BY_THE_NAME.fill(by=each.by).speak(language)}")
    aliases = [quoted(word) for word in (*(each.word for each in new[1:]), *known)]
    written = {"name": wording(Wording(new[0].word, unit.name.en)), "aliases": listed(aliases)}
    yield f"{key(name)}: {inline(written)}"


def _missing(unit: FoundUnit, number: int, language: str) -> Iterator[str]:
    perhaps = words.PERHAPS.fill(names="、".join(unit.perhaps)) if unit.perhaps else Wording("", "")
    said = words.NO_UNIT.fill(word=unit.word, perhaps=perhaps)
    yield remark(f"{MARK} {said.speak(language)}")
    name = unit.perhaps[0] if unit.perhaps else f"new_unit_{number}"
    written = {"name": wording(Wording(unit.word, unit.word)), "kind": "department"}
    yield from left_out([f"{key(name)}: {inline(written)}"])
