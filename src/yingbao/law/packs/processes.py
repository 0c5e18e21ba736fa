"""Processes: the course of an application, who takes each step, within how many days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import fit, wording_of
from yingbao.law.facts.values import Kind
from yingbao.law.packs.citations import Library
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.packs.record_shapes import Days, ProcessShape, StepShape
from yingbao.law.packs.units import Units
from yingbao.values.citation import Citation

APPLICANT = "applicant"
STOPS = {
    "waiting_for_applicant": Wording("等待申请人补正材料", "while the applicant is asked for papers"),
    "waiting_for_assessment": Wording("等待评定结果", "while the assessment is awaited"),
    "renewing_certificate": Wording("换领残疾人证期间", "while the certificate is renewed"),
    "made_to_measure": Wording("辅助器具定制期间", "while a device is made to measure"),
    "hospital_stay": Wording("住院期间", "during a stay in hospital"),
    "checking_means": Wording("家庭经济状况核对期间", "while means are checked"),
    "hearing": Wording("听证期间", "during a hearing"),
}
REMEDIES = {
    "objection": Wording("公示期异议", "objection during the public notice"),
    "review": Wording("复查", "review by the level above"),
    "final_review": Wording("复核", "final review"),
    "reassessment": Wording("重新评定", "another assessment"),
    "reconsideration": Wording("行政复议", "administrative reconsideration"),
    "lawsuit": Wording("行政诉讼", "a lawsuit"),
}

SAME_STEP = Wording("步骤“{id}”写了两次", "the step “{id}” stands twice")
NO_LIMIT = Wording(
    "“{id}”不是整数类（天数）参数", "“{id}” is no parameter of type integer (a number of days)"
)
NEEDS_DAYS = Wording("有时限的步骤须写 days: working 或 calendar", "a limit needs days: working or calendar")
NEEDLESS_DAYS = Wording("没有时限的步骤不写 days", "without a limit there are no days")
NO_WORD = Wording("不认识“{id}”；可用：{known}", "“{id}” is not known; there are: {known}")


@dataclass(frozen=True)
class Step:
    """A step: `within` and `lasts` are parameters that count days; `who` is a unit, or the applicant."""

    id: str
    name: Wording
    who: str
    within: str | None
    lasts: str | None
    days: Days | None
    asks: tuple[Wording, ...]
    masked: bool


@dataclass(frozen=True)
class Process:
    """The steps in order, what stops their clock, and what is open to whoever is not content."""

    id: str
    name: Wording
    source: Citation | None
    steps: tuple[Step, ...]
    stops_clock: tuple[str, ...]
    remedies: tuple[str, ...]
    note: Wording
    place: Place

    @property
    def limits(self) -> tuple[str, ...]:
        """The parameters that say how long its steps may take, each once."""
        named = (name for step in self.steps for name in (step.within, step.lasts) if name)
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True)
class ProcessReader:
    """Reads processes against the parameters, units and library of a pack."""

    parameters: Mapping[str, DatedParameter]
    units: Units
    library: Library
    problems: Problems

    def read(self, entry: Located) -> Process | None:
        """Return a process, or None after noting why it has no shape."""
        shape = fit(ProcessShape, entry, self.problems)
        if shape is None:
            return None
        for key, known in (("stops_clock", STOPS), ("remedies", REMEDIES)):
            for number, word in enumerate(getattr(shape, key)):
                if word not in known:
                    said = NO_WORD.fill(id=word, known=", ".join(known))
                    self.problems.add(entry.find((key, number)).place, said)
        return Process(
            id=shape.id,
            name=shape.name.wording,
            source=self.library.resolve(shape.source, entry.find(("source",)).place),
            steps=tuple(self._steps(shape.steps, entry)),
            stops_clock=tuple(shape.stops_clock),
            remedies=tuple(shape.remedies),
            note=wording_of(shape.note),
            place=entry.place,
        )

    def _steps(self, steps: list[StepShape], entry: Located) -> Iterator[Step]:
        seen: set[str] = set()
        for number, step in enumerate(steps):
            here = entry.find(("steps", number))
            if step.id in seen:
                self.problems.add(here.place, SAME_STEP.fill(id=step.id))
            seen.add(step.id)
            self._check(step, here)
            yield Step(
                step.id,
                step.name.wording,
                step.who,
                step.within,
                step.lasts,
                step.days,
                tuple(paper.wording for paper in step.asks),
                step.masked,
            )

    def _check(self, step: StepShape, here: Located) -> None:
        if step.who != APPLICANT:
            self.units.resolve(step.who, here.find(("who",)).place, self.problems)
        for key, name in (("within", step.within), ("for", step.lasts)):
            parameter = self.parameters.get(name) if name else None
            if name and (parameter is None or parameter.kind is not Kind.INTEGER):
                self.problems.add(here.find((key,)).place, NO_LIMIT.fill(id=name))
        if bool(step.within or step.lasts) != bool(step.days):
            self.problems.add(here.place, NEEDLESS_DAYS if step.days else NEEDS_DAYS)
