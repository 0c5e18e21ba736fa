"""What programmes mean for persons: how many are entitled, to be asked, enrolled; the money of a period."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from yingbao.law.packs import Pack
from yingbao.law.packs.pack import PEOPLE
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.determination.queries import entitled, figures, runs
from yingbao.office.determination.queries.households import Households, owed_per_household
from yingbao.values.month import Month


@dataclass(frozen=True)
class ShownFigure:
    """One programme in the newest determined month, inside the officer's division."""

    entitled: int
    to_ask: int
    # In whole fen per period of the programme; None where it owes no money.
    fen: int | None
    without_amount: int
    # None where no list of those enrolled exists for it.
    enrolled: int | None
    assumed: bool
    # How the money came about where it is owed per household.
    households: Households | None = None

    @property
    def has_sum(self) -> bool:
        """Whether somebody's amount is known, so that there is a sum to show."""
        return self.households.counted > 0 if self.households else self.entitled > self.without_amount


@dataclass(frozen=True)
class Figures:
    """The figures of programmes for persons and households; the others are not counted by persons."""

    month: Month
    of: dict[str, ShownFigure]


def figures_of(officer: Officer, pack: Pack, programmes: Iterable[WrittenProgramme]) -> Figures | None:
    """Return the figures of programmes; None for who may not see lists, and before a month is determined."""
    if not may(officer, Permission.VIEW_LISTS):
        return None
    month = runs.get_latest_month(officer=officer, on=timezone.localdate())
    if month is None:
        return None
    asked = [each for each in programmes if each.subject in PEOPLE]
    ids = {each.id for each in asked}
    counts = figures.count_programmes(
        officer=officer, month=month, per_household=owed_per_household(pack) & ids, only=ids
    )
    schemes = {each.id: each.enrolment.scheme for each in asked if listed(each) and each.enrolment}
    enrolled = entitled.count_enrolled(officer=officer, month=month, schemes=set(schemes.values()))
    found = {}
    for programme in asked:
        count = counts.get(programme.id)
        in_money = programme.pays is not None and programme.pays.in_money
        found[programme.id] = ShownFigure(
            entitled=count.entitled if count else 0,
            to_ask=count.to_ask if count else 0,
            fen=(count.owed.fen if count else 0) if in_money else None,
            without_amount=count.without_amount if count and in_money else 0,
            enrolled=enrolled.get(schemes[programme.id], 0) if programme.id in schemes else None,
            assumed=pack.is_assumed(programme.id, month),
            households=count.households if count else None,
        )
    return Figures(month, found)


def listed(programme: WrittenProgramme) -> bool:
    """Whether lists tell who is enrolled."""
    return programme.enrolment is not None and programme.enrolment.scheme != "none"
