"""All a pack says beside its rules: units, processes, indicators, tasks, and what each clause became."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from yingbao.law.facts.documents import Located, read_document
from yingbao.law.facts.problems import PackProblems, Place, Problems, Wording
from yingbao.law.packs.citations import Library, read_clause_ids
from yingbao.law.packs.clauses import ClauseEntry, ClauseReader, check_rows
from yingbao.law.packs.folders import identified
from yingbao.law.packs.indicators import Indicator, IndicatorReader
from yingbao.law.packs.letters import Letter, LetterReader
from yingbao.law.packs.listing import entries_of, files_of
from yingbao.law.packs.merging import lay
from yingbao.law.packs.pack import Pack
from yingbao.law.packs.processes import USUAL_CHANGE, Process, ProcessReader
from yingbao.law.packs.tasks import NOTHING, Task, TaskReader
from yingbao.law.packs.units import Unit, Units, read_units
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.law.rules.scope import Scope

T = TypeVar("T")

SAME_ID = Wording(
    "编号“{id}”已用于{other}；一个政策包里编号不能重复",
    "the id “{id}” is already that of {other}; ids are unique in a pack",
)
NO_PROCESS = Wording("没有流程“{id}”", "there is no process “{id}”")
NOBODY_DECIDES = Wording(
    "项目“{programme}”走这个流程，却没有一步作决定（does: decide）",
    "programme “{programme}” goes by this process, and no step of it decides (does: decide)",
)
KINDS = {
    "programme": Wording("项目", "a programme"),
    "indicator": Wording("指标", "an indicator"),
    "unit": Wording("单位", "a unit"),
    "process": Wording("流程", "a process"),
}


@dataclass(frozen=True, eq=False)
class Records:
    """What a pack says beside its rules, each by its id, in the order written.

    `beside` are the programmes the plan does not ask for, each where pack.yaml says so.
    """

    units: Units
    processes: Mapping[str, Process]
    indicators: Mapping[str, Indicator]
    tasks: Mapping[str, Task]
    clauses: Mapping[str, ClauseEntry]
    plan: Path | None
    beside: Mapping[str, Place] = field(default_factory=dict)
    letters: Mapping[str, Letter] = field(default_factory=dict)

    def lead_of(self, programme: WrittenProgramme) -> Unit | None:
        """Return the unit that leads a programme here, by its name in this place."""
        return self.units.find(programme.lead) if programme.lead else None

    def responsible_for(self, programme: WrittenProgramme) -> tuple[Unit, ...]:
        """Return the units that answer for a programme beside its lead."""
        found = map(self.units.find, programme.particulars.responsible)
        return tuple(unit for unit in found if unit is not None)

    def process_of(self, programme: WrittenProgramme) -> Process | None:
        """Return the course an application for a programme takes."""
        return self.processes.get(programme.particulars.process)

    def changes_of(self, programme: WrittenProgramme) -> Process | None:
        """Return the course by which an award of a programme is changed, suspended or ended."""
        process = self.process_of(programme)
        return self.processes.get(process.changes_by if process else USUAL_CHANGE)


@lru_cache(maxsize=16)
def records_of(pack: Pack) -> Records:
    """Return what a pack says beside its rules.

    Raises:
        PackProblems: something in it is wrong; nothing is half-loaded.
    """
    problems = Problems()
    records = read_records(pack, problems)
    if problems:
        raise PackProblems(problems)
    return records


def read_records(pack: Pack, problems: Problems) -> Records:
    """Return what a pack says beside its rules, noting every problem."""
    library = _library_of(pack)
    units = read_units(_laid(pack, "units", problems), pack.parameters, problems)
    scope = Scope(pack.vocabulary, pack.nodes)
    programmes = {programme.id for programme in pack.programmes} | pack.unread
    process_reader = ProcessReader(pack.parameters, units, library, problems)
    indicator_reader = IndicatorReader(scope, programmes, units, library, problems)
    processes = _kept(
        _each_its_file(pack, "processes", problems), lambda _, entry: process_reader.read(entry)
    )
    letter_reader = LetterReader(pack.parameters, _laid(pack, "remedies", problems), problems)
    letter_reader.check_remedies()
    letters = _kept(_each_its_file(pack, "letters", problems), lambda _, entry: letter_reader.read(entry))
    indicators = _kept(_laid(pack, "indicators", problems), indicator_reader.read)
    things = {*programmes, *indicators, *processes, *units.by_id}
    plan = pack.folders[-1] / "plan.yaml"
    known = frozenset(read_clause_ids(plan.read_text(encoding="utf-8"))) if plan.exists() else frozenset()
    own = pack.folders[-1]
    written = dict(entries_of(files_of(own, "clauses"), problems))
    records = Records(
        units=units,
        processes=processes,
        indicators=indicators,
        tasks=_kept(_laid(pack, "tasks", problems), TaskReader(known, things, units, problems).read),
        clauses=_kept(written, ClauseReader(known, things, problems).read),
        plan=plan if plan.exists() else None,
        beside=read_beside(own, programmes, problems),
        letters=letters,
    )
    check_rows(records.clauses, records.tasks, problems)
    _check_programmes(pack, records, problems)
    _check_changes(pack, records, problems)
    _check_ids(pack, records, problems)
    for problem in library.problems:
        problems.add(problem.place, problem.message)
    return records


def _library_of(pack: Pack) -> Library:
    """The pack's library with an empty list of problems: what the rules cite was noted before."""
    return replace(pack.library, problems=Problems())


