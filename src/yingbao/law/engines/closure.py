"""The engine for one person and for increments: a month's rules as one generated Python function.

The function is written from the checked nodes alone. No word and no value of a rule stands in its
source: facts are f0, f1, …, values k0, k1, … So nothing a pack says can be run. A truth is kept as two
plain questions: is it surely so, can it be so. Unknown is what can be and is not sure.
"""

import builtins
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from yingbao.law.engines.answers import PackedAnswer
from yingbao.law.engines.reference import NotBound
from yingbao.law.facts.values import Value
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.rules.months import MonthRules, Page
from yingbao.law.rules.nodes import (
    Absent,
    All,
    Always,
    Among,
    Any,
    Arithmetic,
    Begins,
    Bit,
    Case,
    Compare,
    Constant,
    FactValue,
    Holds,
    Not,
    Rounded,
    Rule,
    Term,
    Tiers,
    Way,
)

FactTuple: TypeAlias = Sequence[object]
Determine: TypeAlias = Callable[[FactTuple], tuple[PackedAnswer, ...]]

PYTHON = {"=": "==", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def compile(rules: MonthRules) -> Determine:
    """Return the function that takes a person's facts in their fixed order and answers page by page."""
    writer = _Writer(rules)
    source = writer.function()
    namespace: dict[str, object] = {**writer.constants, "PackedAnswer": PackedAnswer}
    exec(builtins.compile(source, "<rules of a month>", "exec"), namespace)  # noqa: S102  # see above
    return cast(Determine, namespace["determine"])


@dataclass
class _Writer:
    rules: MonthRules
    constants: dict[str, object] = field(default_factory=dict)
    temporaries: int = 0
    bits: dict[int, int] = field(default_factory=dict)

    def function(self) -> str:
        names = ", ".join(f"f{n}" for n in range(len(self.rules.facts)))
        lines = ["def determine(facts):"]
        if names:
            lines.append(f"    {names}, = facts")
        for page in self.rules.pages:
            lines += ["    " + line for line in self._page(page)]
        results = "".join(f"p{page.number}, " for page in self.rules.pages)
        return "\n".join([*lines, f"    return ({results})"])

    def _page(self, page: Page) -> list[str]:
        self.bits = {number: 1 << place for place, number in enumerate(page.conditions)}
        lines = ["t = u = y = a = 0"]
        for number in page.conditions:
            lines += self._condition(self.rules.conditions[number], self.bits[number])
        lines.append("m = t | u")
        for programme in self.rules.on(page):
            bit = 1 << page.programmes.index(programme.id)
            lines += [
                f"if {self.question(programme.eligible, sure=True)}: y |= {bit}",
                f"elif {self.question(programme.eligible, sure=False)}: a |= {bit}",
            ]
        money = self.rules.money_on(page)
        given = "".join(self._amount(name, 1 << page.programmes.index(name)) + ", " for name in money)
        return [*lines, f"p{page.number} = PackedAnswer(t, u, y, a, ({given}))"]

    def _amount(self, name: str, bit: int) -> str:
        programme = self.rules.by_id.get(name)
        if programme is None or programme.amount is None:
            return "None"
        return f"({self.value(programme.amount)}) if (y | a) & {bit} else None"

    def _condition(self, rule: Rule, bit: int) -> list[str]:
        plain = self._plain(rule)
        if plain is not None:
            name, test = plain
            return [f"if {name} is None: u |= {bit}", f"elif {test}: t |= {bit}"]
        if isinstance(rule, Holds):
            return [
                f"if {self._fact(rule.fact)}: t |= {bit}",
                f"elif {self._fact(rule.fact)} is None: u |= {bit}",
            ]
        return [
            f"if {self.question(rule, sure=True)}: t |= {bit}",
            f"elif {self.question(rule, sure=False)}: u |= {bit}",
        ]

    def _plain(self, rule: Rule) -> tuple[str, str] | None:
        """Return the fact and the test of a condition that asks one fact once."""
        if isinstance(rule, Among | Begins):
            return self._fact(rule.fact), self._test(rule)
        if isinstance(rule, Not) and isinstance(rule.part, Holds):
            return self._fact(rule.part.fact), f"not {self._fact(rule.part.fact)}"
        if (
            isinstance(rule, Compare)
            and isinstance(rule.left, FactValue)
            and isinstance(rule.right, Constant)
        ):
            return self._fact(rule.left.fact), self._test(rule)
        return None

    def _fact(self, fact: Fact) -> str:
        return f"f{self.rules.facts.index(fact)}"

    def _constant(self, value: object) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def _test(self, rule: Among | Begins | Compare) -> str:
        """Return the test of facts that are known."""
        if isinstance(rule, Among):
            return f"{self._fact(rule.fact)} in {self._constant(frozenset(rule.values))}"
        if isinstance(rule, Begins):
            return f"{self._fact(rule.fact)}.startswith({self._constant(rule.prefix)})"
        return f"{self.value(rule.left)} {PYTHON[rule.operator]} {self.value(rule.right)}"

    def question(self, rule: Rule, *, sure: bool) -> str:
        """Return the question whether a rule is surely so, or whether it can be so."""
        match rule:
            case All(parts):
                return self._all(parts, sure=sure)
            case Any(parts):
                return "(" + " or ".join(self.question(part, sure=sure) for part in parts) + ")"
            case Not(part):
                return f"(not {self.question(part, sure=not sure)})"
            case Bit(number):
                return f"({'t' if sure else 'm'} & {self.bits[number]})"
        return self._known(rule, sure=sure)

    def _all(self, parts: tuple[Rule, ...], *, sure: bool) -> str:
        mask = sum(self.bits[part.number] for part in parts if isinstance(part, Bit))
        others = [part for part in parts if not isinstance(part, Bit)]
        tests = [f"{'t' if sure else 'm'} & {mask} == {mask}"] if mask else []
        tests += [self.question(part, sure=sure) for part in others]
        return "(" + " and ".join(tests) + ")"

    def _known(self, rule: Rule, *, sure: bool) -> str:
        match rule:
            case Always(truth):
                return str(truth is True or (truth is None and not sure))
            case Absent(fact):
                return f"({self._fact(fact)} is None)"
            case Holds(fact):
                return self._fact(fact) if sure else f"({self._fact(fact)} is None or {self._fact(fact)})"
            case Among(fact, _) | Begins(fact, _):
                return self._guarded([self._fact(fact)], self._test(rule), sure=sure)
            case Compare(left, operator, right):
                return self._comparison(left, PYTHON[operator], right, sure=sure)
        raise NotBound(repr(rule))

    def _comparison(self, left: Term, operator: str, right: Term, *, sure: bool) -> str:
        guards, sides = [], []
        for side in (left, right):
            if isinstance(side, Constant) and side.value is not None:
                sides.append(self.value(side))
                continue
            if isinstance(side, FactValue):
                sides.append(self._fact(side.fact))
                guards.append(sides[-1])
                continue
            self.temporaries += 1
            sides.append(f"x{self.temporaries}")
            guards.append(f"(x{self.temporaries} := {self.value(side)})")
        return self._guarded(guards, f"{sides[0]} {operator} {sides[1]}", sure=sure)

    def _guarded(self, guards: list[str], test: str, *, sure: bool) -> str:
        if sure:
            return "(" + " and ".join([*(f"{guard} is not None" for guard in guards), test]) + ")"
        return "(" + " or ".join([*(f"{guard} is None" for guard in guards), test]) + ")"

    def value(self, term: Term) -> str:  # noqa: PLR0911  # one return per kind of node
        """Return the expression of a value; None where it is not known."""
        match term:
            case FactValue(fact):
                return self._fact(fact)
            case Constant(value, _):
                return "None" if value is None else self._constant(value)
            case Tiers(fact, values, _):
                tiers: dict[Value, Value | None] = dict(values)
                return f"{self._constant(tiers)}.get({self._fact(fact)})"
            case Arithmetic(operator, left, right):
                return self._arithmetic(operator, left, right)
            case Rounded(inner, to, way):
                return self._rounded(inner, to, way)
            case Case(branches, default):
                return self._case(branches, default)
        raise NotBound(repr(term))

    def _arithmetic(self, operator: str, left: Term, right: Term) -> str:
        first, second = self.temporaries + 1, self.temporaries + 2
        self.temporaries += 2
        guards = f"(x{first} := {self.value(left)}) is None or (x{second} := {self.value(right)}) is None"
        reckoned = f"x{first} {operator} x{second}"
        if operator == "/":
            reckoned = f"(2 * x{first} + x{second}) // (2 * x{second})"
        return f"(None if {guards} else {reckoned})"

    def _rounded(self, inner: Term, to: int, way: Way) -> str:
        self.temporaries += 1
        name = f"x{self.temporaries}"
        reckoned = {
            "nearest": f"(2 * {name} + {to}) // {2 * to} * {to}",
            "up": f"-(-{name} // {to}) * {to}",
            "down": f"{name} // {to} * {to}",
        }[way]
        return f"(None if ({name} := {self.value(inner)}) is None else {reckoned})"

    def _case(self, branches: tuple[tuple[Rule, Term], ...], default: Term) -> str:
        text = self.value(default)
        for rule, amount in reversed(branches):
            # Not sure and yet possible is unknown: then nothing below may be taken for the amount.
            below = f"(None if {self.question(rule, sure=False)} else {text})"
            text = f"({self.value(amount)} if {self.question(rule, sure=True)} else {below})"
        return text
