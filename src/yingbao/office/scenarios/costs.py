"""What other rules would cost: in a month, in a year, once; and from which funds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yingbao.law.facts.values import Kind
from yingbao.law.packs import Pack
from yingbao.law.packs.funding import Worths, worth_of
from yingbao.law.rules.programmes import Pays, Share
from yingbao.office.determination.queries.what_if import NOBODY, TIMES, Change, Totals, WhatIf
from yingbao.values.money import Money
from yingbao.values.month import Month

# No one is named as payer: the pack does not say who pays, or a part is left over.
NOBODY_NAMED = ""
HUNDRED = 100


@dataclass(frozen=True)
class Sides:
    """An amount under the rules of today and under those tried; None where it cannot be told."""

    before: Money | None
    after: Money | None

    @property
    def more(self) -> Money | None:
        """How much more the rules tried cost; less than nothing when they cost less."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Part:
    """What one payer bears, in a year or, where the programme is owed once, once."""

    payer: str
    sides: Sides


@dataclass(frozen=True)
class Cost:
    """What one programme costs, as far as the amounts are known; one for each period it is owed for.

    `times` is how often a year it is owed, None for what is owed once; `whole` is what a year costs,
    reckoned from the persons and amounts of the month asked: twelve times a month, four times a quarter,
    once a year; or what it costs once. `without` are the entitled persons whose amount is not known. What is
    owed per household is in it once per household; how, its totals tell.
    """

    programme: str
    per: str
    times: int | None
    a_period: Sides
    whole: Sides
    without: tuple[int, int]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Costs:
    """What all programmes that change cost together, in money."""

    programmes: tuple[Cost, ...]

    @property
    def monthly(self) -> Sides:
        """What the programmes owed every month cost in the month asked."""
        return total(cost.a_period for cost in self.programmes if cost.per == "month")

    @property
    def yearly(self) -> Sides:
        """What a year costs; what is owed once is not in it."""
        return total(cost.whole for cost in self.programmes if cost.times is not None)

    @property
    def once(self) -> Sides:
        """What is owed once, or once in the years of the plan."""
        return total(cost.whole for cost in self.programmes if cost.times is None)

    @property
    def without(self) -> tuple[int, int]:
        """Persons whose amount is not known, before and after: the sums leave them out."""
        return sum(c.without[0] for c in self.programmes), sum(c.without[1] for c in self.programmes)

    def funds(self, *, yearly: bool = True) -> tuple[Part, ...]:
        """Return what each payer bears of a year, or of what is owed once; None: a share is not known."""
        parts: dict[str, list[Sides]] = {}
        for cost in self.programmes:
            if (cost.times is not None) is yearly:
                for part in cost.parts:
                    parts.setdefault(part.payer, []).append(part.sides)
        return tuple(Part(payer, total(sides)) for payer, sides in parts.items())


def get_costs(found: WhatIf) -> Costs:
    """Return what the programmes that change cost under both rules; those not in money cost nothing here."""
    return Costs(
        tuple(cost for change in found.changes for cost in _costs(change, _funded(change.programme, found)))
    )


def total(sides: Iterable[Sides]) -> Sides:
    """Return the sum; what cannot be told of one cannot be told of all."""
    all_of = list(sides)
    return Sides(_sum(side.before for side in all_of), _sum(side.after for side in all_of))


def _sum(amounts: Iterable[Money | None]) -> Money | None:
    whole = Money(0)
    for amount in amounts:
        if amount is None:
            return None
        whole += amount
    return whole


@dataclass(frozen=True)
class _Funded:
    """Who bears a programme under one set of rules, and what their shares are worth."""

    funds: tuple[Share, ...]
    worth: Worths


def _funded(programme: str, found: WhatIf) -> tuple[_Funded, _Funded]:
    """Return who bears it before and after."""
    return _bearing(found.now, programme, found.month), _bearing(found.then, programme, found.month)


def _bearing(pack: Pack, programme: str, month: Month) -> _Funded:
    """Return who bears it under one pack; nobody where the pack lacks it."""
    funds = next((p.particulars.funds for p in pack.programmes if p.id == programme), ())
    return _Funded(funds, worth_of(pack, funds, month))


def _costs(change: Change, funded: tuple[_Funded, _Funded]) -> Iterator[Cost]:
    """Give what it costs; where it is owed for another period then, each side by its own period."""
    if change.same_measure:
        parts = [(change.pays, change.before, change.after)]
    else:
        parts = [(change.paid, change.before, NOBODY), (change.pays, NOBODY, change.after)]
    for pays, before, after in parts:
        if pays and pays.in_money:
            yield _cost(change.programme, pays, (before, after), funded)


def _cost(programme: str, pays: Pays, totals: tuple[Totals, Totals], funded: tuple[_Funded, _Funded]) -> Cost:
    per = pays.per
    times = TIMES.get(per)
    before, after = totals
    whole = Sides(before.owed_fen * (times or 1), after.owed_fen * (times or 1))
    return Cost(
        programme=programme,
        per=per,
        times=times,
        a_period=Sides(before.owed_fen, after.owed_fen),
        whole=whole,
        without=(before.without_amount, after.without_amount),
        parts=tuple(_parts(totals, times or 1, funded)),
    )


def _parts(totals: tuple[Totals, Totals], times: int, funded: tuple[_Funded, _Funded]) -> Iterator[Part]:
    before, after = (
        share_out(each.funds, whole, times, each.worth) if whole.entitled else {}
        for each, whole in zip(funded, totals, strict=True)
    )
    for payer in dict.fromkeys([*before, *after]):
        yield Part(payer, Sides(before.get(payer, Money(0)), after.get(payer, Money(0))))


def share_out(funds: Sequence[Share], totals: Totals, times: int, worth: Worths) -> dict[str, Money | None]:
    """Return what each payer bears; parts of a fen fall to whoever pays the rest.

    One share that is not known leaves the rest not known either. What nobody is named for is under "".
    """
    whole = totals.owed_fen * times
    parts: dict[str, Money | None] = {
        share.payer: _part(share, whole, totals.counted * times, worth)
        for share in funds
        if share.part != "rest"
    }
    known = [amount for amount in parts.values() if amount is not None]
    left = whole - Money(sum(amount.fen for amount in known)) if len(known) == len(parts) else None
    rest = [share.payer for share in funds if share.part == "rest"]
    if rest:
        return {**parts, rest[0]: left}
    return parts if left == Money(0) and parts else {**parts, NOBODY_NAMED: left}


def _part(share: Share, whole: Money, counted: int, worth: Worths) -> Money | None:
    """Return what one bears of a whole; so many fen are for each of those counted."""
    known = worth.get(share.part)
    if known is None or known.value is None:
        return None
    if known.kind is Kind.FEN:
        return min(Money(known.value * counted), whole)
    return Money(whole.fen * known.value // HUNDRED)