def _laid(pack: Pack, name: str, problems: Problems) -> dict[str, Located]:
    laid: dict[str, Located] = {}
    for folder in pack.folders:
        path = folder / f"{name}.yaml"
        lay(laid, entries_of([path] if path.exists() else [], problems))
    return laid


def _each_its_file(pack: Pack, name: str, problems: Problems) -> dict[str, Located]:
    laid: dict[str, Located] = {}
    for folder in pack.folders:
        for path in files_of(folder, name):
            document = read_document(path, problems)
            if document is not None:
                lay(laid, [identified(path, document, problems)])
    return laid


def _kept(entries: Mapping[str, Located], read: Callable[[str, Located], T | None]) -> dict[str, T]:
    """Read every entry; what has no shape is left out, its problem was noted."""
    found = ((name, read(name, entry)) for name, entry in entries.items())
    return {name: thing for name, thing in found if thing is not None}


def read_beside(own: Path, programmes: Container[str], problems: Problems) -> dict[str, Place]:
    """Return the programmes pack.yaml says the plan does not ask for, noting those that are not there."""
    document = read_document(own / "pack.yaml", Problems())
    items = document.find(("beside",)).items if document else []
    for item in items:
        if item.text not in programmes:
            problems.add(item.place, NOTHING.fill(id=item.text))
    return {item.text: item.place for item in items}


def _check_programmes(pack: Pack, records: Records, problems: Problems) -> None:
    """Every programme names units that exist, and a process that exists."""
    for programme in pack.programmes:
        for word in (programme.lead, *programme.particulars.responsible):
            if word:
                records.units.resolve(word, programme.place, problems)
        named, process = programme.particulars.process, records.process_of(programme)
        if named and process is None:
            problems.add(programme.place, NO_PROCESS.fill(id=named))
        if process is not None and not process.decides:
            problems.add(process.place, NOBODY_DECIDES.fill(programme=programme.id))


def _check_changes(pack: Pack, records: Records, problems: Problems) -> None:
    """What a programme grants can be changed and ended: by a process that exists and decides.

    A pack without the usual one grants by processes that name theirs, or grants nothing by application.
    """
    for programme in pack.programmes:
        process = records.process_of(programme)
        changes = records.processes.get(process.changes_by) if process else None
        if process and changes is None and process.changes_by != USUAL_CHANGE:
            problems.add(process.place, NO_PROCESS.fill(id=process.changes_by))
        if changes is not None and not changes.decides:
            problems.add(changes.place, NOBODY_DECIDES.fill(programme=programme.id))


def _check_ids(pack: Pack, records: Records, problems: Problems) -> None:
    taken: dict[str, str] = {}
    for kind, name, place in _named(pack, records):
        other = taken.setdefault(name, kind)
        if other != kind:
            problems.add(place, SAME_ID.fill(id=name, other=KINDS[other]))


def _named(pack: Pack, records: Records) -> Iterator[tuple[str, str, Place]]:
    yield from (("programme", programme.id, programme.place) for programme in pack.programmes)
    yield from (("indicator", each.id, each.place) for each in records.indicators.values())
    yield from (("unit", unit.id, unit.place) for unit in records.units)
    yield from (("process", each.id, each.place) for each in records.processes.values())
