"""The vocabulary: every fact a rule may ask about, by id or by its Chinese name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from yingbao.law.facts.days import say_day
from yingbao.law.facts.documents import Located, read_document
from yingbao.law.facts.problems import PackProblems, Problems, Wording
from yingbao.law.facts.shapes import Named, Shape, fit
from yingbao.law.facts.values import Kind, NotAValue, Value, read_value

SAME_NAME = Wording("“{name}”已是事实 {other} 的名称", "“{name}” is already the name of fact {other}")
NO_CHOICES = Wording("choice 类型须写 choices", "a choice needs its choices")
NEEDLESS_CHOICES = Wording("只有 choice 类型可写 choices", "only a choice has choices")
NO_RANGE = Wording("只有数值类型可写 range", "only a number has a range")
BAD_ID = Wording(
    "事实编号只用小写字母、数字和下划线：{id}", "a fact id has small letters, digits and _ only: {id}"
)
NOTHING = Wording("没有任何事实", "there are no facts")
NOT_OF_KIND = Wording(
    "{written} 不是 {fact} 的值（{allowed}）", "{written} is no value of {fact} ({allowed})"
)

NO_WORDING = Wording("", "")

# Whom a fact is about and to whom a programme owes something.
Subject: TypeAlias = Literal["person", "household", "employer", "institution", "division"]


@dataclass(frozen=True)
class Fact:
    """One thing that may be known about a person: its type, its words, and what its absence means."""

    id: str
    name: Wording
    kind: Kind
    choices: tuple[tuple[str, Wording], ...] = ()
    range: tuple[int, int] | None = None
    unit: str = ""
    subject: Subject = "person"
    absent_means_never: bool = False
    source: Wording = NO_WORDING
    question: Wording = NO_WORDING

    def __repr__(self) -> str:
        return self.id

    def read(self, written: object) -> Value:
        """Return the value as rules and files write it; a choice also by its Chinese or English label.

        Raises:
            NotAValue: it is not one of the values this fact can have.
        """
        value = read_value(self.kind, written)
        if self.kind is Kind.CHOICE:
            return self._choice(str(value))
        if self.range and isinstance(value, int) and not self.range[0] <= value <= self.range[1]:
            raise NotAValue(str(written))
        return value

    def _choice(self, written: str) -> str:
        for code, label in self.choices:
            if written in (code, label.zh, label.en):
                return code
        raise NotAValue(written)

    @property
    def allowed(self) -> Wording:
        """The values it can have, in words."""
        if self.choices:
            zh = "、".join(label.zh for _, label in self.choices)
            return Wording(zh, ", ".join(code for code, _ in self.choices))
        if self.range:
            return Wording(f"{self.range[0]}–{self.range[1]}", f"{self.range[0]}–{self.range[1]}")
        return Wording(self.kind.value, self.kind.value)

    def refuse(self, written: object) -> Wording:
        """Return the sentence that refuses a value."""
        return NOT_OF_KIND.fill(
            written=written, fact=Wording(self.name.zh or self.id, self.id), allowed=self.allowed
        )

    def speak(self, value: Value | None, language: str = "zh") -> str:
        """Return a value in words: 肢体, 是, 未知, 2026年6月30日, 110.00 元."""
        return self.say(value).speak(language)

    def say(self, value: Value | None) -> Wording:
        """Return a value in words of both languages."""
        if value is None:
            return Wording("无", "none") if self.absent_means_never else Wording("未知", "unknown")
        if isinstance(value, bool):
            return Wording("是", "yes") if value else Wording("否", "no")
        if isinstance(value, date):
            return say_day(value)
        if self.kind is Kind.FEN and isinstance(value, int):
            yuan = f"{value // 100:,}.{value % 100:02}"
            return Wording(f"{yuan} 元", f"{yuan} yuan")
        labels = dict(self.choices)
        return labels.get(str(value), Wording(f"{value}{self.unit}", f"{value}{self.unit}"))


class Vocabulary:
    """All facts in the order of their files."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = {fact.id: fact for fact in facts}
        self._by_name = {fact.name.zh: fact for fact in self.facts.values() if fact.name.zh}

    def find(self, word: str) -> Fact | None:
        """Return the fact with this id or Chinese name."""
        return self.facts.get(word) or self._by_name.get(word)

    def __getitem__(self, fact_id: str) -> Fact:
        return self.facts[fact_id]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    def __len__(self) -> int:
        return len(self.facts)

    @property
    def words(self) -> list[str]:
        """Every word that names a fact."""
        return [*self.facts, *self._by_name]


class FactShape(Shape):
    """One fact as the file writes it."""

    name: Named
    type: Kind
    choices: dict[str, Named] | None = None
    range: tuple[int, int] | None = None
    unit: str = ""
    subject: Subject = "person"
    absent: Literal["unknown", "never"] = "unknown"
    source: Named | None = None
    question: Named | None = None

    def fact(self, fact_id: str) -> Fact:
        """Return the fact this shape describes."""
        return Fact(
            id=fact_id,
            name=self.name.wording,
            kind=self.type,
            choices=tuple((code, label.wording) for code, label in (self.choices or {}).items()),
            range=self.range,
            unit=self.unit,
            subject=self.subject,
            absent_means_never=self.absent == "never",
            source=self.source.wording if self.source else NO_WORDING,
            question=self.question.wording if self.question else NO_WORDING,
        )


@dataclass
class _Reader:
    problems: Problems
    facts: dict[str, Fact] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def read(self, fact_id: str, entry: Located) -> None:
        if not fact_id.isascii() or not fact_id.isidentifier() or fact_id != fact_id.lower():
            self.problems.add(entry.key_place, BAD_ID.fill(id=fact_id))
            return
        shape = fit(FactShape, entry, self.problems)
        if shape is None:
            return
        self._check(shape, entry)
        for word in {fact_id, shape.name.zh}:
            if word in self.words:
                self.problems.add(entry.key_place, SAME_NAME.fill(name=word, other=self.words[word]))
            self.words[word] = fact_id
        self.facts[fact_id] = shape.fact(fact_id)

    def _check(self, shape: FactShape, entry: Located) -> None:
        if (shape.type is Kind.CHOICE) != bool(shape.choices):
            wrong = NO_CHOICES if shape.type is Kind.CHOICE else NEEDLESS_CHOICES
            self.problems.add(entry.key_place, wrong)
        if shape.range and not shape.type.is_number:
            self.problems.add(entry.find(("range",)).place, NO_RANGE)


def read_vocabulary(folder: Path, problems: Problems) -> Vocabulary:
    """Return the facts of every file in the folder, noting what is wrong with them."""
    reader = _Reader(problems)
    for path in sorted(folder.glob("*.yaml")):
        document = read_document(path, problems)
        for fact_id, entry in document.mapping.items() if document else ():
            reader.read(fact_id, entry)
    return Vocabulary(reader.facts.values())


def load_vocabulary(folder: Path) -> Vocabulary:
    """Return the vocabulary of a folder.

    Raises:
        PackProblems: something in it is wrong; nothing is half-loaded.
    """
    problems = Problems()
    vocabulary = read_vocabulary(folder, problems)
    if problems:
        raise PackProblems(problems)
    return vocabulary
