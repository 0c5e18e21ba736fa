"""The values that stand in a rule: facts, written values, parameters, days and ages."""

from dataclasses import replace
from datetime import date
from typing import Literal

from sqlglot import exp

from yingbao.law.facts.problems import Wording
from yingbao.law.facts.values import Kind, NotAValue, Value, read_value
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.rules import refusals
from yingbao.law.rules.nodes import (
    Age,
    Constant,
    FactValue,
    MonthDay,
    MovedDay,
    Parameter,
    Term,
)
from yingbao.law.rules.scope import Purpose, Refused, Scope

OLDEST = 150
YEARS = (1900, 2199)
BIRTH = "birth_on"
CHINESE_FUNCTIONS = {
    "年龄": "age",
    "月初": "month_start",
    "月末": "month_end",
    "年初": "year_start",
    "加年": "add_years",
    "加月": "add_months",
    "取整": "round_to",
    "进位取整": "round_up",
    "舍去取整": "round_down",
}
EDGES: dict[str, Literal["start", "end", "year"]] = {
    "month_start": "start",
    "month_end": "end",
    "year_start": "year",
}
FORMS = {
    "age": "age(month_end())",
    "month_start": "month_start()",
    "month_end": "month_end()",
    "year_start": "year_start()",
    "add_years": "add_years(month_start(), 1)",
    "add_months": "add_months(month_start(), -3)",
    "round_to": "round_to(dibao_standard * 25 / 100, 100)",
    "round_up": "round_up(dibao_standard * 25 / 100, 10)",
    "round_down": "round_down(dibao_standard * 25 / 100, 100)",
}


def offset_of(node: exp.Expr) -> int | None:
    """Return where in the text a node begins."""
    starts = [int(part.meta["start"]) for part in node.walk() if "start" in part.meta]
    return min(starts) if starts else None


def refuse(node: exp.Expr, reason: Wording) -> Refused:
    """Return the refusal of a node, to be raised."""
    return Refused(reason, offset_of(node))


def unwrap(node: exp.Expr) -> exp.Expr:
    """Return what stands inside brackets."""
    while isinstance(node, exp.Paren):
        node = node.this
    return node


def name_of(column: exp.Column) -> str:
    """Return the plain name of a column; a table's name or quotes around it are refused."""
    identifier = column.this
    plain = isinstance(identifier, exp.Identifier) and not identifier.args.get("quoted")
    if not plain or len(column.parts) != 1:
        raise refuse(column, refusals.QUALIFIED.fill(name=column.sql()))
    return str(identifier.this)


def written_value(node: exp.Expr) -> int | str | None:
    """Return a whole number or text as written, or None where something else stands."""
    node = unwrap(node)
    if isinstance(node, exp.Neg) and isinstance(unwrap(node.this), exp.Literal):
        number = written_value(node.this)
        return -number if isinstance(number, int) else None
    if not isinstance(node, exp.Literal):
        return None
    if node.is_string:
        return str(node.this)
    if not str(node.this).isdecimal():
        raise refuse(node, refusals.NOT_WHOLE)
    return int(node.this)


def typed_value(node: exp.Expr, written: int | str, against: Term) -> Constant:
    """Return a written value in the kind of what it is compared with."""
    if isinstance(against, Age):
        if not isinstance(written, int) or not 0 <= written <= OLDEST:
            raise refuse(node, refusals.AGE_AS_NUMBER)
        return Constant(written, Kind.INTEGER)
    if isinstance(against, FactValue):
        return Constant(fact_value(node, written, against.fact), against.kind)
    try:
        return Constant(read_value(against.kind, written), against.kind)
    except NotAValue as error:
        raise refuse(node, _kinds(str(written), against.kind.value)) from error


def _kinds(left: str, right: str) -> Wording:
    return refusals.KINDS.fill(left=left, right=right, operator="=")


def fact_value(node: exp.Expr, written: int | str, fact: Fact) -> Value:
    """Return a written value of a fact, or refuse it with the values the fact can have."""
    try:
        return fact.read(written)
    except NotAValue as error:
        raise refuse(node, fact.refuse(written)) from error


def read_term(node: exp.Expr, scope: Scope) -> Term:
    """Return the fact, parameter, day or age that stands here."""
    node = unwrap(node)
    if isinstance(node, exp.Column):
        return _named(node, scope)
    name = function_name(node)
    if name is not None:
        return _function(node, name, scope)
    raise refuse(node, refusal_of(node))


