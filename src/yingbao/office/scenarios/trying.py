"""What is tried: reforms and changed values, for a month; the values become a text laid over the pack."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Self

import yaml

from yingbao.law.facts.problems import Wording
from yingbao.law.facts.values import Kind, NotAValue, read_value
from yingbao.law.facts.vocabulary import Fact
from yingbao.law.packs import Laid, Overlay, Pack
from yingbao.law.packs.pack import PEOPLE
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.rules.programmes import parameters_of_programme
from yingbao.office.determination.packs import pack_of
from yingbao.values.money import MOST_FEN, Money, NotMoney
from yingbao.values.month import Month

VALUES = "values-tried"
UNKNOWN = "unknown"
UNKNOWN_WORDS = frozenset({UNKNOWN, "未知"})
MOST_DIGITS = 9
TRUTHS = {"true": True, "false": False, "是": True, "否": False}

NOT_ONE = Wording(
    "写成 参数=数值，例如 living_allowance_rate=120",
    "write parameter=value, such as living_allowance_rate=120",
)
NO_PARAMETER = Wording("没有参数“{name}”", "there is no parameter “{name}”")
NEEDS_TIER = Wording(
    "“{name}”按{fact}分档，写成 {id}:档=数值", "“{name}” is tiered by {fact}: write {id}:tier=value"
)
NO_TIER = Wording("“{name}”不分档", "“{name}” has no tiers")
WRONG_TIER = Wording("“{name}”没有“{tier}”这一档（{allowed}）", "“{name}” has no tier “{tier}” ({allowed})")
TWICE = Wording("“{name}”写了两次", "“{name}” is given twice")
NOT_AN_AMOUNT = Wording(
    "“{name}”的“{written}”不是 0 到 {most} 元之间的金额",
    "“{written}” of “{name}” is no amount from 0 to {most} yuan",
)
NOT_A_VALUE = Wording("“{name}”的“{written}”不是可用的数值", "“{written}” is no value “{name}” can have")


class CannotTry(ValueError):
    """A value that was to be tried cannot be understood; the wording says why in both languages."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording.zh)
        self.wording = wording


@dataclass(frozen=True)
class Tried:
    """What is tried on a county's rules of a month.

    `values` are written as an officer writes them: `living_allowance_rate=120` in yuan,
    `nursing_subsidy_rate:1=130` for one tier (of several facts, `:1:physical`), `=unknown` where the value
    is to be unknown.
    """

    county: str
    month: Month
    reforms: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    @classmethod
    def of(cls, county: str, month: Month, reforms: Iterable[str], values: Iterable[str]) -> Self:
        """Return what is tried, each reform once."""
        return cls(county, month, tuple(dict.fromkeys(reforms)), tuple(values))

    def __bool__(self) -> bool:
        return bool(self.reforms or self.values)

    @property
    def overlay(self) -> str:
        """The text of the changed values, as it is laid over the pack; empty without any.

        Raises:
            CannotTry: a value names nothing, or cannot be understood.
            PackProblems: a reform cannot be laid.
        """
        if not self.values:
            return ""
        return write_values(pack_of(self.county, self.month, *self.reforms), self.month, self.values)

    @property
    def laid(self) -> tuple[Laid, ...]:
        """What is laid over the pack, the values last; raises what `overlay` raises."""
        return laid_by(self.reforms, self.overlay)


def laid_by(reforms: Iterable[str], overlay: str) -> tuple[Laid, ...]:
    """Return reforms and, after them, a text of changed values as they are laid over a pack."""
    return (*reforms, *((Overlay(VALUES, Path(f"{VALUES}.yaml"), overlay),) if overlay else ()))


def list_parameters(pack: Pack) -> list[tuple[DatedParameter, tuple[str, ...]]]:
    """Return the values that decide programmes for persons and households, or the shares of who pays.

    Each with the programmes it bears on, in the order of the programmes.
    """
    decided: dict[str, dict[str, None]] = {}
    for programme in pack.of(PEOPLE):
        shares = (share.part for share in programme.particulars.funds if share.part in pack.parameters)
        for name in (*parameters_of_programme(programme), *shares):
            decided.setdefault(name, {})[programme.id] = None
    return [(pack.parameters[name], tuple(programmes)) for name, programmes in decided.items()]


def tiers_of(parameter: DatedParameter) -> list[tuple[str, ...]]:
    """Return the tiers a value may be given for, as they are written, one word per fact it goes by."""
    return list(product(*(_values_of(fact) for fact in parameter.by))) if parameter.by else []


def _values_of(fact: Fact) -> list[str]:
    if fact.range:
        return [str(number) for number in range(fact.range[0], fact.range[1] + 1)]
    return [code for code, _ in fact.choices] or ["true", "false"]


