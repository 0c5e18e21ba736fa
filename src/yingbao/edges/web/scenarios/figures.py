"""What a what-if found, in words and figures as pages, workbooks and the sheet show it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.templatetags import written
from yingbao.edges.web.templatetags.households import in_sentences
from yingbao.edges.web.templatetags.unconfirmed import in_a_cell
from yingbao.law.packs.resting import Resting, Unconfirmed
from yingbao.law.packs.words import PAYERS, PERIODS
from yingbao.office.access.queries import get_names
from yingbao.office.determination.queries.spreads import AGE_BANDS, TOLD_BY, Dimension, Slice
from yingbao.office.determination.queries.what_if import Change, Effect, WhatIf
from yingbao.office.scenarios.costs import Cost, Costs, Part, Sides

EFFECTS: Mapping[Effect, Promise] = {
    Effect.GAINS: _("gains it"),
    Effect.LOSES: _("loses it"),
    Effect.MORE: _("gets more"),
    Effect.LESS: _("gets less"),
    Effect.AMOUNT_UNKNOWN: _("amount not known"),
    Effect.TO_ASK: _("becomes unknown"),
    Effect.SETTLED: _("becomes certain: no"),
}
DIMENSIONS: Mapping[Dimension, Promise] = {
    Dimension.TOWNSHIP: _("By township or subdistrict"),
    Dimension.GRADE: _("By grade"),
    Dimension.KIND: _("By category"),
    Dimension.AGE: _("By age at the end of the month"),
    Dimension.SEX: _("By sex"),
}


@dataclass(frozen=True)
class ProgrammeLine:
    """One programme that changes."""

    id: str
    name: str
    change: Change
    in_money: bool
    per: str
    # The facts that would decide who becomes unknown: how many persons each.
    wanted: list[tuple[str, int]]
    cost: Cost | None
    # What its answers and its money rest on, before or after, and is still to be checked.
    unconfirmed: tuple[Unconfirmed, ...]

    @property
    def counts(self) -> list[tuple[Promise, int]]:
        """How many persons it does what to; what it does to nobody is left out."""
        return [
            (EFFECTS[effect], self.change.counts[effect]) for effect in Effect if self.change.counts[effect]
        ]

    @property
    def remarks(self) -> list[str]:
        """What its figures do not say: that only who pays changes, how sums per household came about."""
        alone = gettext("nobody is answered otherwise; who pays it changes.")
        before, after = (" ".join(in_sentences(side.households)) for side in self.change.sides)
        if before and after and before != after:
            before, after = gettext("Before: %s") % before, gettext("After: %s") % after
        said = [alone if self.change.borne_alone else "", *dict.fromkeys([before, after])]
        return [f"{self.name}{gettext(': ')}{each}" for each in said if each]

    def count(self, *effects: Effect) -> int:
        """Return how many persons it does one of these to."""
        return sum(self.change.counts[effect] for effect in effects)

    @property
    def other_amount(self) -> int:
        return self.count(Effect.MORE, Effect.LESS, Effect.AMOUNT_UNKNOWN)

    @property
    def gains(self) -> int:
        return self.count(Effect.GAINS)

    @property
    def loses(self) -> int:
        return self.count(Effect.LOSES)

    @property
    def to_ask(self) -> int:
        return self.count(Effect.TO_ASK)


@dataclass(frozen=True)
class SliceLine:
    """One township, grade, category, band of ages or sex."""

    name: str
    slice: Slice
    in_money: bool

    @property
    def more_fen(self) -> int | None:
        """How much more a period costs here, in money."""
        return (self.slice.after_fen - self.slice.before_fen).fen if self.in_money else None


@dataclass(frozen=True)
class SpreadTable:
    """One programme along one dimension."""

    dimension: Dimension
    title: Promise
    lines: list[SliceLine]


@dataclass(frozen=True)
class MoneyLine:
    """One amount before and after; `known` is no when a part of it cannot be told."""

    name: str
    sides: Sides

    @property
    def before(self) -> int | None:
        return None if self.sides.before is None else self.sides.before.fen

    @property
    def after(self) -> int | None:
        return None if self.sides.after is None else self.sides.after.fen

    @property
    def more(self) -> int | None:
        return None if self.sides.more is None else self.sides.more.fen


def programme_lines(found: WhatIf, costs: Costs) -> list[ProgrammeLine]:
    """Return the programmes that change, in the order of the pack."""
    reckoned = {cost.programme: cost for cost in costs.programmes}
    return [
        ProgrammeLine(
            id=change.programme,
            name=written.label(change.name),
            change=change,
            in_money=change.in_money,
            per=_periods(change),
            wanted=[
                (written.label(found.then.vocabulary[fact].name), count) for fact, count in change.wanted
            ],
            cost=reckoned.get(change.programme),
            unconfirmed=_unconfirmed(found, change.programme),
        )
        for change in found.changes
    ]


def _periods(change: Change) -> str:
    """Return the period it is owed for; both, where it is another one then."""
    periods = [written.label(PERIODS[pays.per]) for pays in (change.paid, change.pays) if pays]
    return " → ".join(dict.fromkeys(periods))


def _unconfirmed(found: WhatIf, programme: str) -> tuple[Unconfirmed, ...]:
    now, then = (
        Resting(pack, found.month, found.month).of_programme(programme) for pack in (found.now, found.then)
    )
    return (*now, *(replace(each, tried=True) for each in then if each not in now))


def unchecked(lines: list[ProgrammeLine]) -> list[str]:
    """Return of each programme what its figures rest on and is to be checked; nothing where all is sure."""
    return [f"{line.name}{gettext(': ')}{told}" for line in lines if (told := in_a_cell(line.unconfirmed))]


def spread_note(found: WhatIf, programme: str) -> str:
    """Return how lines of money owed per household are to be read; nothing for other programmes."""
    if not any(change.per_household for change in found.changes if change.programme == programme):
        return ""
    return gettext(
        "A household with members in several lines is in the money of each of them: the lines may add up to "
        "more than the whole."
    )


def money_lines(costs: Costs) -> list[MoneyLine]:
    """Return what it costs in a month, in a year, and once."""
    lines = [
        MoneyLine(gettext("A month, of what is owed every month"), costs.monthly),
        MoneyLine(gettext("A year, reckoned from this month"), costs.yearly),
        MoneyLine(gettext("Owed once"), costs.once),
    ]
    return [line for line in lines if line.before or line.after]


def fund_lines(costs: Costs) -> list[tuple[str, list[MoneyLine]]]:
    """Return who bears what, of a year and of what is owed once; a table without lines is left out."""
    tables = [
        (gettext("Who bears a year"), costs.funds()),
        (gettext("Who bears what is owed once"), costs.funds(yearly=False)),
    ]
    return [(title, [_fund(part) for part in parts]) for title, parts in tables if parts]


def _fund(part: Part) -> MoneyLine:
    name = written.label(PAYERS[part.payer]) if part.payer else gettext("Not written in the rules who pays")
    return MoneyLine(name, part.sides)


def spread_tables(found: WhatIf, programme: str) -> list[SpreadTable]:
    """Return how one programme's change spreads, one table a dimension."""
    spreads = [spread for spread in found.spreads if spread.programme == programme]
    townships = {
        s.value for spread in spreads for s in spread.slices if spread.dimension is Dimension.TOWNSHIP
    }
    names = get_names(townships)
    # Sums of two different periods have no difference to be shown.
    in_money = any(c.in_money and c.same_measure for c in found.changes if c.programme == programme)
    return [
        SpreadTable(
            spread.dimension,
            DIMENSIONS[spread.dimension],
            [
                SliceLine(_slice_name(found, spread.dimension, s.value, names), s, in_money)
                for s in spread.slices
            ],
        )
        for spread in spreads
    ]


def _slice_name(found: WhatIf, dimension: Dimension, value: str, names: Mapping[str, str]) -> str:
    if not value:
        return gettext("not known")
    if dimension is Dimension.TOWNSHIP:
        # The county's own code stands for those whose township is not known.
        return names.get(value, value) if len(value) >= 9 else gettext("Township not known")
    if dimension is Dimension.AGE:
        return _band(int(value))
    if dimension is Dimension.GRADE:
        return gettext("grade %(grade)s") % {"grade": value}
    return written.label(found.then.vocabulary[TOLD_BY[dimension]].say(value))


def _band(first: int) -> str:
    later = [age for age in AGE_BANDS if age > first]
    if not later:
        return gettext("%(first)s and older") % {"first": first}
    return gettext("%(first)s to %(last)s years") % {"first": first, "last": later[0] - 1}