def refusal_of(node: exp.Expr) -> Wording:
    """Return the sentence for a thing that is not allowed anywhere."""
    if isinstance(node, exp.Coalesce):
        return refusals.COALESCE
    if isinstance(node, exp.Cast):
        return refusals.CAST
    if isinstance(node, exp.Null):
        return refusals.NULL
    if isinstance(node, exp.Query | exp.Subquery | exp.Exists):
        return refusals.SUBQUERY
    return refusals.NOT_ALLOWED.fill(what=type(node).__name__.upper())


def _named(node: exp.Column, scope: Scope) -> Term:
    word = name_of(node)
    fact = scope.vocabulary.find(word)
    if fact is not None and scope.purpose is not Purpose.ELIGIBLE:
        return FactValue(fact)
    parameter = scope.parameters.get(word)
    if parameter is None or scope.purpose is Purpose.ELIGIBLE:
        raise refuse(node, refusals.UNKNOWN_WORD.fill(word=word, hint=scope.suggest(word)))
    if parameter.by:
        raise refuse(node, refusals.TIERED.fill(word=word, by=_by(parameter)))
    return parameter


def function_name(node: exp.Expr) -> str | None:
    """Return the name of a function call of ours, in English."""
    if isinstance(node, exp.AddMonths):
        return "add_months"
    if isinstance(node, exp.Anonymous):
        word = str(node.this)
        return CHINESE_FUNCTIONS.get(word, word)
    return None


def arguments_of(node: exp.Expr) -> list[exp.Expr]:
    """Return what stands in the brackets of a function call."""
    if isinstance(node, exp.AddMonths):
        return [node.this, node.expression]
    return list(node.expressions)


def _function(node: exp.Expr, name: str, scope: Scope) -> Term:
    arguments = arguments_of(node)
    day = _day_function(node, name, arguments)
    if day is not None:
        return day
    if name == "age" and len(arguments) == 1:
        return _age(node, arguments[0], scope)
    if name in FORMS:
        raise refuse(node, refusals.ARGUMENTS.fill(word=name, form=FORMS[name]))
    return _tiered(node, name, arguments, scope)


def _day(node: exp.Expr) -> MonthDay | MovedDay | None:
    written = written_value(node)
    if isinstance(written, str):
        return _written_day(written)
    inner = unwrap(node)
    return _day_function(inner, function_name(inner) or "", arguments_of(inner))


def _written_day(written: str) -> MovedDay | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    # Moved by 150 years at most, a day stays within the calendar.
    return MovedDay(day, 0) if YEARS[0] <= day.year <= YEARS[1] else None


def _day_function(node: exp.Expr, name: str, arguments: list[exp.Expr]) -> MonthDay | MovedDay | None:
    if name in EDGES and not arguments:
        return MonthDay(EDGES[name])
    if name in ("add_years", "add_months") and len(arguments) == 2:
        return _moved(node, arguments, 12 if name == "add_years" else 1)
    return None


def _moved(node: exp.Expr, arguments: list[exp.Expr], each: int) -> MonthDay | MovedDay:
    day, count = _day(arguments[0]), written_value(arguments[1])
    months = day.months + count * each if day is not None and isinstance(count, int) else None
    if day is None or months is None or abs(months) > OLDEST * 12:
        name = function_name(node) or ""
        raise refuse(node, refusals.ARGUMENTS.fill(word=name, form=FORMS[name]))
    return replace(day, months=months)


def _age(node: exp.Expr, on: exp.Expr, scope: Scope) -> Term:
    day, birth = _day(on), scope.vocabulary.find(BIRTH)
    if day is None:
        raise refuse(node, refusals.ARGUMENTS.fill(word="age", form=FORMS["age"]))
    if birth is None or birth.kind is not Kind.DATE:
        raise refuse(node, refusals.UNKNOWN_WORD.fill(word=BIRTH, hint=refusals.NO_HINT))
    return Age(birth, day)


def _tiered(node: exp.Expr, name: str, arguments: list[exp.Expr], scope: Scope) -> Parameter:
    parameter = scope.parameters.get(name)
    if parameter is None:
        raise refuse(node, refusals.UNKNOWN_FUNCTION.fill(word=name))
    if not parameter.by:
        raise refuse(node, refusals.NOT_TIERED.fill(word=name))
    given = [unwrap(argument) for argument in arguments]
    facts = [scope.vocabulary.find(name_of(each)) if isinstance(each, exp.Column) else None for each in given]
    if [fact.id if fact else "" for fact in facts] != [fact.id for fact in parameter.by]:
        raise refuse(node, refusals.TIERED.fill(word=name, by=_by(parameter)))
    return parameter


def _by(parameter: Parameter) -> str:
    return ", ".join(fact.id for fact in parameter.by)
