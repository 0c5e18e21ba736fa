"""A chapter of the manual of the rule language: sentences, and little tables that are also tests."""

from dataclasses import dataclass
from pathlib import Path

from yingbao.law.engines import reference
from yingbao.law.facts.problems import Place, Problems
from yingbao.law.facts.values import Value
from yingbao.law.facts.vocabulary import load_vocabulary
from yingbao.law.rules.binding import Binding, InForce
from yingbao.law.rules.nodes import Parameter
from yingbao.law.rules.reading import read_amount, read_condition
from yingbao.law.rules.scope import Purpose, Scope
from yingbao.values.month import Month

ROOT = Path(__file__).parents[2]
VOCABULARY = load_vocabulary(ROOT / "policy" / "facts")
GRADE = VOCABULARY["certificate_grade"]
FEN = VOCABULARY["elder_care_subsidy_fen"].kind
PARAMETERS = {
    "care_rate": Parameter("care_rate", FEN, (GRADE,)),
    "family_rate": Parameter(
        "family_rate", FEN, (VOCABULARY["on_dibao"], VOCABULARY["certificate_kind"], GRADE)
    ),
    "dibao_standard": Parameter("dibao_standard", FEN),
    "extra": Parameter("extra", FEN),
    "margin_counts": Parameter("margin_counts", VOCABULARY["on_dibao"].kind),
}
IN_FORCE: dict[str, InForce] = {
    "care_rate": {1: 11000, 2: 10000, 3: None},
    "family_rate": {
        True: {"intellectual": {1: 45000, 2: 32000}, "psychosocial": {1: 45000, 2: None}},
        False: {"intellectual": {1: 18000}},
    },
    "dibao_standard": 73550,
    "extra": None,
    "margin_counts": True,
}
WORDS: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}
JUNE = Month(2026, 6)


@dataclass(frozen=True)
class Table:
    """A rule, rows of facts, and what the rule is for each; `-` is a fact that is not known."""

    rule: str
    rows: str
    month: Month = JUNE
    says: str = ""

    @property
    def lines(self) -> list[list[str]]:
        """The cells, the names of the columns first."""
        written = (line.strip() for line in self.rows.strip().splitlines())
        return [[cell.strip() for cell in line.split("|")] for line in written if line]

    @property
    def people(self) -> list[dict[str, Value | None]]:
        """The facts of every row."""
        names, *rows = self.lines
        return [dict(map(read_cell, names[:-1], row[:-1])) for row in rows]

    @property
    def expected(self) -> list[str]:
        """The last column."""
        return [row[-1] for row in self.lines[1:]]


@dataclass(frozen=True)
class Amounts(Table):
    """An amount instead of a condition: fen, or unknown."""


@dataclass(frozen=True)
class Refusal:
    """A text that is refused, and a piece of the sentence that says why."""

    rule: str
    because: str
    column: int = 1
    purpose: Purpose = Purpose.CONDITION


@dataclass(frozen=True)
class Chapter:
    """A title, what it says, and its tables."""

    title: str
    text: str
    examples: tuple[Table | Refusal, ...]


def read_cell(name: str, cell: str) -> tuple[str, Value | None]:
    """Return the fact of a cell."""
    fact = VOCABULARY.find(name)
    assert fact is not None, name
    if cell == "-":
        return fact.id, None
    if cell in ("yes", "no"):
        return fact.id, cell == "yes"
    return fact.id, fact.read(int(cell) if fact.kind.is_number else cell)


def truths(table: Table) -> list[str]:
    """Return what the rule of a table is for every row, in words."""
    problems = Problems()
    scope = Scope(VOCABULARY, PARAMETERS)
    rule = read_condition(table.rule, scope, Place(Path("rule")), problems)
    assert rule is not None, [str(problem) for problem in problems]
    bound = Binding(table.month, IN_FORCE).rule(rule)
    names = {truth: word for word, truth in WORDS.items()}
    return [names[reference.truth_of(bound, person)] for person in table.people]


def amounts(table: Table) -> list[str]:
    """Return the amount of every row, in words."""
    problems = Problems()
    scope = Scope(VOCABULARY, PARAMETERS, purpose=Purpose.AMOUNT)
    term = read_amount(table.rule, scope, Place(Path("rule")), problems)
    assert term is not None, [str(problem) for problem in problems]
    bound = Binding(table.month, IN_FORCE).term(term)
    known = [reference.value_of(bound, person) for person in table.people]
    return ["unknown" if value is None else str(value) for value in known]


def refusals(refusal: Refusal) -> list[str]:
    """Return the sentences that refuse a text."""
    problems = Problems()
    names = frozenset({"severe", "registered"})
    scope = Scope(VOCABULARY, PARAMETERS, names, refusal.purpose)
    read = read_amount if refusal.purpose is Purpose.AMOUNT else read_condition
    assert read(refusal.rule, scope, Place(Path("rule")), problems) is None
    return [problem.speak("en") for problem in problems]
