"""A pack in force: programmes with checked rules, ready to be asked for a month."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from yingbao.law.facts.problems import PackProblems, Place, Problems, Wording, blanks
from yingbao.law.facts.vocabulary import Fact, Subject, Vocabulary, read_vocabulary
from yingbao.law.packs.bindings import read_bindings
from yingbao.law.packs.citations import Library, read_laws
from yingbao.law.packs.folders import Written, read_written
from yingbao.law.packs.limits import check_limits
from yingbao.law.packs.overlays import Laid, document_of
from yingbao.law.packs.owed import read_owed
from yingbao.law.packs.parameters import DatedParameter, DatedValue, read_parameters
from yingbao.law.packs.programmes import ProgrammeReader
from yingbao.law.packs.shapes import DocumentShape
from yingbao.law.rules.binding import Binding
from yingbao.law.rules.months import Bound, Layout, MonthRules, PageTooSmall
from yingbao.law.rules.nodes import Parameter
from yingbao.law.rules.programmes import Span, WrittenProgramme, parameters_of_programme
from yingbao.values.month import Month
from yingbao.values.sure import Sure

Subjects: TypeAlias = tuple[Subject, ...]
PEOPLE: Subjects = ("person", "household")
APART: tuple[Subjects, ...] = (PEOPLE, ("employer",), ("institution",), ("division",))

TOO_MANY = Wording("项目“{id}”的条件超过 60 个", "programme “{id}” has more than 60 conditions")


class NotInForce(ValueError):
    """The pack says nothing about this month."""


@dataclass(frozen=True, eq=False)
class Pack:
    """A policy pack: its own files and those it extends, with every rule checked.

    `absent` are programmes of a pack above that are taken away here, `unread` those whose problems were
    noted; `period` are the years of its plan; `owed` are the words that count what is owed beside money.
    """

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
    overlays: tuple[str, ...]
    folders: tuple[Path, ...]
    absent: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    period: Span | None = None
    owed: Mapping[str, Wording] = field(default_factory=dict)
    _months: dict[tuple[Month, Subjects], MonthRules] = field(default_factory=dict)
    _layouts: dict[Subjects, Layout] = field(default_factory=dict)
    _digests: dict[Subjects, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The fingerprint of everything that decides about persons and households."""
        return self.digest_of(PEOPLE)

    def digest_of(self, subjects: Subjects) -> str:
        """Return the fingerprint of all that decides about these subjects: rules and the values they ask."""
        if subjects not in self._digests:
            self._digests[subjects] = sha256("\n".join(self._deciding(subjects)).encode()).hexdigest()
        return self._digests[subjects]

    def _deciding(self, subjects: Subjects) -> Iterator[str]:
        yield from (self.id, repr(self.in_force))
        programmes = self.of(subjects)
        for programme in programmes:
            yield f"{programme.id} {programme.in_force} {programme.eligible} {programme.enrolment}"
            yield f"{programme.pays}"
            yield from (f"{c.id} {c.rule} {c.in_force}" for c in programme.conditions)
        asked = {name for programme in programmes for name in parameters_of_programme(programme)}
        for parameter in self.parameters.values():
            if parameter.id in asked:
                yield f"{parameter.node}"
                yield from (f"{dated.start} {dated.value}" for dated in parameter.values)
        for fact in self.layout_of(subjects).facts(self.vocabulary):
            yield f"{fact.id} {fact.kind} {fact.absent_means_never}"

    def only(self, programmes: Collection[str]) -> "Pack":
        """Return the pack with these of its programmes and no others; its fingerprint is another one."""
        kept = tuple(programme for programme in self.programmes if programme.id in programmes)
        return replace(self, programmes=kept, _months={}, _layouts={}, _digests={})

    @cached_property
    def nodes(self) -> Mapping[str, Parameter]:
        """The parameters as rules name them, by id and by Chinese name."""
        return nodes_of(self.parameters)

    def of(self, subjects: Subjects) -> tuple[WrittenProgramme, ...]:
        """Return the programmes for these subjects, in the order of the pack."""
        return tuple(programme for programme in self.programmes if programme.subject in subjects)

    def layout_of(self, subjects: Subjects) -> Layout:
        """Return which bit every condition of the programmes for these subjects is."""
        if subjects not in self._layouts:
            self._layouts[subjects] = Layout(self.of(subjects))
        return self._layouts[subjects]

    @cached_property
    def told_facts(self) -> tuple[Fact, ...]:
        """The facts that sentences about persons and households name, deciding or not."""
        return self.told_of(PEOPLE)

    def told_of(self, subjects: Subjects) -> tuple[Fact, ...]:
        """Return the facts that sentences about these subjects name, deciding or not."""
        words = {
            word
            for programme in self.of(subjects)
            for condition in programme.conditions
            for sentence in (condition.says.zh, condition.says.en, condition.fails.zh, condition.fails.en)
            for word in blanks(sentence)
        }
        return tuple(fact for fact in self.vocabulary if fact.id in words)

    def for_month(self, month: Month, subjects: Subjects = PEOPLE) -> MonthRules:
        """Return the rules of a month, with everything in them that a month decides.

        A determination asks persons and households; the programmes for employers, institutions and
        divisions are had by naming these, and are laid out apart, so that neither moves the other's bits.

        Raises:
            NotInForce: the pack is not in force in the month.
        """
        if month not in self.in_force:
            raise NotInForce(f"{self.id}: {month}")
        if (month, subjects) not in self._months:
            self._months[month, subjects] = self._bind(month, subjects)
        return self._months[month, subjects]

    def rests_on(self, programme_id: str, month: Month) -> tuple[tuple[DatedParameter, DatedValue], ...]:
        """Return the values in force that decide a programme in a month, each with its source."""
        written = next(programme for programme in self.programmes if programme.id == programme_id)
        named = (self.parameters[name] for name in parameters_of_programme(written))
        dated = ((parameter, parameter.on(month)) for parameter in named)
        return tuple((parameter, value) for parameter, value in dated if value is not None)

    def is_assumed(self, programme_id: str, month: Month) -> bool:
        """Whether an assumed value (待核) decides a programme in a month."""
        return any(value.sure is Sure.ASSUMED for _, value in self.rests_on(programme_id, month))

    def _bind(self, month: Month, subjects: Subjects) -> MonthRules:
        dated = {name: parameter.on(month) for name, parameter in self.parameters.items()}
        values = {name: value.value for name, value in dated.items() if value is not None}
        layout = self.layout_of(subjects)
        bound = Bound(layout, Binding(month, values))
        return MonthRules(
            pack_id=self.id,
            digest=self.digest_of(subjects),
            month=month,
            facts=layout.facts(self.vocabulary),
            conditions=bound.conditions,
            programmes=bound.programmes,
            pages=bound.pages,
            paying=bound.paying,
            told=self.told_of(subjects),
        )


