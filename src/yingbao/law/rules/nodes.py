"""The nodes of a rule: what a condition, an eligibility or an amount means.

Every node is frozen and checks itself when it is made: a graph that exists is well typed. A truth is
True, False or None (unknown); a value that is None is not known, and whatever compares with it is
unknown too. Parameters, months and ages stand only in rules as written; binding a rule to a month
replaces them by constants.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from yingbao.law.facts.values import Kind, Value
from yingbao.law.facts.vocabulary import Fact

Operator: TypeAlias = Literal["=", "<>", "<", "<=", ">", ">="]
Way: TypeAlias = Literal["nearest", "up", "down"]
OPERATORS: tuple[Operator, ...] = ("=", "<>", "<", "<=", ">", ">=")
SWAPPED: dict[Operator, Operator] = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class IllTyped(TypeError):
    """A node was made of parts that do not belong together."""


def comparable(left: Kind, right: Kind, operator: Operator) -> bool:
    """Whether two kinds may stand on both sides of an operator."""
    if left is Kind.BOOLEAN or right is Kind.BOOLEAN:
        return False
    return left is right and (operator in ("=", "<>") or left.is_ordered)


@dataclass(frozen=True)
class FactValue:
    """What is known about the person."""

    fact: Fact

    @property
    def kind(self) -> Kind:
        return self.fact.kind

    def __repr__(self) -> str:
        return self.fact.id


@dataclass(frozen=True)
class Constant:
    """A value written in the rule, or found by binding; None is an amount nobody has stated."""

    value: Value | None
    kind: Kind

    def __repr__(self) -> str:
        return f"{self.value}:{self.kind.value}"


@dataclass(frozen=True)
class Parameter:
    """A dated value of the pack, tiered by facts where `by` is given: by the first, then by the next."""

    id: str
    kind: Kind
    by: tuple[Fact, ...] = ()

    def __repr__(self) -> str:
        return f"{self.id}({', '.join(fact.id for fact in self.by)})"


@dataclass(frozen=True)
class Tiers:
    """A tiered value in force in the month: the amount for grade 1, for grade 2, …; unknown for others."""

    fact: Fact
    values: tuple[tuple[Value, Value | None], ...]
    kind: Kind

    def __repr__(self) -> str:
        return f"tiers({self.fact.id}, {self.values})"


@dataclass(frozen=True)
class MonthDay:
    """The first or last day of the month asked for, or the first of its year, moved by whole months."""

    edge: Literal["start", "end", "year"]
    months: int = 0

    @property
    def kind(self) -> Kind:
        return Kind.DATE


@dataclass(frozen=True)
class MovedDay:
    """A written day moved by whole months."""

    day: date
    months: int

    @property
    def kind(self) -> Kind:
        return Kind.DATE


@dataclass(frozen=True)
class Age:
    """Completed years on a day; binding turns its comparison into one of the day of birth."""

    birth: Fact
    on: "MonthDay | MovedDay | Constant"

    def __post_init__(self) -> None:
        if self.birth.kind is not Kind.DATE or self.on.kind is not Kind.DATE:
            raise IllTyped("an age is taken between two days")

    @property
    def kind(self) -> Kind:
        return Kind.INTEGER


@dataclass(frozen=True)
class Arithmetic:
    """A sum, difference or product of whole numbers; or one divided by a written number.

    A share is the nearest whole number; exactly between two, it is the higher.
    """

    operator: Literal["+", "-", "*", "/"]
    left: "Term"
    right: "Term"

    def __post_init__(self) -> None:
        if not (self.left.kind.is_number and self.right.kind.is_number):
            raise IllTyped("only numbers are added or multiplied")
        if self.operator == "*" and self.left.kind is Kind.FEN and self.right.kind is Kind.FEN:
            raise IllTyped("money times money is no amount")
        written = isinstance(self.right, Constant) and isinstance(self.right.value, int)
        if self.operator == "/" and not written:
            raise IllTyped("only a written number divides")

    @property
    def kind(self) -> Kind:
        return Kind.FEN if Kind.FEN in (self.left.kind, self.right.kind) else Kind.INTEGER


@dataclass(frozen=True)
class Rounded:
    """A number made a multiple of another: the nearest (halfway the higher), the next above or below."""

    term: "Term"
    to: int
    way: Way

    def __post_init__(self) -> None:
        if not self.term.kind.is_number or self.to < 1:
            raise IllTyped("a number is rounded to a multiple of a written number above 0")

    @property
    def kind(self) -> Kind:
        return self.term.kind


@dataclass(frozen=True)
class Case:
    """The first amount whose condition is true; unknown as soon as a condition on the way is unknown."""

    branches: "tuple[tuple[Rule, Term], ...]"
    default: "Term"

    def __post_init__(self) -> None:
        if not all(term.kind.is_number for _, term in self.branches) or not self.default.kind.is_number:
            raise IllTyped("every branch of CASE is an amount")

    @property
    def kind(self) -> Kind:
        kinds = {term.kind for _, term in self.branches} | {self.default.kind}
        return Kind.FEN if Kind.FEN in kinds else Kind.INTEGER


Term: TypeAlias = (
    FactValue | Constant | Parameter | Tiers | MonthDay | MovedDay | Age | Arithmetic | Rounded | Case
)


@dataclass(frozen=True)
class Always:
    """A truth that needs no fact; None is never known. It comes from binding, never from a text."""

    truth: bool | None


@dataclass(frozen=True)
class Holds:
    """A fact that is true or false itself."""

    fact: Fact

    def __post_init__(self) -> None:
        if self.fact.kind is not Kind.BOOLEAN:
            raise IllTyped(f"{self.fact.id} is neither true nor false")

    def __repr__(self) -> str:
        return self.fact.id


@dataclass(frozen=True)
class Switch:
    """A parameter of the pack that is true or false from a month on."""

    parameter: Parameter

    def __post_init__(self) -> None:
        if self.parameter.kind is not Kind.BOOLEAN or self.parameter.by:
            raise IllTyped(f"{self.parameter.id} is no switch")


@dataclass(frozen=True)
class Compare:
    """One value against another of its kind."""

    left: Term
    operator: Operator
    right: Term

    def __post_init__(self) -> None:
        if not comparable(self.left.kind, self.right.kind, self.operator):
            raise IllTyped(f"{self.left.kind} {self.operator} {self.right.kind}")


@dataclass(frozen=True)
class Among:
    """A fact against a list of values."""

    fact: Fact
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        if not self.values or self.fact.kind is Kind.BOOLEAN:
            raise IllTyped("a list of values of the fact's kind")


@dataclass(frozen=True)
class Begins:
    """A division or text that begins with these characters; with none, any that is known."""

    fact: Fact
    prefix: str

    def __post_init__(self) -> None:
        if self.fact.kind not in (Kind.DIVISION, Kind.TEXT):
            raise IllTyped("only a division or a text begins with characters")


@dataclass(frozen=True)
class Absent:
    """Whether the fact is absent: never unknown, and asked only where absence means it never happened."""

    fact: Fact

    def __post_init__(self) -> None:
        if not self.fact.absent_means_never:
            raise IllTyped(f"the absence of {self.fact.id} means that it is unknown")


@dataclass(frozen=True)
class Condition:
    """A named condition of the programme."""

    name: str


@dataclass(frozen=True)
class Bit:
    """A condition of the pack by its number; binding puts it in the place of names."""

    number: int


@dataclass(frozen=True)
class Not:
    """The opposite; the opposite of unknown is unknown."""

    part: "Rule"


@dataclass(frozen=True)
class All:
    """True when every part is, false when any is false, unknown otherwise."""

    parts: "tuple[Rule, ...]"


@dataclass(frozen=True)
class Any:
    """True when any part is, false when every part is false, unknown otherwise."""

    parts: "tuple[Rule, ...]"


Atom: TypeAlias = Always | Holds | Switch | Compare | Among | Begins | Absent | Condition | Bit
Rule: TypeAlias = Atom | Not | All | Any
