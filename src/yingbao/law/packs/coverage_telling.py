"""The coverage of a plan told in words, chapter by chapter, and as JSON."""

import json
from collections.abc import Iterator

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.coverage import Coverage, PlacedClause, counts
from yingbao.law.packs.pack import Pack
from yingbao.law.packs.words import GUIDANCE, PROGRAMME_KINDS

BEGINNING = 36
WORDS = {
    "clauses": Wording("条款", "clauses"),
    **PROGRAMME_KINDS,
    "indicator": Wording("指标", "indicator"),
    "task": Wording("任务", "task"),
    "unit": Wording("单位", "unit"),
    "process": Wording("流程", "process"),
    **{f"guidance {reason}": words for reason, words in GUIDANCE.items()},
    "no place": Wording("没有着落", "without a place"),
    "number": Wording("数字没有承载", "with a number nothing carries"),
    "target": Wording("目标不符", "with another target"),
}
ROW = Wording("{name}：{counts}", "{name}: {counts}")
ALL = Wording("全部", "All")
FRAME = {"head": Wording("文件头", "head of the document"), "foot": Wording("文件尾", "foot of the document")}
BESIDE = Wording(
    "规划没有写到、法律政策另有规定的项目 {count} 个：{names}",
    "{count} programmes no clause asks for, the law alone: {names}",
)
NO_PLACE = Wording("没有着落：{text}", "has no place: {text}")
LOOSE = Wording("“{numbers}”没有承载：{text}", "nothing carries “{numbers}”: {text}")
OFF_TARGET = Wording(
    "指标“{indicators}”的目标不是这一条写的：{text}",
    "the target of “{indicators}” is not what it says: {text}",
)
DONE = Wording("每一条都有着落，每个数字都有承载。", "Every clause has its place, every number is carried.")


def tell_coverage(coverage: Coverage, pack: Pack, language: str) -> Iterator[str]:
    """Give the lines: each chapter with its counts, what the plan does not ask for, then every gap."""
    for top, clauses in coverage.by_chapter.items():
        heading = coverage.plan.by_id.get(top)
        name: str | Wording = heading.text[:BEGINNING] if heading else top
        yield _row(FRAME.get(top, name), clauses, language)
    yield _row(ALL, coverage.clauses, language)
    if beside := coverage.beside(pack):
        names = "、".join(programme.id for programme in beside)
        yield BESIDE.fill(count=len(beside), names=names).speak(language)
    for placed in coverage.gaps:
        yield f"{placed.clause.id}: {say_gap(placed).speak(language)}"
    if not coverage.gaps:
        yield DONE.speak(language)


def say_gap(placed: PlacedClause) -> Wording:
    """Return what is missing of a clause, with the beginning of its text: the first thing to be mended."""
    text = placed.clause.text[:BEGINNING]
    if not placed.has_place:
        return NO_PLACE.fill(text=text)
    if placed.loose:
        return LOOSE.fill(numbers="、".join(number.text for number in placed.loose), text=text)
    targets = (f"{each.id} {each.target.bound}{each.target.value}" for each in placed.off_target)
    return OFF_TARGET.fill(indicators="、".join(targets), text=text)


def coverage_as_json(coverage: Coverage, language: str) -> Iterator[str]:
    """Give one JSON document: every clause with what it became and what is missing."""
    clauses = [_as_json(placed, language) for placed in coverage.clauses]
    content = {
        "plan": coverage.plan.title,
        "counts": dict(counts(coverage.clauses)),
        "gaps": len(coverage.gaps),
        "clauses": clauses,
    }
    yield json.dumps(content, ensure_ascii=False, indent=1)


def _as_json(placed: PlacedClause, language: str) -> dict[str, object]:
    entry = placed.entry
    return {
        "id": placed.clause.id,
        "text": placed.clause.text,
        "became": [
            {"kind": thing.particular or thing.kind, "id": thing.id, "name": thing.name.speak(language)}
            for thing in placed.things
        ],
        "guidance": entry.guidance if entry else None,
        "missing": None if not placed.is_gap else say_gap(placed).speak(language),
    }


def _row(name: str | Wording, clauses: tuple[PlacedClause, ...], language: str) -> str:
    found = counts(clauses)
    heading = name.speak(language) if isinstance(name, Wording) else name
    told = (f"{words.speak(language)} {found[key]}" for key, words in WORDS.items() if found[key])
    return ROW.fill(name=heading, counts=" · ".join(told)).speak(language)