def load(policy: Path, pack_id: str, *laid: Laid) -> Pack:
    """Return a pack with reforms, amendments or drafts laid over it in their order.

    Raises:
        PackProblems: something in it is wrong; nothing is half-loaded.
    """
    problems = Problems()
    pack = read_pack(policy, pack_id, problems, laid)
    if problems or pack is None:
        raise PackProblems(problems)
    return pack


def read_pack(policy: Path, pack_id: str, problems: Problems, laid: Sequence[Laid] = ()) -> Pack | None:
    """Return a pack, or None after noting what leaves all its rules without meaning.

    A programme that cannot be read is left out and named among the `unread`, so that the cases of the
    others can be run; its problems are noted all the same.
    """
    own = Problems()
    pack = _read(policy, pack_id, laid, own)
    for problem in own:
        problems.add(problem.place, problem.message)
    return pack


def _read(policy: Path, pack_id: str, laid: Sequence[Laid], problems: Problems) -> Pack | None:
    vocabulary = read_vocabulary(policy / "facts", problems)
    written = read_written(policy, pack_id, laid, problems)
    if written is None:
        return None
    library = _library(policy, written, problems)
    values = Problems()
    parameters = read_parameters(written.parameters, vocabulary, values)
    for problem in values:
        problems.add(problem.place, problem.message)
    owed = read_owed(policy / "owed.yaml", problems)
    bindings = read_bindings(written.own.path)
    reader = ProgrammeReader(vocabulary, nodes_of(parameters), library, frozenset(owed), bindings, problems)
    read = [reader.read(entry, written.areas.get(name, "")) for name, entry in written.programmes.items()]
    _check_overlays(written, library)
    for problem in library.problems:
        problems.add(problem.place, problem.message)
    if values:
        return None
    pack = _pack(written, vocabulary, parameters, library, tuple(p for p in read if p))
    sound = {name: each for name, each in zip(written.programmes, read, strict=True) if each}
    check_limits(sound, written.programmes, parameters, problems)
    pack = replace(pack, owed=owed)
    try:
        for subjects in APART:
            pack.layout_of(subjects)
    except PageTooSmall as large:
        problems.add(Place(written.own.path / "pack.yaml"), TOO_MANY.fill(id=str(large)))
        return None
    return pack


def nodes_of(parameters: Mapping[str, DatedParameter]) -> dict[str, Parameter]:
    """Return parameters as rules name them, by id and by Chinese name."""
    nodes = {name: parameter.node for name, parameter in parameters.items()}
    return nodes | {parameter.name.zh: parameter.node for parameter in parameters.values()}


def _library(policy: Path, written: Written, problems: Problems) -> Library:
    library = Library()
    read_laws(policy / "laws", library, problems)
    for folder in reversed(written.folders):
        library.add_plan(folder.path / "plan.yaml")
        for name, document in folder.shape.documents.items():
            library.add_document(name, document.title, document.number)
    for overlay in written.overlays:
        if source := document_of(overlay.find(("source",)).text if "source" in overlay.mapping else ""):
            library.add_document(source)
    return library


def _check_overlays(written: Written, library: Library) -> None:
    for overlay in written.overlays:
        for item in overlay.find(("clauses",)).items:
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
        overlays=tuple(overlay.find(("id",)).text for overlay in written.overlays),
        folders=tuple(folder.path for folder in written.folders),
        absent=written.absent,
        unread=frozenset(written.programmes) - {programme.id for programme in programmes},
        period=own.period.span if own.period else None,
    )
