"""What a draft holds, told to who asked for it."""

from collections.abc import Iterator

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.drafting import words
from yingbao.law.packs.drafting.draft import Draft

KINDS = (("clause", words.CLAUSES), ("task", words.TASKS), ("target", words.TARGETS))


def tell_draft(draft: Draft, language: str) -> Iterator[str]:
    """Give the lines: how much is sure, proposed and undecided, and what to do next."""
    yield from (said.speak(language) for said in _told(draft))


def _told(draft: Draft) -> Iterator[Wording]:
    counts = draft.counts()
    yield words.PLAN.fill(title=draft.plan.title, count=len(draft.clauses) + len(draft.tasks))
    for kind, name in KINDS:
        of_kind = {each: counts[f"{kind} {each}"] for each in ("sure", "proposed", "undecided")}
        yield words.COUNTS.fill(what=name, **of_kind)
    missing = "、".join(unit.word for unit in draft.units if unit.id is None)
    names = words.THESE.fill(names=missing) if missing else Wording("", "")
    yield words.UNITS.fill(sure=counts["unit sure"], undecided=counts["unit undecided"], names=names)
    yield words.NUMBERS.fill(loose=counts["loose"], parameters=len(draft.parameters))
    if draft.period is None:
        yield words.YEARS_UNKNOWN
    if draft.plan.problems:
        yield words.UNCLEAR.fill(count=len(draft.plan.problems))
