"""Pages of reference made from code and policy: facts, functions, kinds, relations, processes, units."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from yingbao.law.facts.problems import Wording
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import words
from yingbao.law.packs.folders import find_districts
from yingbao.law.packs.letters import PLACEHOLDERS
from yingbao.law.packs.pack import Pack, load
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.packs.processes import APPLICANT, REMEDIES, STOPS, Process, Step
from yingbao.law.packs.records import Records, records_of
from yingbao.law.packs.telling import say_amount
from yingbao.law.packs.units import Unit, Units
from yingbao.law.rules.terms import CHINESE_FUNCTIONS, FORMS

MADE = "<!-- Made by `yingbao pack reference --write`; change the policy or the code, not this page. -->"
FUNCTIONS: Mapping[str, Wording] = {
    "age": Wording("到某天满几周岁", "the completed years on a day"),
    "month_start": Wording("本月第一天", "the first day of the month"),
    "month_end": Wording("本月最后一天", "the last day of the month"),
    "year_start": Wording("本年1月1日", "1 January of the year"),
    "add_years": Wording("某天往后（往前）几年", "a day moved by years"),
    "add_months": Wording("某天往后（往前）几个月", "a day moved by months"),
    "round_to": Wording(
        "四舍五入到某数的倍数（100 即到元，10 即到角）",
        "the nearest multiple: 100 is whole yuan, 10 whole jiao; halfway the higher",
    ),
    "round_up": Wording("进位到某数的倍数", "the next multiple not below"),
    "round_down": Wording("舍去到某数的倍数", "the next multiple not above"),
}
OPERATORS: Sequence[tuple[str, Wording]] = (
    (
        "AND  OR  NOT",
        Wording("并且、或者、不是；未知不当作否", "join conditions; unknown is not taken for no"),
    ),
    ("=  <>  <  <=  >  >=", Wording("与一个值或另一事实比较", "compare with a value or another fact")),
    ("IN (…)", Wording("是其中之一", "one of these")),
    ("BETWEEN … AND …", Wording("在两者之间，含两端", "between the two, both included")),
    ("LIKE '500156%'", Wording("区划或文字以此开头", "a division or text that begins so")),
    (
        "IS NULL",
        Wording("从未发生（仅限 absent: never 的事实）", "never happened (facts with absent: never)"),
    ),
    (
        "+  -  *  /",
        Wording("数的加减乘；除以写明的数，四舍五入", "reckon; a share is the nearest whole number"),
    ),
    (
        "CASE WHEN … THEN … ELSE … END",
        Wording("按条件取金额（只用于金额）", "an amount by condition (amounts only)"),
    ),
)
CHOICES: Sequence[tuple[str, Mapping[str, Wording]]] = (
    ("programme: kind", words.PROGRAMME_KINDS),
    ("programme: subject", words.SUBJECTS),
    ("programme: area (folder)", words.AREAS),
    ("pays: per", words.PERIODS),
    ("funds", words.PAYERS),
    ("relation", words.RELATIONS),
    ("unit: kind", words.UNIT_KINDS),
    ("indicator: nature", words.NATURES),
    ("clause: guidance", words.GUIDANCE),
    ("clause: note.kind", words.REMARKS),
    ("process: does", words.DOES),
    ("process: days", words.DAYS),
    ("letter: id", words.LETTERS),
    ("letter: {…}", PLACEHOLDERS),
    ("process: stops_clock", STOPS),
    ("process: remedies", REMEDIES),
)


def pages(policy: Path) -> dict[str, str]:
    """Return every page by the name of its file.

    Raises:
        PackProblems: something in the policy is wrong; no page is made of half of it.
    """
    packs = [load(policy, name) for name in find_districts(policy)]
    made: Mapping[str, Callable[[], Iterable[str]]] = {
        "facts": lambda: _facts(packs),
        "functions": _functions,
        "kinds": lambda: _kinds(packs),
        "relations": lambda: _relations(packs),
        "processes": lambda: _processes(packs),
        "units": lambda: _units(packs),
    }
    return {f"{name}.md": "\n".join([MADE, "", *lines()]) + "\n" for name, lines in made.items()}


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Give the lines of a table, and an empty one after it."""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""


def both(said: Wording) -> str:
    """Return a wording in both languages, once where they are the same."""
    return said.zh if said.zh == said.en or not said.en else f"{said.zh} · {said.en}"


def _facts(packs: Sequence[Pack]) -> Iterator[str]:
    yield "# Facts\n\nWhat a rule may ask, by the one it is about."
    yield "The Chinese name may stand in a rule instead of the id.\n"
    facts = packs[0].vocabulary if packs else ()
    for subject, said in words.SUBJECTS.items():
        yield f"## {both(said)}\n"
        rows = (_fact(fact) for fact in facts if fact.subject == subject)
        yield from table(("id", "name", "type", "values", "question"), rows)


