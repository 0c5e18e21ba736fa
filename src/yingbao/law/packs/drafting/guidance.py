"""Clauses that give nobody a task, told by their kind and by the heading they stand under."""

from yingbao.law.packs.record_shapes import Guidance
from yingbao.law.plans.document import Clause, Kind, PlanDocument

FRAME = {
    Kind.NUMBER,
    Kind.TITLE,
    Kind.ADDRESSEES,
    Kind.NOTICE,
    Kind.MARK,
    Kind.PREAMBLE,
    Kind.CONTENTS,
    Kind.FOOT,
}
# The first that stands in a heading counts; the lowest heading that has one decides.
HEADINGS: tuple[tuple[str, Guidance], ...] = (
    ("指导思想", "direction"),
    ("总体要求", "direction"),
    ("总体思路", "direction"),
    ("基本原则", "principle"),
    ("原则", "principle"),
    ("目标", "goal"),
    ("背景", "background"),
    ("基础", "background"),
    ("现状", "background"),
    ("回顾", "background"),
    ("成效", "background"),
    ("形势", "background"),
    ("问题", "background"),
)


def is_frame(clause: Clause) -> bool:
    """Whether a clause is letterhead, address or foot: not of the plan itself."""
    return clause.kind in FRAME


def guidance_by_heading(clause: Clause, plan: PlanDocument) -> tuple[Guidance, str] | None:
    """Return the guidance a clause's heading speaks for, and that heading; nothing where none does."""
    held = plan.by_id.get(clause.parent or "")
    while held is not None:
        heading = held.text.strip()
        for word, guidance in HEADINGS:
            if word in heading and held.kind in (Kind.CHAPTER, Kind.SECTION, Kind.ITEM):
                return guidance, heading
        held = plan.by_id.get(held.parent or "")
    return None
