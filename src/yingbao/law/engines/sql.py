"""The engine inside SQLite or PostgreSQL: a page of a month's rules as one SELECT.

Truth is SQL's own, which is three-valued as ours; only CASE is not, and takes unknown for no. So every
CASE here asks first whether its condition is unknown. What a rule says reaches the text as literals
only, quoted by this module; names are the vocabulary's, which are small letters, digits and _.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from yingbao.law.engines.reference import NotBound
from yingbao.law.facts.values import Value
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.rules.graph import facts_of_term
from yingbao.law.rules.months import MonthRules, Page, Programme
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

Dialect: TypeAlias = Literal["sqlite", "postgresql"]

# What is never known has a value of no kind; a comparison with it is NULL in both dialects.
ALWAYS = {True: "(1 = 1)", False: "(1 = 0)", None: "(NULL = 0)"}
NOTHING = "CAST(NULL AS BIGINT)"


def statement(rules: MonthRules, page: Page, dialect: Dialect, facts_table: str) -> str:
    """Return the SELECT that answers a page for every row of a table of facts.

    The table, or bracketed query, has `person_id` and a column per fact of `rules.facts`, NULL where a
    fact is not known: booleans as the dialect keeps them (1 and 0 in SQLite), days as ISO text in SQLite
    and as date in PostgreSQL, all else as text or whole numbers. The columns of the answer are person_id,
    true_bits, unknown_bits, yes_bits, ask_bits, and amount_<programme> for each that pays in money.
    """
    return _Writer(rules, page, dialect).statement(facts_table)


@dataclass(frozen=True)
class _Writer:
    rules: MonthRules
    page: Page
    dialect: Dialect

    def statement(self, facts_table: str) -> str:
        # Both would put a condition's text wherever it is used and evaluate it each time. SQLite is told to
        # keep the rows: three times faster. PostgreSQL would write kept rows to a file; OFFSET 0 makes it
        # hand them on one by one: a quarter faster.
        keep, fence = ("MATERIALIZED ", "") if self.dialect == "sqlite" else ("", " OFFSET 0")
        truths = f"SELECT {self._truths()} FROM {facts_table} AS facts"  # noqa: S608  # our own words only
        outcomes = f"SELECT {self._outcomes()} FROM truths"  # noqa: S608
        answer = f"SELECT {self._answer()} FROM outcomes"  # noqa: S608
        return f"WITH truths AS {keep}({truths}{fence}),\noutcomes AS {keep}({outcomes}{fence})\n{answer}"

    @property
    def _programmes(self) -> tuple[Programme, ...]:
        return self.rules.on(self.page)

    @property
    def _counted(self) -> list[str]:
        """The facts that amounts need after the conditions have been asked."""
        amounts = [p.amount for p in self._programmes if p.in_money and p.amount is not None]
        return list(dict.fromkeys(fact.id for amount in amounts for fact in facts_of_term(amount)))

    def _truths(self) -> str:
        conditions = [
            f"{self.truth(self.rules.conditions[number])} AS c{number}" for number in self.page.conditions
        ]
        return ", ".join(["person_id", *self._counted, *conditions])

    def _outcomes(self) -> str:
        bits = [(f"c{number}", place) for place, number in enumerate(self.page.conditions)]
        outcomes = [f"{self.truth(p.eligible)} AS o_{p.id}" for p in self._programmes]
        true_bits = f"{self._pack(bits, unknown=False)} AS true_bits"
        unknown_bits = f"{self._pack(bits, unknown=True)} AS unknown_bits"
        return ", ".join(["person_id", *self._counted, true_bits, unknown_bits, *outcomes])

    def _answer(self) -> str:
        bits = [(f"o_{p.id}", self.page.programmes.index(p.id)) for p in self._programmes]
        yes = f"{self._pack(bits, unknown=False)} AS yes_bits"
        ask = f"{self._pack(bits, unknown=True)} AS ask_bits"
        amounts = [f"{self._amount(name)} AS amount_{name}" for name in self.rules.money_on(self.page)]
        return ", ".join(["person_id", "true_bits", "unknown_bits", yes, ask, *amounts])

    def _pack(self, bits: list[tuple[str, int]], *, unknown: bool) -> str:
        if self.dialect == "sqlite":
            asked = "NULL" if unknown else "TRUE"
            terms = [f"({column} IS {asked}) * {1 << place}" for column, place in bits]
        else:
            asked = " IS NULL" if unknown else ""
            terms = [f"CASE WHEN {column}{asked} THEN {1 << place} ELSE 0 END" for column, place in bits]
        return f"CAST({' + '.join(terms) or '0'} AS BIGINT)"

    def _amount(self, name: str) -> str:
        programme = self.rules.by_id.get(name)
        if programme is None or programme.amount is None:
            return NOTHING
        amount = self.value(programme.amount)
        return f"CASE WHEN o_{name} IS NOT FALSE THEN CAST({amount} AS BIGINT) END"

    def truth(self, rule: Rule) -> str:
        """Return the expression of a rule."""
        match rule:
            case All(parts):
                return "(" + " AND ".join(map(self.truth, parts)) + ")"
            case Any(parts):
                return "(" + " OR ".join(map(self.truth, parts)) + ")"
            case Not(part):
                return f"(NOT {self.truth(part)})"
            case Bit(number):
                return f"c{number}"
        return self._asked(rule)

    def _asked(self, rule: Rule) -> str:  # noqa: PLR0911  # one return per kind of node
        match rule:
            case Always(truth):
                return ALWAYS[truth]
            case Absent(fact):
                return f"({fact.id} IS NULL)"
            case Holds(fact):
                return fact.id
            case Among(fact, values):
                return f"({fact.id} IN ({', '.join(map(self.literal, values))}))"
            case Begins(fact, prefix):
                # LIKE ignores case in SQLite, and ranges of texts depend on the collation.
                return f"(substr({fact.id}, 1, {len(prefix)}) = {self.literal(prefix)})"
            case Compare(left, operator, right):
                return f"({self.value(left)} {operator} {self.value(right)})"
        raise NotBound(repr(rule))

    def value(self, term: Term) -> str:  # noqa: PLR0911  # one return per kind of node
        """Return the expression of a value or amount."""
        match term:
            case FactValue(fact):
                return fact.id
            case Constant(value, _):
                return NOTHING if value is None else self.literal(value)
            case Tiers(fact, values, _):
                return self._tiers(fact, values)
            case Arithmetic(operator, left, right):
                return _reckon(operator, self.value(left), self.value(right))
            case Rounded(inner, to, way):
                return _round(self.value(inner), to, way)
            case Case(branches, default):
                return self._case(branches, default)
        raise NotBound(repr(term))

    def _tiers(self, fact: Fact, values: tuple[tuple[Value, Value | None], ...]) -> str:
        known = [(tier, value) for tier, value in values if value is not None]
        if not known:
            return NOTHING
        tiers = " ".join(f"WHEN {self.literal(tier)} THEN {self.literal(value)}" for tier, value in known)
        return f"(CASE {fact.id} {tiers} END)"

    def _case(self, branches: tuple[tuple[Rule, Term], ...], default: Term) -> str:
        text = ""
        for rule, amount in branches:
            truth = self.truth(rule)
            text += f"WHEN {truth} IS NULL THEN {NOTHING} WHEN {truth} THEN {self.value(amount)} "
        return f"(CASE {text}ELSE {self.value(default)} END)"

    def literal(self, value: Value) -> str:
        """Return a value as the dialect writes it."""
        if isinstance(value, bool):
            return str(value).upper() if self.dialect == "postgresql" else str(int(value))
        if isinstance(value, int):
            return f"({value})" if value < 0 else str(value)
        text = "'" + str(value).replace("'", "''") + "'"
        return f"DATE {text}" if isinstance(value, date) and self.dialect == "postgresql" else text


def _reckon(operator: str, left: str, right: str) -> str:
    if operator != "/":
        return f"(CAST({left} AS BIGINT) {operator} CAST({right} AS BIGINT))"
    twice, by = f"(2 * CAST({left} AS BIGINT) + {right})", f"(2 * {right})"
    return f"({_floored(twice, by)} / {by})"


def _round(value: str, to: int, way: Way) -> str:
    whole = f"CAST({value} AS BIGINT)"
    if way == "nearest":
        return f"({_floored(f'(2 * {whole} + {to})', str(2 * to))} / 2)"
    return _floored(whole, str(to)) if way == "down" else f"(-{_floored(f'(-{whole})', str(to))})"


def _floored(value: str, by: str) -> str:
    # SQL cuts what is left over towards nought; taking the remainder off first rounds down below nought too.
    return f"({value} - (({value} % {by}) + {by}) % {by})"
