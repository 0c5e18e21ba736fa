"""Writes a plan as plan.yaml and reads it back.

The same plan gives the same bytes, with Chinese left readable.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

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
HEADER = "Read from the text of the plan by `yingbao plan read`; do not edit, read the document again.\n"


class NotAPlanFile(ValueError):
    """The YAML is not a plan.yaml of a format we know."""


def to_yaml(plan: PlanDocument) -> str:
    """The plan as the text of a plan.yaml."""
    content = CommentedMap(
        format=FORMAT,
        title=plan.title,
        number=plan.number,
        issuer=plan.issuer,
        issued_on=plan.issued_on.isoformat() if plan.issued_on else "",
        clauses=[_flow(_clause(clause)) for clause in plan.clauses],
        boxes=[_box(box) for box in plan.boxes],
        indicators=[_indicator(indicator) for indicator in plan.indicators],
        tasks=[_task(task) for task in plan.tasks],
        problems=[CommentedMap(line=p.line, text=p.text, why=p.why.name.lower()) for p in plan.problems],
        furniture=[CommentedMap(line=f.line, text=f.text) for f in plan.furniture],
    )
    content.yaml_set_start_comment(HEADER)
    out = StringIO()
    _yaml().dump(content, out)
    return out.getvalue()


def from_yaml(text: str) -> PlanDocument:
    """The plan that a plan.yaml holds."""
    try:
        held = YAML(typ="safe", pure=True).load(text)
    except YAMLError as obstacle:
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


def _yaml() -> YAML:
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _flow(mapping: CommentedMap) -> CommentedMap:
    """One clause a line: a diff of two plan.yaml files shows clauses."""
    mapping.fa.set_flow_style()
    return mapping


def _clause(clause: Clause) -> CommentedMap:
    lines: Any = [clause.first_line, clause.last_line]
    held = CommentedMap(id=clause.id, kind=clause.kind.value, text=clause.text, lines=lines)
    if clause.parent is not None:
        held["parent"] = clause.parent
    return held


def _clause_from(held: Mapping[str, Any]) -> Clause:
    first, last = held["lines"]
    return Clause(held["id"], Kind(held["kind"]), held["text"], first, last, held.get("parent"))


def _box(box: Box) -> CommentedMap:
    return CommentedMap(id=box.id, number=box.number, title=box.title, items=_ids(box.items))


def _ids(ids: Iterable[str]) -> CommentedSeq:
    """A short list on one line."""
    sequence = CommentedSeq(ids)
    sequence.fa.set_flow_style()
    return sequence


def _indicator(indicator: Indicator) -> CommentedMap:
    held = CommentedMap(id=indicator.id, number=indicator.number, name=indicator.name)
    for field in ("unit", "baseline", "target", "type", "category"):
        if value := getattr(indicator, field):
            held[field] = value
    return held


def _task(task: Task) -> CommentedMap:
    held = CommentedMap(id=task.id, number=task.number, text=task.text)
    held["lead"], held["responsible"] = _ids(task.lead), _ids(task.responsible)
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
