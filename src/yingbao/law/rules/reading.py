"""A rule as text becomes a typed graph; whatever is not on the list of allowed things is refused."""

import re
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.rules import refusals
from yingbao.law.rules.amounts import AmountReader
from yingbao.law.rules.conditions import ConditionReader
from yingbao.law.rules.nodes import Rule, Term
from yingbao.law.rules.scope import Refused, Scope

LIMIT = 4000
# Full-width signs that Chinese keyboards give; replaced one for one, so that columns stay right.
FULL_WIDTH = str.maketrans("（），＝＜＞％　", "(),=<>% ")
QUOTED = re.compile(r"'(?:[^']|'')*'")
COMMENT = re.compile(r"--|/\*|\*/|//|#")


def read_condition(text: str, scope: Scope, place: Place, problems: Problems) -> Rule | None:
    """Return what a condition means, or None after noting every part that is refused."""
    tree = _parse(text, place, problems)
    if tree is None:
        return None
    reader = ConditionReader(scope)
    rule = reader.read(tree)
    _note(reader.refused, text, place, problems)
    return None if reader.refused else rule


def read_amount(text: str, scope: Scope, place: Place, problems: Problems) -> Term | None:
    """Return what an amount means, or None after noting why it is refused."""
    tree = _parse(text, place, problems)
    if tree is None:
        return None
    reader = AmountReader(ConditionReader(scope))
    term = reader.read(tree)
    _note(reader.refused, text, place, problems)
    return None if reader.refused else term


def _parse(text: str, place: Place, problems: Problems) -> exp.Expr | None:
    reason = _unreadable(text)
    if reason is not None:
        problems.add(place, reason)
        return None
    try:
        statements = _statements(text.translate(FULL_WIDTH))
    except ParseError as error:
        detail = error.errors[0] if error.errors else {}
        why = str(detail.get("description") or error)
        column = int(detail.get("col") or 1) - len(str(detail.get("highlight") or "")) + 1
        problems.add(place.at(max(column, 1), int(detail.get("line") or 1)), refusals.NOT_SQL.fill(why=why))
        return None
    except (TokenError, RecursionError) as error:
        problems.add(place, refusals.NOT_SQL.fill(why=str(error)[:80]))
        return None
    if len(statements) != 1 or statements[0] is None:
        problems.add(place, refusals.ONE_ONLY)
        return None
    return statements[0]


@lru_cache(maxsize=4096)
def _statements(text: str) -> tuple[exp.Expr | None, ...]:
    """The same rules stand in every pack and reform; nobody changes a tree once it is made."""
    return tuple(sqlglot.parse(text))


def _unreadable(text: str) -> Wording | None:
    if not text.strip():
        return refusals.EMPTY
    if len(text) > LIMIT:
        return refusals.TOO_LONG.fill(limit=LIMIT)
    return refusals.COMMENT if COMMENT.search(QUOTED.sub("''", text)) else None


def _note(refused: list[Refused], text: str, place: Place, problems: Problems) -> None:
    for refusal in refused:
        before = text[: refusal.offset or 0]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        problems.add(place.at(column, line), refusal.reason)
