"""Numbers of the plan: parameters that may carry them, and records of what was."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yingbao.law.facts.values import Kind
from yingbao.law.packs.drafting.above import Above
from yingbao.law.packs.drafting.clauses import Proposal
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.plans.numbers import Measure, Number

BREAKS = "，。；：、,;:"
LONGEST_NAME = 24


@dataclass(frozen=True)
class ParameterProposal:
    """A number of a clause and the parameters of what it became that may carry it; money in fen."""

    clause: str
    number: Number
    parameters: tuple[DatedParameter, ...]
    value: int | None


def propose_parameters(above: Above, proposals: Iterable[Proposal]) -> Iterator[ParameterProposal]:
    """Give the numbers nothing carries that parameters of what their clause became can be meant by."""
    for proposal in proposals:
        parameters = list(above.parameters_of(proposal.becomes))
        for number in proposal.loose:
            fitting = tuple(parameter for parameter in parameters if _fits(parameter, number))
            if fitting:
                yield ParameterProposal(proposal.clause.id, number, fitting, _value(number))


def _fits(parameter: DatedParameter, number: Number) -> bool:
    unit = unicodedata.normalize("NFKC", parameter.unit.zh)
    if number.measure is Measure.MONEY:
        return parameter.kind is Kind.FEN
    if parameter.kind is not Kind.INTEGER or number.upper is not None:
        return False
    if number.measure is Measure.PERCENT:
        return "%" in unit
    return number.measure in (Measure.COUNT, Measure.SPAN, Measure.AGE) and number.unit in unit


def _value(number: Number) -> int | None:
    value = number.value * 100 if number.measure is Measure.MONEY else number.value
    return int(value) if value.denominator == 1 else None


def name_of(number: Number, text: str) -> str:
    """Return the words of a clause around a number, to be made its name: from stop to stop."""
    words = "".join(unicodedata.normalize("NFKC", text).split())
    at = words.find(number.text)
    if at < 0:
        return number.text
    stops = [place for place, char in enumerate(words) if char in unicodedata.normalize("NFKC", BREAKS)]
    start = max((place + 1 for place in stops if place < at), default=0)
    end = min((place for place in stops if place >= at + len(number.text)), default=len(words))
    return words[start:end][:LONGEST_NAME]
