"""Who bears what is owed: the shares of a programme, and what they are worth in a month."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from yingbao.law.facts.values import Kind
from yingbao.law.packs.pack import PEOPLE, Pack
from yingbao.law.rules.programmes import Share, WrittenProgramme
from yingbao.values.month import Month


@dataclass(frozen=True)
class Worth:
    """What a share is worth: so many percent, or so many fen for each that is owed it; None: not known."""

    kind: Kind
    value: int | None


Worths: TypeAlias = Mapping[str, Worth]


def worth_of(pack: Pack, funds: Sequence[Share], month: Month) -> Worths:
    """Return what each share's parameter is worth in a month; the rest and unknown shares have none."""
    worth = {}
    for share in funds:
        parameter = pack.parameters.get(share.part)
        if parameter is not None:
            dated = parameter.on(month)
            value = dated.value if dated else None
            worth[share.part] = Worth(parameter.kind, value if type(value) is int else None)
    return worth


def otherwise_borne(now: Pack, then: Pack, month: Month) -> tuple[str, ...]:
    """Return the programmes owing money under both that others bear, in other shares, or that others draw.

    Others draw it where it is owed to each person under one and to a household under the other.
    """
    before = dict(_paying(now, month))
    return tuple(
        name
        for name, programme in _paying(then, month)
        if name in before and _borne(now, before[name], month) != _borne(then, programme, month)
    )


def digest_with_funds(pack: Pack, month: Month) -> str:
    """Return the fingerprint of all that decides about people, and of who bears it in a month."""
    borne = (f"{name} {_borne(pack, programme, month)}" for name, programme in _paying(pack, month))
    return sha256("\n".join([pack.digest, *borne]).encode()).hexdigest()


def _paying(pack: Pack, month: Month) -> Iterator[tuple[str, WrittenProgramme]]:
    for programme in pack.of(PEOPLE):
        if programme.pays and programme.pays.in_money and month in programme.in_force:
            yield programme.id, programme


def _borne(pack: Pack, programme: WrittenProgramme, month: Month) -> tuple[object, ...]:
    funds = programme.particulars.funds
    return programme.subject, funds, sorted(worth_of(pack, funds, month).items(), key=lambda each: each[0])
