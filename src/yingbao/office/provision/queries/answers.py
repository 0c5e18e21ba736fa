"""Where the stored answers stand that decide what a month is owed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from yingbao.office.determination import layouts
from yingbao.office.determination.layouts import PlacedProgramme
from yingbao.office.determination.models import Layout, Run
from yingbao.office.provision.choices import Per
from yingbao.office.provision.models import Reckoning
from yingbao.office.provision.programmes import OF_VALIDITY, Payable
from yingbao.office.provision.queries.freezings import get_frozen
from yingbao.office.provision.queries.reckonings import get_complete_runs, get_latest_reckoned
from yingbao.office.provision.statements import NOT_ASKED, NOT_IN_FORCE, Asked, Place, asked_period
from yingbao.values.month import Month


@dataclass(frozen=True)
class Answers:
    """The determined months of a county that bear on one that is reckoned, each with its last complete run.

    Of a longer period the months up to `until` count, the last that was reckoned; a certificate renewed later
    counts from when it is determined.
    """

    month: Month
    until: Month
    runs: Mapping[Month, Run]
    # Programme and period → the month by whose answers it was frozen.
    frozen: Mapping[tuple[str, Month], Month] = field(default_factory=dict)
    found: dict[tuple[int, str], tuple[int, PlacedProgramme] | None] = field(default_factory=dict)

    @classmethod
    def of(cls, county: str, month: Month, programmes: Iterable[Payable]) -> "Answers":
        """Return where the answers of a determined month of a county stand."""
        until = max(month, get_latest_reckoned(county) or month)
        arrears = max((each.terms.back_months for each in programmes), default=0)
        runs = get_complete_runs(county, max(until, month + arrears))
        return cls(month, until, runs, get_frozen(county))

    @property
    def digest(self) -> str:
        """The edition of the rules the month was determined by."""
        return self.runs[self.month].pack_digest

    def ask(self, reckoning: Reckoning, programme: Payable) -> list[Asked]:
        """Return what is asked of a programme: the period of the month, and those frozen by it."""
        asked = self._ask(reckoning, programme)
        if programme.terms.per != Per.YEAR:
            return [asked]
        own = replace(asked, frozen_by=self.frozen.get((programme.id, asked_period(asked))))
        here = (programme.id, self.month)
        coming = sorted(period for (name, period), by in self.frozen.items() if (name, by) == here)
        return [own, *(replace(asked, month=period, frozen_by=self.month) for period in coming)]

    def _ask(self, reckoning: Reckoning, programme: Payable) -> Asked:
        terms, month = programme.terms, self.month
        first = month - terms.grace_months
        last = month + terms.back_months if terms.per == Per.MONTH else self.until
        near = (each for each in self.runs if each <= last and (terms.per != Per.MONTH or each >= first))
        return Asked(
            county=reckoning.county,
            programme=programme.id,
            month=month,
            terms=terms,
            places={each: self._place(each, programme) for each in near},
            learned_in=Month.of(reckoning.on),
        )

    def _place(self, month: Month, programme: Payable) -> Place:
        if month not in programme.in_force:
            return Place(NOT_IN_FORCE)
        found = self._find(self.runs[month].layout, programme.id)
        if found is None:
            return Place(NOT_ASKED)
        page, placed = found
        bits = {name: 1 << bit for name, bit in placed.conditions}
        validity = sum({bit for name, bit in bits.items() if name in OF_VALIDITY})
        return Place(page, sum(set(bits.values())), validity)

    def _find(self, layout: Layout | None, programme: str) -> tuple[int, PlacedProgramme] | None:
        # Nearly all months of a county share one layout, and it is long.
        key = (layout.pk if layout else 0, programme)
        if key not in self.found:
            self.found[key] = layouts.find(layout.pages, programme) if layout else None
        return self.found[key]
