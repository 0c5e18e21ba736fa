"""Processes: the course of an application, who takes each step, within how many days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yingbao.law.calendars.days import Days
from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import fit, wording_of
from yingbao.law.facts.values import Kind
from yingbao.law.packs.citations import Library
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.packs.record_shapes import Does, ProcessShape, StepShape
from yingbao.law.packs.units import Units
from yingbao.values.citation import Citation

APPLICANT = "applicant"
USUAL_CHANGE = "award_change"
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
NEEDS_LENGTH = Wording("公示须写 for（公示多少天）", "a notice needs `for`, the days it is open")
NO_EXTENSION = Wording("没有 within 就没有可延长的时限", "without `within` there is no limit to extend")
ONE_ACCEPT = Wording("一个流程只受理一次", "a process takes an application once")
ACCEPT_FIRST = Wording(
    "受理须是第一步，前面只能是申请人或其他单位提出的步骤（request）",
    "accept comes first; only a request of the applicant or another unit may stand before it",
)
NO_PAPERS = Wording("只有受理和审核要材料", "only accept and check ask for papers")
NOT_APPLICANT = Wording(
    "申请人只能提出（request）或作选择（carry_out）", "the applicant only requests, or chooses (carry_out)"
)
NOT_MASKED = Wording("只有公示和告知写 masked", "only what is published is masked: notice and tell")
NO_WORD = Wording("不认识“{id}”；可用：{known}", "“{id}” is not known; there are: {known}")


@dataclass(frozen=True)
class Step:
    """A step: `who` is a unit, or the applicant.

    `within` and `lasts` are parameters that count days, and so is `extends`: how much longer it may take
    where leave was given and the applicant told why.
    """

    id: str
    name: Wording
    does: Does
    who: str
    within: str | None
    lasts: str | None
    extends: str | None
    days: Days | None
    asks: tuple[Wording, ...]
    masked: bool


@dataclass(frozen=True)
class Process:
    """The steps in order, what stops their clock, and what is open to whoever is not content.

    `changes_by` is the process by which what it granted is changed, suspended or ended.
    """

    id: str
    name: Wording
    source: Citation | None
    steps: tuple[Step, ...]
    changes_by: str
    stops_clock: tuple[str, ...]
    remedies: tuple[str, ...]
    note: Wording
    place: Place

    @property
    def limits(self) -> tuple[str, ...]:
        """The parameters that say how long its steps may take, each once."""
        named = (name for step in self.steps for name in (step.within, step.extends, step.lasts) if name)
        return tuple(dict.fromkeys(named))

    @property
    def grants(self) -> bool:
        """Whether it brings an award: something that is carried out."""
        return any(step.does is Does.CARRY_OUT for step in self.steps)

    @property
    def decides(self) -> bool:
        """Whether a step of it decides."""
        return any(step.does is Does.DECIDE for step in self.steps)


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
            changes_by=shape.changes_by or USUAL_CHANGE,
            stops_clock=tuple(shape.stops_clock),
            remedies=tuple(shape.remedies),
            note=wording_of(shape.note),
            place=entry.place,
        )

    def _steps(self, steps: list[StepShape], entry: Located) -> Iterator[Step]:
        self._check_order(steps, entry)
        seen: set[str] = set()
        for number, step in enumerate(steps):
            here = entry.find(("steps", number))
            if step.id in seen:
                self.problems.add(here.place, SAME_STEP.fill(id=step.id))
            seen.add(step.id)
            self._check(step, here)
            self._check_does(step, here)
            yield Step(
                step.id,
                step.name.wording,
                step.does,
                step.who,
                step.within,
                step.lasts,
                step.extends,
                step.days,
                tuple(paper.wording for paper in step.asks),
                step.masked,
            )

    def _check(self, step: StepShape, here: Located) -> None:
        if step.who != APPLICANT:
            self.units.resolve(step.who, here.find(("who",)).place, self.problems)
        for key, name in (("within", step.within), ("for", step.lasts), ("extends", step.extends)):
            parameter = self.parameters.get(name) if name else None
            if name and (parameter is None or parameter.kind is not Kind.INTEGER):
                self.problems.add(here.find((key,)).place, NO_LIMIT.fill(id=name))
        if bool(step.within or step.lasts) != bool(step.days):
            self.problems.add(here.place, NEEDLESS_DAYS if step.days else NEEDS_DAYS)
        if step.extends and not step.within:
            self.problems.add(here.find(("extends",)).place, NO_EXTENSION)

    def _check_does(self, step: StepShape, here: Located) -> None:
        """What a step does decides what else may stand in it."""
        if step.does is Does.NOTICE and not step.lasts:
            self.problems.add(here.place, NEEDS_LENGTH)
        if step.asks and step.does not in {Does.ACCEPT, Does.CHECK}:
            self.problems.add(here.find(("asks",)).place, NO_PAPERS)
        if step.who == APPLICANT and step.does not in {Does.REQUEST, Does.CARRY_OUT}:
            self.problems.add(here.find(("who",)).place, NOT_APPLICANT)
        if step.masked and step.does not in {Does.NOTICE, Does.TELL}:
            self.problems.add(here.find(("masked",)).place, NOT_MASKED)

    def _check_order(self, steps: Sequence[StepShape], entry: Located) -> None:
        """An application is taken once, before anything but the request that brings it."""
        taken = [number for number, step in enumerate(steps) if step.does is Does.ACCEPT]
        for number in taken[1:]:
            self.problems.add(entry.find(("steps", number, "does")).place, ONE_ACCEPT)
        if taken and any(step.does is not Does.REQUEST for step in steps[: taken[0]]):
            self.problems.add(entry.find(("steps", taken[0], "does")).place, ACCEPT_FIRST)
