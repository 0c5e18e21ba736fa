"""What a programme says besides its rules: whom it asks about, the values it goes by, forms, who pays."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import wording_of
from yingbao.law.facts.vocabulary import Fact, Subject
from yingbao.law.packs.shapes import ProgrammeShape
from yingbao.law.packs.words import SUBJECTS
from yingbao.law.rules.nodes import Parameter
from yingbao.law.rules.programmes import Form, Particulars, Share

# A household's rule may ask its persons too; everyone else is asked about himself only.
MAY_ASK: Mapping[Subject, frozenset[Subject]] = {
    "person": frozenset({"person"}),
    "household": frozenset({"household", "person"}),
    "employer": frozenset({"employer"}),
    "institution": frozenset({"institution"}),
    "division": frozenset({"division"}),
}
NOT_OF_SUBJECT = Wording(
    "“{fact}”是{of}的事实；“{programme}”的对象是{to}，只能用该对象的事实",
    "“{fact}” is a fact of {of}; “{programme}” is for {to} and asks facts of that subject only",
)
NO_PARAMETER = Wording("没有参数“{id}”", "there is no parameter “{id}”")
NOT_A_SHARE = Wording(
    "写 rest、unknown 或参数的编号（整数为百分数，fen 为金额），不是“{id}”",
    "write rest, unknown or the id of a parameter (an integer is percent, fen an amount), not “{id}”",
)
TWO_RESTS = Wording("rest 只能写一次", "rest stands once only")
SAME_FORM = Wording("形式“{id}”写了两次", "the form “{id}” stands twice")
SHARES = ("rest", "unknown")


@dataclass(frozen=True)
class SubjectCheck:
    """Notes what a programme asks that is not about its subject."""

    programme: str
    subject: Subject
    problems: Problems

    def check(self, facts: Iterable[Fact], place: Place) -> None:
        """Note every fact that is not about the programme's subject."""
        for fact in facts:
            if fact.subject not in MAY_ASK[self.subject]:
                words = {"of": SUBJECTS[fact.subject], "to": SUBJECTS[self.subject]}
                said = NOT_OF_SUBJECT.fill(fact=fact.id, programme=self.programme, **words)
                self.problems.add(place, said)


def read_particulars(
    shape: ProgrammeShape, entry: Located, parameters: Mapping[str, Parameter], problems: Problems
) -> Particulars:
    """Return what a programme says besides its rules, noting what is wrong with it."""
    reader = _Reader(shape, entry, parameters, problems)
    return Particulars(
        responsible=tuple(shape.responsible),
        goes_by=reader.goes_by(),
        forms=tuple(reader.forms()),
        funds=tuple(reader.funds()),
        process=shape.process,
        note=wording_of(shape.note),
    )


@dataclass(frozen=True)
class _Reader:
    shape: ProgrammeShape
    entry: Located
    parameters: Mapping[str, Parameter]
    problems: Problems

    def goes_by(self) -> tuple[str, ...]:
        for number, name in enumerate(self.shape.goes_by):
            if name not in self.parameters:
                place = self.entry.find(("goes_by", number)).place
                self.problems.add(place, NO_PARAMETER.fill(id=name))
        return tuple(dict.fromkeys(self.shape.goes_by))

    def forms(self) -> Iterator[Form]:
        seen: set[str] = set()
        for number, form in enumerate(self.shape.forms):
            if form.id in seen:
                self.problems.add(self.entry.find(("forms", number)).place, SAME_FORM.fill(id=form.id))
            seen.add(form.id)
            yield Form(form.id, form.wording)

    def funds(self) -> Iterator[Share]:
        for payer, part in self.shape.funds.items():
            parameter = self.parameters.get(part)
            if part not in SHARES and (parameter is None or not parameter.kind.is_number):
                place = self.entry.find(("funds", payer)).place
                self.problems.add(place, NOT_A_SHARE.fill(id=part))
            yield Share(payer, part)
        if list(self.shape.funds.values()).count("rest") > 1:
            self.problems.add(self.entry.find(("funds",)).key_place, TWO_RESTS)
