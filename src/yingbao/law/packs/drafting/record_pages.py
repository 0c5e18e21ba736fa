"""The files that say what the plan became: clauses, tasks, indicators, and parameters for its numbers."""

import re
from collections.abc import Iterator
from itertools import groupby

from yingbao.law.facts.problems import Wording
from yingbao.law.facts.values import Kind
from yingbao.law.packs.drafting import words
from yingbao.law.packs.drafting.clauses import SAME, Certainty, Proposal
from yingbao.law.packs.drafting.draft import Draft
from yingbao.law.packs.drafting.examples import Match
from yingbao.law.packs.drafting.figures import ParameterProposal, name_of
from yingbao.law.packs.drafting.lines import (
    MARK,
    beginning,
    inline,
    key,
    left_out,
    listed,
    quoted,
    remark,
    wording,
)
from yingbao.law.packs.drafting.targets import FoundTarget
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.packs.words import GUIDANCE
from yingbao.law.plans.document import PlanDocument
from yingbao.law.plans.numbers import Measure, Number

LATIN = {"专栏": "box-", "附件": "annex-", "附表": "table-", "表": "table-"}
INDENT = "  "


def clause_pages(draft: Draft, language: str) -> Iterator[tuple[str, list[str]]]:
    """Give the files of clauses, one a chapter, in the order of the plan: name and lines."""
    tops = groupby(draft.clauses, key=lambda proposal: _top(proposal, draft.plan))
    for place, (top, proposals) in enumerate(tops):
        heading = draft.plan.by_id.get(top)
        head = words.CLAUSES_HEAD.fill(heading=beginning(heading.text) if heading else top)
        lines = [remark(line) for line in head.speak(language).splitlines()]
        for proposal in proposals:
            lines += ["", *_clause(proposal, language)]
        yield f"{place:02}-{_latin(top)}.yaml", lines


def tasks_page(draft: Draft, language: str) -> Iterator[str]:
    """Give the lines of tasks.yaml."""
    yield remark(words.TASKS_HEAD.speak(language))
    for proposal in draft.tasks:
        yield ""
        yield from _reasons(proposal, language)
        entry = f"{key(proposal.clause.id)}: {inline({'does': listed(proposal.becomes)})}"
        yield from [entry] if proposal.is_sure else left_out([entry])


def targets_page(draft: Draft, language: str) -> Iterator[str]:
    """Give the lines of indicators.yaml."""
    yield remark(words.TARGETS_HEAD.speak(language))
    seen: set[str] = set()
    for target in draft.targets:
        yield from _target(target, draft, language, again=target.id in seen)
        seen |= {target.id} if target.certainty is Certainty.SURE else set()


def parameters_page(draft: Draft, language: str) -> Iterator[str]:
    """Give the lines of the parameters proposed, all left out until someone decides."""
    yield from (remark(line) for line in words.PARAMETERS_HEAD.speak(language).splitlines())
    for proposed in draft.parameters:
        yield ""
        yield from _parameter(proposed, draft, language)


def _top(proposal: Proposal, plan: PlanDocument) -> str:
    clause = proposal.clause
    while clause.parent and clause.parent in plan.by_id:
        clause = plan.by_id[clause.parent]
    return clause.id.partition(".")[0]


def _latin(top: str) -> str:
    for chinese, latin in LATIN.items():
        top = top.replace(chinese, latin)
    return re.sub(r"[^A-Za-z0-9-]", "", top).strip("-") or "part"


def _clause(proposal: Proposal, language: str) -> Iterator[str]:
    yield from _reasons(proposal, language)
    entry = f"{key(proposal.clause.id)}: {inline(_entry(proposal))}"
    yield from [entry] if proposal.is_sure else left_out([entry])


def _entry(proposal: Proposal) -> dict[str, str]:
    if not proposal.guidance:
        return {"becomes": listed(proposal.becomes)}
    entry = {"guidance": str(proposal.guidance)}
    figures = [_figure(number, proposal.clause.text) for number in proposal.loose if _is_record(number)]
    if figures and not proposal.is_sure:
        entry["figures"] = listed(figures)
    if proposal.issued:
        entry["numbers"] = inline({quoted(proposal.issued): wording(words.DAY_OF_ISSUE)})
    return entry


def _is_record(number: Number) -> bool:
    kept = number.measure not in (Measure.DATE, Measure.YEARS, Measure.FREQUENCY)
    return kept and number.upper is None


def _figure(number: Number, text: str) -> str:
    name = Wording(name_of(number, text), MARK)
    return inline({"name": wording(name), "value": _decimal(number), "unit": quoted(number.unit)})


