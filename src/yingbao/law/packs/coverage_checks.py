"""What is stale in what is written about a plan: words, order, units, clauses said twice, targets."""

from collections.abc import Iterator
from pathlib import Path

from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.packs.clauses import ClauseEntry
from yingbao.law.packs.coverage import Covering, read_plan
from yingbao.law.packs.explaining import stale_words
from yingbao.law.packs.pack import Pack
from yingbao.law.packs.records import Records
from yingbao.law.packs.tasks import NO_CLAUSE
from yingbao.law.plans.document import PlanDocument

NO_WORD = Wording(
    "条款 {clause} 里没有数“{word}”", "clause {clause} has no number “{word}”; explain only what is there"
)
OUT_OF_ORDER = Wording(
    "条款 {clause} 在规划里位于 {other} 之前，请按规划顺序写",
    "clause {clause} stands before {other} in the plan; keep the order of the plan",
)
NO_UNIT = Wording(
    "规划 {task} 的单位“{unit}”在 units.yaml 里没有；请写成某单位的 aliases",
    "the unit “{unit}” of {task} is not in units.yaml; put it among the aliases of one",
)
NAMED_TWICE = Wording(
    "规划 {task} 已写明单位，这里不再写", "the plan names the units of {task}; they do not stand here again"
)
ASKED = Wording(
    "规划 {clause} 已要求“{id}”，beside 里不再写",
    "{clause} of the plan asks for “{id}”; it is not beside the plan",
)
NOT_THE_TARGET = Wording(
    "指标“{id}”的目标 {bound}{value} 与所引规划条款 {clause} 的数不符",
    "the target {bound}{value} of “{id}” is not what the clause {clause} it cites says",
)
CITED = Wording(
    "指标“{id}”的 clauses 已引 {clause}，这里不再写",
    "the clauses of the indicator “{id}” name {clause}; it does not stand here again",
)
GAPS = Wording(
    "{pack}：{count} 条尚无着落、有数字没有承载或不是所引指标的目标；请看 yingbao plan coverage {pack}",
    "{pack}: {count} clauses have no place, a number nothing carries or not the target cited from them; "
    "see yingbao plan coverage {pack}",
)


def check_coverage(pack: Pack, records: Records, problems: Problems) -> None:
    """Note what is stale, which units of the plan nobody knows, and how many clauses have gaps."""
    if records.plan is None:
        return
    plan = read_plan(records.plan)
    covering = Covering(pack, records, plan)
    coverage = covering.coverage()
    _check_words(records, plan, problems)
    _check_targets(covering, problems)
    _check_cited(records, problems)
    _check_order(records, plan, problems)
    _check_tasks(records, plan, problems)
    asked = coverage.clauses_of
    for name, place in records.beside.items():
        if name in asked:
            problems.add(place, ASKED.fill(id=name, clause=asked[name][0]))
    if coverage.gaps:
        problems.add(Place(records.plan), GAPS.fill(pack=pack.id, count=len(coverage.gaps)))


def _check_words(records: Records, plan: PlanDocument, problems: Problems) -> None:
    """Every explained number stands in its clause."""
    for entry in records.clauses.values():
        clause = plan.by_id.get(entry.id)
        for word in stale_words(entry, clause.text) if clause else ():
            problems.add(entry.number_places[word], NO_WORD.fill(clause=entry.id, word=word))


def _check_targets(covering: Covering, problems: Problems) -> None:
    for indicator, cited in covering.off_target:
        target, clauses = indicator.target, "、".join(clause.id for clause in cited)
        words = {"id": indicator.id, "bound": target.bound, "value": str(target.value)}
        problems.add(indicator.place, NOT_THE_TARGET.fill(**words, clause=clauses))


def _check_cited(records: Records, problems: Problems) -> None:
    """An indicator names the clauses it is the target of; they do not name it too."""
    cited = {
        (citation.clause, indicator.id)
        for indicator in records.indicators.values()
        for citation in indicator.citations
        if citation.is_plan
    }
    for clause, name, place in _named(records):
        if (clause, name) in cited:
            problems.add(place, CITED.fill(id=name, clause=clause))


def _named(records: Records) -> Iterator[tuple[str, str, Place]]:
    """Give each clause and row of tasks with each thing it says it became."""
    for entry in records.clauses.values():
        yield from ((entry.id, name, entry.place) for name in entry.becomes)
    for task in records.tasks.values():
        yield from ((task.id, name, task.place) for name in task.does)


def _check_order(records: Records, plan: PlanDocument, problems: Problems) -> None:
    """Each file of clauses goes through the plan from its beginning to its end."""
    order = {clause.id: number for number, clause in enumerate(plan.clauses)}
    before: dict[Path, ClauseEntry] = {}
    for entry in records.clauses.values():
        last = before.get(entry.place.file)
        if last and order.get(entry.id, 0) < order.get(last.id, 0):
            problems.add(entry.place, OUT_OF_ORDER.fill(clause=entry.id, other=last.id))
        before[entry.place.file] = entry


def _check_tasks(records: Records, plan: PlanDocument, problems: Problems) -> None:
    """Every unit of the table of tasks is known; what the table names is not named again."""
    tasks = {task.id: task for task in plan.tasks}
    missing = records.plan or Path("plan.yaml")
    for row in tasks.values():
        for unit in (*row.lead, *row.responsible):
            if records.units.find(unit) is None:
                problems.add(Place(missing), NO_UNIT.fill(task=row.id, unit=unit))
    for task in records.tasks.values():
        if task.id not in tasks:
            problems.add(task.place, NO_CLAUSE.fill(id=task.id))
            continue
        named = tasks[task.id]
        if (task.lead and named.lead) or (task.responsible and named.responsible):
            problems.add(task.place, NAMED_TWICE.fill(task=task.id))