def _fact(fact: Fact) -> tuple[str, ...]:
    values = ""
    if fact.choices:
        values = "、".join(f"`{code}` {label.zh}" for code, label in fact.choices)
    elif fact.range:
        values = fact.allowed.zh
    never = " (absent: never)" if fact.absent_means_never else ""
    return f"`{fact.id}`", both(fact.name), fact.kind.value + never, values, both(fact.question)


def _functions() -> Iterator[str]:
    yield "# Functions and operators\n\nAll a rule may use."
    yield "[The rule language](../rule-language.md) has examples that are run.\n"
    chinese = {english: word for word, english in CHINESE_FUNCTIONS.items()}
    rows = ((f"`{form}`", chinese[name], both(FUNCTIONS[name])) for name, form in FORMS.items())
    yield from table(("function", "中文", "gives"), rows)
    yield from table(("operator", "means"), ((f"`{sign}`", both(said)) for sign, said in OPERATORS))


def _kinds(packs: Sequence[Pack]) -> Iterator[str]:
    yield "# Kinds\n\nThe choices a file may make, with the words shown to people.\n"
    for heading, choices in CHOICES:
        yield f"## {heading}\n"
        yield from table(("written", "shown"), ((f"`{key}`", both(said)) for key, said in choices.items()))
    yield "## pays: unit\n\nMoney is `fen`; all else is counted by a word of `policy/owed.yaml`.\n"
    owed = packs[0].owed if packs else {}
    yield from table(("written", "counted"), ((f"`{key}`", both(said)) for key, said in owed.items()))


def _relations(packs: Sequence[Pack]) -> Iterator[str]:
    yield "# Relations\n\nHow other benefits bear on a programme, district by district.\n"
    for pack in packs:
        yield f"## {both(pack.name)} ({pack.id})\n"
        rows = (
            (
                both(programme.name),
                both(pack.vocabulary[relation.fact_id].name),
                both(words.RELATIONS[relation.kind]),
                _span(str(relation.in_force.start or ""), str(relation.in_force.end or "")),
                str(relation.citation or ""),
            )
            for programme in pack.programmes
            for relation in programme.relations
        )
        yield from table(("programme", "other benefit", "relation", "months", "source"), rows)


def _span(start: str, end: str) -> str:
    return f"{start}–{end}" if start or end else ""


def _processes(packs: Sequence[Pack]) -> Iterator[str]:
    yield "# Processes\n\nThe course of applications, with the time limits in force last;"
    yield "待核 where a limit is assumed.\n"
    for pack in packs:
        records = records_of(pack)
        yield f"## {both(pack.name)} ({pack.id})\n"
        for process in records.processes.values():
            yield from _process(process, pack, records)


def _process(process: Process, pack: Pack, records: Records) -> Iterator[str]:
    yield f"### {both(process.name)} (`{process.id}`)\n\n{process.source or ''}\n"
    rows = (_step(step, pack, records.units) for step in process.steps)
    yield from table(("step", "does", "who", "limit", "papers"), rows)
    for heading, named, known in (
        ("Stops the clock", process.stops_clock, STOPS),
        ("Open to the applicant", process.remedies, REMEDIES),
    ):
        if named:
            yield f"{heading}: {'；'.join(both(known[word]) for word in named)}\n"


def _step(step: Step, pack: Pack, units: Units) -> tuple[str, ...]:
    unit = units.find(step.who)
    who = both(unit.name) if unit else "申请人 · the applicant" if step.who == APPLICANT else step.who
    named = step.within or step.lasts
    limit = _limit(pack.parameters[named], step) if named else ""
    if step.extends:
        limit += f" + {_limit(pack.parameters[step.extends], step)}"
    return (
        both(step.name),
        both(words.DOES[step.does]),
        who,
        limit,
        "；".join(paper.zh for paper in step.asks),
    )


def _limit(parameter: DatedParameter, step: Step) -> str:
    dated = parameter.values[-1] if parameter.values else None
    days = words.DAYS[step.days] if step.days else Wording("", "")
    if dated is None or isinstance(dated.value, Mapping):
        return f"`{parameter.id}`"
    assumed = "（待核）" if dated.sure == "assumed" and dated.value is not None else ""
    return (
        f"{say_amount(parameter.kind, dated.value).zh}{days.zh if dated.value is not None else ''}{assumed}"
    )


def _units(packs: Sequence[Pack]) -> Iterator[str]:
    yield "# Units\n\nWho does the work, under the names each district's plan gives them.\n"
    for pack in packs:
        units = records_of(pack).units
        yield f"## {both(pack.name)} ({pack.id})\n"
        heads = ("id", "name", "also written", "kind", "months", "organised for")
        yield from table(heads, (_unit(unit, units) for unit in units))


def _unit(unit: Unit, units: Units) -> tuple[str, ...]:
    after = units.by_id.get(unit.successor) if unit.successor else None
    span = _span(str(unit.in_force.start or ""), str(unit.in_force.end or ""))
    if after:
        span = f"{span} → {after.name.zh}".strip()
    does = "；".join(each.zh for each in unit.does)
    kind = both(words.UNIT_KINDS[unit.kind])
    return f"`{unit.id}`", both(unit.name), "、".join(unit.aliases), kind, span, does
