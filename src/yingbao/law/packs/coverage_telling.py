"""The coverage of a plan told in words, chapter by chapter, and as JSON."""

import json
from collections.abc import Iterator

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.coverage import Coverage, PlacedClause, counts

BEGINNING = 36
WORDS = {
    "clauses": Wording("条款", "clauses"),
    "cash": Wording("现金", "cash"),
    "goods": Wording("实物", "goods"),
    "service": Wording("服务", "service"),
    "premium": Wording("代缴保费", "premium"),
    "duty": Wording("职责", "duty"),
    "reward": Wording("奖励", "reward"),
    "facility": Wording("设施", "facility"),
    "event": Wording("活动", "event"),
    "indicator": Wording("指标", "indicator"),
    "task": Wording("任务", "task"),
    "unit": Wording("单位", "unit"),
    "process": Wording("流程", "process"),
    "guidance frame": Wording("公文格式", "guidance: frame"),
    "guidance background": Wording("背景", "guidance: background"),
    "guidance direction": Wording("指导思想", "guidance: direction"),
    "guidance principle": Wording("原则", "guidance: principle"),
    "guidance goal": Wording("目标表述", "guidance: goal"),
    "guidance encouragement": Wording("鼓励", "guidance: encouragement"),
    "no place": Wording("没有着落", "without a place"),
    "number": Wording("数字没有承载", "with a number nothing carries"),
}
ROW = Wording("{name}：{counts}", "{name}: {counts}")
ALL = Wording("全部", "All")
NO_PLACE = Wording("没有着落：{text}", "has no place: {text}")
LOOSE = Wording("“{numbers}”没有承载：{text}", "nothing carries “{numbers}”: {text}")
DONE = Wording("每一条都有着落，每个数字都有承载。", "Every clause has its place, every number is carried.")


def tell_coverage(coverage: Coverage, language: str) -> Iterator[str]:
    """Give the lines: each chapter and box with its counts, then every gap with what is missing."""
    for top, clauses in coverage.by_chapter.items():
        heading = coverage.plan.by_id[top].text or top
        yield _row(heading[:BEGINNING] if len(clauses) > 1 else top, clauses, language)
    yield _row(ALL.speak(language), coverage.clauses, language)
    for placed in coverage.gaps:
        yield f"{placed.clause.id}: {say_gap(placed).speak(language)}"
    if not coverage.gaps:
        yield DONE.speak(language)


def say_gap(placed: PlacedClause) -> Wording:
    """Return what is missing of a clause, with the beginning of its text."""
    text = placed.clause.text[:BEGINNING]
    if not placed.has_place:
        return NO_PLACE.fill(text=text)
    return LOOSE.fill(numbers="、".join(number.text for number in placed.loose), text=text)


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


def _row(name: str, clauses: tuple[PlacedClause, ...], language: str) -> str:
    found = counts(clauses)
    told = (f"{words.speak(language)} {found[key]}" for key, words in WORDS.items() if found[key])
    return ROW.fill(name=name, counts=" · ".join(told)).speak(language)
