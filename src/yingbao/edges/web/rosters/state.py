"""Which of a month's rosters came, for the home page."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime

from yingbao.edges.web.place import place_of
from yingbao.edges.web.rosters.kinds import kind_name, kinds_of
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.register.queries.rosters import RosterState, list_roster_states
from yingbao.values.month import Month


@dataclass(frozen=True)
class RosterLine:
    """One kind of roster and how old the newest of it is; no age when none ever came."""

    name: str
    months_old: int | None
    waiting: bool
    month: Month | None
    applied_on: datetime.date | None
    url: str


def list_roster_lines(officer: Officer, month: Month) -> list[RosterLine]:
    """Return a line for every kind of roster the county has."""
    kinds = kinds_of(place_of(officer).county)
    linked = may(officer, Permission.IMPORT_ROSTERS)
    return [
        line(state, kind_name(state.kind, kinds), month, linked=linked)
        for state in list_roster_states(officer, month, kinds)
    ]


def line(state: RosterState, name: str, month: Month, *, linked: bool) -> RosterLine:
    """Return one line; its link leads to the newest file."""
    newest = state.applied or state.last
    shown = state.waiting or newest
    return RosterLine(
        name=name,
        months_old=state.months_old(month),
        waiting=state.waiting is not None,
        month=Month.of(newest.month) if newest else None,
        applied_on=localtime(newest.applied_at).date() if newest and newest.applied_at else None,
        url=reverse("roster_show", args=[shown.pk]) if shown and linked else "",
    )
