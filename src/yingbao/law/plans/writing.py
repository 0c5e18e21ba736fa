"""Writes a plan as plan.yaml and reads it back.

The same plan gives the same bytes, with Chinese left readable.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from yingbao.law import texts
from yingbao.law.plans.document import (
    Box,
    Clause,
    Furniture,
    Indicator,
    Kind,
    PlanDocument,
    Problem,
    Task,
    Why,
)

FORMAT = 1
HEADER = "Read from the text of the plan by `yingbao plan read`; do not edit, read the document again."


class NotAPlanFile(ValueError):
    """The YAML is not a plan.yaml of a format we know."""


def to_yaml(plan: PlanDocument) -> str:
    """The plan as the text of a plan.yaml."""
    content = {
        "format": FORMAT,
        "title": plan.title,
        "number": plan.number,
        "issuer": plan.issuer,
        "issued_on": plan.issued_on.isoformat() if plan.issued_on else "",
        "clauses": [_clause(clause) for clause in plan.clauses],
        "boxes": [_box(box) for box in plan.boxes],
        "indicators": [_indicator(indicator) for indicator in plan.indicators],
        "tasks": [_task(task) for task in plan.tasks],
        "problems": [{"line": p.line, "text": p.text, "why": p.why.name.lower()} for p in plan.problems],
        "furniture": [{"line": f.line, "text": f.text} for f in plan.furniture],
    }
    return texts.dump(content, [HEADER])


def from_yaml(text: str) -> PlanDocument:
    """The plan that a plan.yaml holds."""
    try:
        held = texts.load(text)
    except texts.NotYaml as obstacle:
        raise NotAPlanFile(str(obstacle)) from obstacle
    if not isinstance(held, Mapping) or held.get("format") != FORMAT:
        raise NotAPlanFile("format")
    try:
        return _plan(held)
    except (KeyError, TypeError, ValueError, AttributeError) as obstacle:
        raise NotAPlanFile(str(obstacle)) from obstacle


def _plan(held: Mapping[str, Any]) -> PlanDocument:
    return PlanDocument(
        title=held["title"],
        number=held["number"],
        issuer=held["issuer"],
        issued_on=date.fromisoformat(held["issued_on"]) if held["issued_on"] else None,
        clauses=tuple(_clause_from(each) for each in held["clauses"]),
        boxes=tuple(
            Box(each["id"], each["number"], each["title"], tuple(each["items"])) for each in held["boxes"]
        ),
        indicators=tuple(Indicator(**each) for each in held["indicators"]),
        tasks=tuple(_task_from(each) for each in held["tasks"]),
        problems=tuple(
            Problem(each["line"], each["text"], Why[each["why"].upper()]) for each in held["problems"]
        ),
        furniture=tuple(Furniture(each["line"], each["text"]) for each in held["furniture"]),
    )


def _clause(clause: Clause) -> texts.OneLine:
    """One clause a line: a diff of two plan.yaml files shows clauses."""
    lines = [clause.first_line, clause.last_line]
    held = texts.OneLine(id=clause.id, kind=clause.kind.value, text=clause.text, lines=lines)
    if clause.parent is not None:
        held["parent"] = clause.parent
    return held


def _clause_from(held: Mapping[str, Any]) -> Clause:
    first, last = held["lines"]
    return Clause(held["id"], Kind(held["kind"]), held["text"], first, last, held.get("parent"))


def _box(box: Box) -> dict[str, Any]:
    return {"id": box.id, "number": box.number, "title": box.title, "items": texts.ShortList(box.items)}


def _indicator(indicator: Indicator) -> dict[str, Any]:
    held = {"id": indicator.id, "number": indicator.number, "name": indicator.name}
    for field in ("unit", "baseline", "target", "type", "category"):
        if value := getattr(indicator, field):
            held[field] = value
    return held


def _task(task: Task) -> dict[str, Any]:
    held: dict[str, Any] = {"id": task.id, "number": task.number, "text": task.text}
    held["lead"], held["responsible"] = texts.ShortList(task.lead), texts.ShortList(task.responsible)
    if task.deadline:
        held["deadline"] = task.deadline
    if task.and_others:
        held["and_others"] = True
    return held


def _task_from(held: Mapping[str, Any]) -> Task:
    return Task(
        held["id"],
        held["number"],
        held["text"],
        tuple(held["lead"]),
        tuple(held["responsible"]),
        held.get("deadline", ""),
        held.get("and_others", False),
    )
