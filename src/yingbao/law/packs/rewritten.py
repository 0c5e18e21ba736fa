"""What one pack says otherwise than another, as edits: a rule or value tried, ready to be proposed."""

from collections.abc import Iterator
from dataclasses import dataclass

from yingbao.law.facts.problems import Wording
from yingbao.law.facts.values import Value
from yingbao.law.packs.edits import Edit, What, own_conditions, say_now, say_value
from yingbao.law.packs.pack import Pack
from yingbao.law.packs.parameters import DatedValue, amounts_of
from yingbao.law.rules.binding import Amount
from yingbao.law.rules.differing import same_measure
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.values.month import Month


@dataclass(frozen=True)
class Rewritten:
    """The edits that make one pack say what the other says, and what no edit can say."""

    edits: tuple[Edit, ...]
    # Programmes and values only one of them has, and programmes that pay for another period.
    left_out: tuple[Wording, ...]


def rewritten(now: Pack, then: Pack, month: Month) -> Rewritten:
    """Return how the second of two packs differs from the first in a month."""
    both = [(each, found) for each in now.programmes for found in then.programmes if found.id == each.id]
    edits = [edit for was, becomes in both for edit in _of_programme(now, then, was, becomes)]
    edits += _of_values(now, then, month)
    programmes = {each.id: each.name for each in (*now.programmes, *then.programmes)}
    parameters = {each.id: each.name for each in (*now.parameters.values(), *then.parameters.values())}
    shared = {was.id for was, becomes in both if same_measure(was.pays, becomes.pays)}
    left_out = [name for each, name in programmes.items() if each not in shared]
    lonely = now.parameters.keys() ^ then.parameters.keys()
    return Rewritten(tuple(edits), (*left_out, *(parameters[each] for each in sorted(lonely))))


def _of_programme(now: Pack, then: Pack, was: WrittenProgramme, becomes: WrittenProgramme) -> Iterator[Edit]:
    had = {condition.id for condition in own_conditions(was)}
    has = {condition.id: condition for condition in own_conditions(becomes)}
    for name in sorted(had & has.keys()):
        yield from _if_other(now, then, What.CONDITION, was.id, name)
        yield from _if_other(now, then, What.SENTENCES, was.id, name)
    for name in sorted(had - has.keys()):
        yield Edit(What.REMOVED, was.id, name, say_now(now, What.REMOVED, was.id, name), None)
    for name, condition in has.items():
        if name not in had:
            says = {"zh": condition.says.zh, "en": condition.says.en}
            yield Edit(What.ADDED, was.id, name, None, {"rule": condition.text, "says": says})
    yield from _if_other(now, then, What.ELIGIBLE, was.id, "")
    if was.pays and becomes.pays:
        yield from _if_other(now, then, What.AMOUNT, was.id, "")
    related = dict.fromkeys(relation.fact_id for relation in (*was.relations, *becomes.relations))
    for fact in related:
        yield from _if_other(now, then, What.RELATION, was.id, fact)


def _if_other(now: Pack, then: Pack, what: What, of: str, name: str) -> Iterator[Edit]:
    before, after = say_now(now, what, of, name), say_now(then, what, of, name)
    if before != after:
        yield Edit(what, of, name, before, after)


def _of_values(now: Pack, then: Pack, month: Month) -> Iterator[Edit]:
    for name, parameter in now.parameters.items():
        if name in then.parameters:
            before, after = parameter.on(month), then.parameters[name].on(month)
            if after is not None and (before is None or _known(before) != _known(after)):
                yield Edit(What.VALUE, name, str(month), say_value(before), say_value(after))


def _known(dated: DatedValue) -> dict[tuple[Value, ...], Amount]:
    """Return the amounts that are known; a tier written as unknown says no more than one left out."""
    return {tiers: amount for tiers, amount in amounts_of(dated.value) if amount is not None}
