"""Letters: the words of every notice a person is sent, with places for what differs."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from string import Formatter

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import fit
from yingbao.law.facts.values import Kind
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.packs.processes import REMEDIES
from yingbao.law.packs.record_shapes import LetterShape, ParagraphShape, RemedyShape
from yingbao.law.packs.words import LETTERS
from yingbao.values.month import Month

# What a case puts into a letter. Beside these, a letter may name any parameter that counts days or months.
PLACEHOLDERS: Mapping[str, Wording] = {
    "number": Wording("文书编号", "number of the letter"),
    "day": Wording("落款日期", "day of the letter"),
    "office": Wording("发文单位", "office that sends it"),
    "contact": Wording("联系电话", "telephone of the office"),
    "place": Wording("办理地点", "where to go"),
    "applicant": Wording("收件人", "whom it is sent to"),
    "person": Wording("本人", "the person it is about"),
    "programme": Wording("项目", "the programme"),
    "received_on": Wording("收到申请的日期", "day the application came in"),
    "papers": Wording("材料", "papers brought or to bring"),
    "missing_papers": Wording("缺少的材料", "papers that are missing"),
    "deadline": Wording("期限届满日", "last day of the limit"),
    "amount": Wording("标准", "what is due"),
    "old_amount": Wording("原标准", "what was due before"),
    "first_month": Wording("起始月份", "first month"),
    "last_month": Wording("最后一个月", "last month"),
    "reasons": Wording("理由", "reasons"),
    "clause": Wording("依据条款", "clauses it rests on"),
    "objection": Wording("异议内容", "what is objected"),
    "answer": Wording("答复内容", "the answer"),
    "expires_on": Wording("到期日", "day of expiry"),
    "instalments": Wording("退款安排", "how it is to be given back"),
    "review_office": Wording("行政复议机关", "office of reconsideration"),
}
NO_LETTER = Wording("没有文书“{id}”；可用：{known}", "there is no letter “{id}”; there are: {known}")
NO_PLACEHOLDER = Wording(
    "“{{{name}}}”既不在文书可用的词里，也不是整数类参数；可用：{known}",
    "“{{{name}}}” is neither a word of letters nor a parameter of type integer; there are: {known}",
)
BAD_BRACES = Wording("大括号不成对", "the braces do not match")
OTHER_WORDS = Wording(
    "中文和英文填的不一样：{names}", "the Chinese and the English have different places: {names}"
)
NO_REMEDY = Wording("不认识“{id}”；可用：{known}", "“{id}” is not known; there are: {known}")
EITHER = Wording(
    "写 zh 和 en，或者只写 remedy（文字在 remedies.yaml）",
    "write zh and en, or `remedy` alone (its words stand in remedies.yaml)",
)
NO_PARAGRAPHS = Wording("文书没有正文", "the letter says nothing")


class LetterUnfinished(ValueError):
    """Something the letter names is not known; a letter with a gap is not sent."""

    def __init__(self, letter: str, names: Iterable[str]) -> None:
        self.letter, self.names = letter, tuple(names)
        super().__init__(f"{letter}: {', '.join(self.names)}")


@dataclass(frozen=True)
class Paragraph:
    """A sentence or some with places; with a remedy, only for those to whom it is open."""

    text: Wording
    names: tuple[str, ...]
    remedy: str


@dataclass(frozen=True)
class FilledLetter:
    """The words of one letter, to be kept as they are."""

    title: Wording
    paragraphs: tuple[Wording, ...]


@dataclass(frozen=True)
class Letter:
    """A letter of a pack."""

    id: str
    title: Wording
    paragraphs: tuple[Paragraph, ...]
    place: Place

    def names(self, remedies: Collection[str]) -> tuple[str, ...]:
        """Return what has to be known to write it to somebody with these remedies, each once."""
        return tuple(dict.fromkeys(name for each in self._said(remedies) for name in each.names))

    def fill(
        self,
        values: Mapping[str, Wording | str],
        parameters: Mapping[str, DatedParameter],
        month: Month,
        remedies: Collection[str],
    ) -> FilledLetter:
        """Return the letter's words, with the limits of the month and the remedies of its process.

        Raises:
            LetterUnfinished: a value it names was not given or is empty, or a limit is not known.
        """
        known = {name: value for name, value in values.items() if name in PLACEHOLDERS and str(value)}
        for name in self.names(remedies):
            dated = parameters[name].on(month) if name in parameters else None
            if dated is not None and isinstance(dated.value, int):
                known[name] = str(dated.value)
        missing = [name for name in self.names(remedies) if name not in known]
        if missing:
            raise LetterUnfinished(self.id, missing)
        return FilledLetter(self.title, tuple(each.text.fill(**known) for each in self._said(remedies)))

    def _said(self, remedies: Collection[str]) -> Iterator[Paragraph]:
        return (each for each in self.paragraphs if not each.remedy or each.remedy in remedies)


@dataclass(frozen=True)
class LetterReader:
    """Reads letters against the parameters of a pack and what it says of remedies."""

    parameters: Mapping[str, DatedParameter]
    remedies: Mapping[str, Located]
    problems: Problems

    def read(self, entry: Located) -> Letter | None:
        """Return a letter, or None after noting why it has no shape."""
        shape = fit(LetterShape, entry, self.problems)
        if shape is None:
            return None
        if shape.id not in LETTERS:
            said = NO_LETTER.fill(id=shape.id, known=", ".join(LETTERS))
            self.problems.add(entry.find(("id",)).place, said)
        if not shape.paragraphs:
            self.problems.add(entry.find(("paragraphs",)).place, NO_PARAGRAPHS)
        paragraphs = (
            self._paragraph(each, entry.find(("paragraphs", number)))
            for number, each in enumerate(shape.paragraphs)
        )
        return Letter(shape.id, shape.title.wording, tuple(paragraphs), entry.place)

    def _paragraph(self, shape: ParagraphShape, here: Located) -> Paragraph:
        both, either = shape.zh and shape.en, shape.zh or shape.en
        if either if shape.remedy else not both:
            self.problems.add(here.place, EITHER)
        if not shape.remedy:
            return self._said(shape, here)
        entry = self.remedies.get(shape.remedy)
        if entry is None:
            said = NO_REMEDY.fill(id=shape.remedy, known=", ".join(self.remedies))
            self.problems.add(here.find(("remedy",)).place, said)
        told = fit(RemedyShape, entry, self.problems) if entry else None
        if entry is None or told is None:
            return Paragraph(Wording("", ""), (), shape.remedy)
        return replace(self._said(told, entry), remedy=shape.remedy)

    def check_remedies(self) -> None:
        """Note what letters are told of remedies that processes do not know."""
        for name, entry in self.remedies.items():
            if name not in REMEDIES:
                self.problems.add(entry.key_place, NO_REMEDY.fill(id=name, known=", ".join(REMEDIES)))

    def _said(self, shape: ParagraphShape | RemedyShape, here: Located) -> Paragraph:
        chinese, english = (self._names(getattr(shape, key), here.find((key,)).place) for key in ("zh", "en"))
        if differing := {*chinese} ^ {*english}:
            self.problems.add(here.find(("en",)).place, OTHER_WORDS.fill(names=", ".join(sorted(differing))))
        return Paragraph(Wording(shape.zh, shape.en), tuple(dict.fromkeys(chinese)), "")

    def _names(self, sentence: str, place: Place) -> list[str]:
        """Return what a sentence has places for, noting every word nothing is known under."""
        try:
            names = [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
        except ValueError:
            self.problems.add(place, BAD_BRACES)
            return []
        for name in names:
            parameter = self.parameters.get(name)
            if name not in PLACEHOLDERS and (parameter is None or parameter.kind is not Kind.INTEGER):
                said = NO_PLACEHOLDER.fill(name=name, known=", ".join(PLACEHOLDERS))
                self.problems.add(place, said)
        return names