def _reasons(proposal: Proposal, language: str) -> Iterator[str]:
    """Comments: the text of the clause, what it is like, and what nothing carries yet."""
    open_numbers = bool(proposal.loose)
    mark = "" if proposal.is_sure and not open_numbers else f"{MARK} "
    yield remark(f"{mark}{proposal.clause.id} {beginning(proposal.clause.text)}")
    for match in proposal.matches:
        yield from (remark(INDENT + said.speak(language)) for said in _match(match))
    if proposal.named:
        yield remark(INDENT + words.NAMED.fill(names=listed(proposal.named)).speak(language))
    for name, score in proposal.nearly:
        yield remark(INDENT + words.NEARLY_NAMED.fill(name=name, score=score).speak(language))
    if proposal.heading:
        yield remark(INDENT + words.UNDER.fill(heading=beginning(proposal.heading)).speak(language))
    if proposal.certainty is Certainty.UNDECIDED:
        yield remark(INDENT + words.NOTHING_LIKE.speak(language))
    if open_numbers:
        numbers = "、".join(number.text for number in proposal.loose)
        yield remark(INDENT + words.LOOSE.fill(numbers=numbers).speak(language))


def _match(match: Match) -> Iterator[Wording]:
    example = match.example
    said = words.SAME_AS if match.score >= SAME else words.LIKE
    yield said.fill(pack=example.pack, clause=example.clause, score=match.score, text=beginning(example.text))
    if example.guidance:
        yield words.GUIDES.fill(reason=GUIDANCE[example.guidance])
    elif match.score < SAME or example.lacking:
        yield words.BECAME.fill(names=listed(example.becomes))
    if example.lacking:
        yield words.LACKING.fill(names=listed(example.lacking), pack=example.pack)


def _target(target: FoundTarget, draft: Draft, language: str, *, again: bool) -> Iterator[str]:
    sure = target.certainty is Certainty.SURE and target.number is not None and not again
    of_row = words.OF_ROW.fill(
        clause=target.clause, name=beginning(target.name), written=beginning(target.written)
    )
    yield ""
    yield remark(("" if sure and target.is_bounded else f"{MARK} ") + of_row.speak(language))
    if not target.id:
        yield remark(INDENT + words.NO_INDICATOR.speak(language))
        return
    said = words.BY_NAME if target.is_row else words.BY_CLAUSE
    yield remark(INDENT + said.fill(score=target.score, id=target.id).speak(language))
    if target.number is None:
        yield remark(INDENT + words.NOT_NUMBER.speak(language))
    elif not target.is_bounded:
        yield remark(INDENT + words.NO_BOUND.speak(language))
    entry = f"{key(target.id)}: {inline(_indicator(target, draft))}"
    yield from [entry] if sure else left_out([entry])


def _indicator(target: FoundTarget, draft: Draft) -> dict[str, str]:
    entry = {"clauses": listed([quoted(f"plan:{target.clause}")])}
    if target.binding is not None:
        entry["nature"] = "binding" if target.binding else "expected"
    if target.number is not None:
        above = draft.above.records.indicators[target.id].target
        reached = {"text": "null"} if above.text else {}
        reached |= {"value": _decimal(target.number), "bound": quoted(target.bound)}
        if draft.period and draft.period.end:
            reached["by"] = str(draft.period.end)
        entry["target"] = inline(reached)
    entry["borrowed"] = "false"
    return entry


def _decimal(number: Number) -> str:
    """Return the figure as a plan writes it: 98.5, quoted so that it stays a text."""
    value = number.value
    return str(value) if value.denominator == 1 else quoted(str(value.numerator / value.denominator))


def _parameter(proposed: ParameterProposal, draft: Draft, language: str) -> Iterator[str]:
    names = "、".join(_name(parameter, language) for parameter in proposed.parameters)
    said = words.MAY_CARRY.fill(clause=proposed.clause, number=proposed.number.text, names=names)
    yield remark(f"{MARK} {said.speak(language)}")
    start = draft.period.start if draft.period else "2021-01"
    value = "unknown" if proposed.value is None else str(proposed.value)
    for _ in proposed.parameters[0].by:
        value = f"{{{MARK}: {value}}}"
    source = quoted(f"plan:{proposed.clause}")
    dated = inline({"from": str(start), "value": value, "sure": "stated", "source": source})
    yield from left_out([f"{key(proposed.parameters[0].id)}: {{values: [{dated}]}}"])


def _name(parameter: DatedParameter, language: str) -> str:
    unit = parameter.unit if parameter.kind is not Kind.FEN or parameter.unit.zh else Wording("元", "yuan")
    named = words.NOW.fill(id=parameter.id, name=parameter.name, unit=unit).speak(language)
    by = ", ".join(fact.id for fact in parameter.by)
    return named + (words.TIERED.fill(by=by).speak(language) if by else "")