def write_values(pack: Pack, month: Month, values: Iterable[str]) -> str:
    """Return changed values as the text of an overlay, in force from the month.

    Tiers that are not named keep what they are.

    Raises:
        CannotTry: a value names nothing, or cannot be understood.
    """
    changed: dict[str, object] = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for written in values:
        parameter, tiers, value = _read(pack, written)
        if (parameter.id, tiers) in seen:
            raise CannotTry(TWICE.fill(name=parameter.name.zh))
        seen.add((parameter.id, tiers))
        if not tiers:
            changed[parameter.id] = value
            continue
        dated = parameter.on(month)
        whole = changed.setdefault(parameter.id, _as_written(dated.value if dated else None))
        keys = [_key(fact, tier) for fact, tier in zip(parameter.by, tiers, strict=True)]
        changed[parameter.id] = _put(whole, keys, value)
    told = {"from": str(month), "sure": "assumed", "source": "试算"}
    parameters = {name: {"values": [{**told, "value": value}]} for name, value in changed.items()}
    document = {"id": VALUES, "name": {"zh": "试算的数值", "en": "values tried"}, "parameters": parameters}
    return str(yaml.safe_dump(document, allow_unicode=True, sort_keys=False))


def _read(pack: Pack, written: str) -> tuple[DatedParameter, tuple[str, ...], object]:
    named, equals, value = unicodedata.normalize("NFKC", written).partition("=")
    name, *tiers = (word.strip() for word in named.split(":"))
    if not equals:
        raise CannotTry(NOT_ONE)
    parameter = _find(pack, name)
    _check_tiers(parameter, tuple(tiers))
    return parameter, tuple(tiers), read_written(parameter, value.strip())


def _find(pack: Pack, name: str) -> DatedParameter:
    found = pack.parameters.get(name) or {p.name.zh: p for p in pack.parameters.values()}.get(name)
    if found is None:
        raise CannotTry(NO_PARAMETER.fill(name=name))
    return found


def _check_tiers(parameter: DatedParameter, tiers: tuple[str, ...]) -> None:
    if tiers and not parameter.by:
        raise CannotTry(NO_TIER.fill(name=parameter.name.zh))
    allowed = tiers_of(parameter)
    if not allowed or tiers in allowed:
        return
    if not tiers:
        facts = Wording(*(_together([getattr(f.name, side) for f in parameter.by]) for side in ("zh", "en")))
        raise CannotTry(NEEDS_TIER.fill(name=parameter.name.zh, fact=facts, id=parameter.id))
    words = {"tier": ":".join(tiers), "allowed": _together([":".join(each) for each in allowed])}
    raise CannotTry(WRONG_TIER.fill(name=parameter.name.zh, **words))


def _together(words: list[str]) -> str:
    return "、".join(words)


def read_written(parameter: DatedParameter, written: str) -> object:
    """Return a value as a pack writes it: amounts come in yuan and go in whole fen.

    Raises:
        CannotTry: it is no value of the parameter.
    """
    if written in UNKNOWN_WORDS:
        return UNKNOWN
    refusal = {"name": parameter.name.zh, "written": written}
    try:
        if parameter.kind is Kind.FEN:
            return _fen(written)
        if parameter.kind.is_number:
            return _whole(written)
        value = TRUTHS.get(written, written) if parameter.kind is Kind.BOOLEAN else written
        read_value(parameter.kind, value)
    except NotMoney:
        raise CannotTry(NOT_AN_AMOUNT.fill(**refusal, most=str(Money(MOST_FEN)))) from None
    except (NotAValue, ValueError):
        raise CannotTry(NOT_A_VALUE.fill(**refusal)) from None
    return value


def _fen(written: str) -> int:
    amount = Money.parse(written)
    if amount.fen < 0 or amount.is_too_large:
        raise NotMoney(written)
    return amount.fen


def _whole(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS):
        raise NotAValue(written)
    return int(written)


def _as_written(value: object) -> object:
    """Return a value in force as a pack writes it."""
    if isinstance(value, Mapping):
        return {tier: _as_written(below) for tier, below in value.items()}
    return UNKNOWN if value is None else value


def _put(whole: object, keys: list[object], value: object) -> object:
    """Return a tiered value with one amount put into its place; what was unknown as a whole begins empty."""
    if not keys:
        return value
    first, *others = keys
    known = whole if isinstance(whole, dict) else {}
    return {**known, first: _put(known.get(first), others, value)}


def _key(fact: Fact, tier: str) -> object:
    return int(tier) if fact.kind.is_number else TRUTHS.get(tier, tier)
