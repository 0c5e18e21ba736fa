"""A pack in force: programmes with checked rules, ready to be asked for a month."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from yingbao.law.facts.problems import PackProblems, Place, Problems, Wording
from yingbao.law.facts.vocabulary import Fact, Vocabulary, read_vocabulary
from yingbao.law.packs.citations import Library, read_laws
from yingbao.law.packs.folders import Written, read_written
from yingbao.law.packs.parameters import DatedParameter, DatedValue, read_parameters
from yingbao.law.packs.programmes import ProgrammeReader, blanks
from yingbao.law.packs.shapes import DocumentShape
from yingbao.law.rules.binding import Binding
from yingbao.law.rules.months import Bound, Layout, MonthRules, PageTooSmall
from yingbao.law.rules.programmes import Span, WrittenProgramme, parameters_of_programme
from yingbao.values.month import Month
from yingbao.values.sure import Sure

TOO_MANY = Wording("项目“{id}”的条件超过 60 个", "programme “{id}” has more than 60 conditions")


class NotInForce(ValueError):
    """The pack says nothing about this month."""


@dataclass(frozen=True, eq=False)
class Pack:
    """A policy pack: its own files and those it extends, with every rule checked."""

    id: str
    name: Wording
    jurisdiction: str
    lineage: tuple[str, ...]
    in_force: Span
    documents: Mapping[str, DocumentShape]
    library: Library
    vocabulary: Vocabulary
    parameters: Mapping[str, DatedParameter]
    programmes: tuple[WrittenProgramme, ...]
    reform: str | None
    folders: tuple[Path, ...]
    _months: dict[Month, MonthRules] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """The fingerprint of everything that decides: rules, values and what they are compared with."""
        deciding = [self.id, self.reform or "", repr(self.in_force)]
        for programme in self.programmes:
            deciding.append(f"{programme.id} {programme.in_force} {programme.eligible} {programme.enrolment}")
            deciding.append(f"{programme.pays}")
            deciding += [f"{c.id} {c.rule} {c.in_force}" for c in programme.conditions]
        for parameter in self.parameters.values():
            deciding.append(f"{parameter.node}")
            deciding += [f"{dated.start} {dated.value}" for dated in parameter.values]
        deciding += [
            f"{fact.id} {fact.kind} {fact.absent_means_never}" for fact in self.layout.facts(self.vocabulary)
        ]
        return sha256("\n".join(deciding).encode()).hexdigest()

    @cached_property
    def layout(self) -> Layout:
        """Which bit every condition is."""
        return Layout(self.programmes)

    @cached_property
    def told_facts(self) -> tuple[Fact, ...]:
        """The facts that sentences name, deciding or not."""
        words = {
            word
            for programme in self.programmes
            for condition in programme.conditions
            for sentence in (condition.says.zh, condition.says.en, condition.fails.zh, condition.fails.en)
            for word in blanks(sentence)
        }
        return tuple(fact for fact in self.vocabulary if fact.id in words)

    def for_month(self, month: Month) -> MonthRules:
        """Return the rules of a month, with everything in them that a month decides.

        Raises:
            NotInForce: the pack is not in force in the month.
        """
        if month not in self.in_force:
            raise NotInForce(f"{self.id}: {month}")
        if month not in self._months:
            self._months[month] = self._bind(month)
        return self._months[month]

    def rests_on(self, programme_id: str, month: Month) -> tuple[tuple[DatedParameter, DatedValue], ...]:
        """Return the values in force that decide a programme in a month, each with its source."""
        written = next(programme for programme in self.programmes if programme.id == programme_id)
        named = (self.parameters[name] for name in parameters_of_programme(written))
        dated = ((parameter, parameter.on(month)) for parameter in named)
        return tuple((parameter, value) for parameter, value in dated if value is not None)

    def is_assumed(self, programme_id: str, month: Month) -> bool:
        """Whether an assumed value (待核) decides a programme in a month."""
        return any(value.sure is Sure.ASSUMED for _, value in self.rests_on(programme_id, month))

    def _bind(self, month: Month) -> MonthRules:
        dated = {name: parameter.on(month) for name, parameter in self.parameters.items()}
        values = {name: value.value for name, value in dated.items() if value is not None}
        bound = Bound(self.layout, Binding(month, values))
        return MonthRules(
            pack_id=self.id,
            digest=self.digest,
            month=month,
            facts=self.layout.facts(self.vocabulary),
            conditions=bound.conditions,
            programmes=bound.programmes,
            pages=bound.pages,
            paying=bound.paying,
            told=self.told_facts,
        )


def load(policy: Path, pack_id: str, reform: str | None = None) -> Pack:
    """Return a pack, with a reform laid over it if one is named.

    Raises:
        PackProblems: something in it is wrong; nothing is half-loaded.
    """
    problems = Problems()
    pack = read_pack(policy, pack_id, reform, problems)
    if problems or pack is None:
        raise PackProblems(problems)
    return pack


def read_pack(policy: Path, pack_id: str, reform: str | None, problems: Problems) -> Pack | None:
    """Return a pack, or None after noting every problem that leaves its rules without meaning.

    A pack whose rules are sound is returned even where a citation does not resolve, so that its cases
    can be run; the problem is noted all the same.
    """
    own = Problems()
    pack = _read(policy, pack_id, reform, own)
    for problem in own:
        problems.add(problem.place, problem.message)
    return pack


def _read(policy: Path, pack_id: str, reform: str | None, problems: Problems) -> Pack | None:
    vocabulary = read_vocabulary(policy / "facts", problems)
    written = read_written(policy, pack_id, reform, problems)
    if written is None:
        return None
    library = _library(policy, written, problems)
    parameters = read_parameters(written.parameters, vocabulary, problems)
    nodes = {name: parameter.node for name, parameter in parameters.items()}
    nodes |= {parameter.name.zh: parameter.node for parameter in parameters.values()}
    reader = ProgrammeReader(vocabulary, nodes, library, problems)
    programmes = [reader.read(entry) for entry in written.programmes.values()]
    _check_reform(written, library)
    sound = not problems
    for problem in library.problems:
        problems.add(problem.place, problem.message)
    if not sound:
        return None
    pack = _pack(written, vocabulary, parameters, library, tuple(p for p in programmes if p))
    try:
        pack.layout  # noqa: B018  # a programme too large for its page shows here
    except PageTooSmall as large:
        problems.add(Place(written.own.path / "pack.yaml"), TOO_MANY.fill(id=str(large)))
        return None
    return pack


def _library(policy: Path, written: Written, problems: Problems) -> Library:
    library = Library()
    read_laws(policy / "laws", library, problems)
    for folder in reversed(written.folders):
        library.add_plan(folder.path / "plan.yaml")
        for name, document in folder.shape.documents.items():
            library.add_document(name, document.title, document.number)
    return library


def _check_reform(written: Written, library: Library) -> None:
    clauses = written.reform.mapping.get("clauses") if written.reform else None
    for item in clauses.items if clauses else ():
        library.resolve(item.text, item.place)


def _pack(
    written: Written,
    vocabulary: Vocabulary,
    parameters: Mapping[str, DatedParameter],
    library: Library,
    programmes: tuple[WrittenProgramme, ...],
) -> Pack:
    own = written.own.shape
    documents = {name: d for folder in written.folders for name, d in folder.shape.documents.items()}
    return Pack(
        id=own.id,
        name=own.name.wording,
        jurisdiction=own.jurisdiction,
        lineage=tuple(folder.shape.id for folder in written.folders),
        in_force=own.in_force.span,
        documents=documents,
        library=library,
        vocabulary=vocabulary,
        parameters=parameters,
        programmes=programmes,
        reform=written.reform.mapping["id"].text if written.reform else None,
        folders=tuple(folder.path for folder in written.folders),
    )
