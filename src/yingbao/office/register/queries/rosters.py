"""Which of this month's rosters came, which are missing, how old the last ones are."""

from collections.abc import Iterable
from dataclasses import dataclass

from yingbao.office.access.models import Officer
from yingbao.office.access.within import lies_within
from yingbao.office.register.choices import SourceState
from yingbao.office.register.models import Source
from yingbao.office.register.queries.visible import visible_sources
from yingbao.values.month import Month

WAITING = (
    SourceState.RECEIVED,
    SourceState.READING,
    SourceState.READ,
    SourceState.CONFIRMED,
    SourceState.APPLYING,
)


@dataclass(frozen=True)
class RosterState:
    """How one kind of roster stands: applied for the month, waiting, and the last one applied before."""

    kind: str
    applied: Source | None
    waiting: Source | None
    last: Source | None

    @property
    def is_missing(self) -> bool:
        """Whether nothing has come for the month."""
        return self.applied is None and self.waiting is None

    def months_old(self, month: Month) -> int | None:
        """Return how many months older than the asked month the newest applied one is."""
        newest = self.applied or self.last
        return month - Month.of(newest.month) if newest else None


def list_roster_states(officer: Officer, month: Month, kinds: Iterable[str]) -> list[RosterState]:
    """Return the state of each kind of roster for the officer's county in a month, in the order of the kinds.

    A township officer sees the county's rosters: what is known of the township comes from them.
    """
    county = officer.division_id[:6]
    kinds = list(kinds)
    until = {"month__lte": month.first_day, "kind__in": kinds}
    if len(officer.division_id) > len(county):
        sources = list(Source.objects.filter(lies_within(county), **until).order_by("-id"))
    else:
        sources = list(visible_sources(officer).filter(**until))
    return [_state(kind, [s for s in sources if s.kind == kind], month) for kind in kinds]


def _state(kind: str, newest_first: list[Source], month: Month) -> RosterState:
    applied = [source for source in newest_first if source.state == SourceState.APPLIED]
    before = [source for source in applied if source.month < month.first_day]
    now = [source for source in newest_first if source.month == month.first_day]
    return RosterState(
        kind=kind,
        applied=next((source for source in now if source.state == SourceState.APPLIED), None),
        waiting=next((source for source in now if source.state in WAITING), None),
        last=max(before, key=lambda source: (source.month, source.pk), default=None),
    )
