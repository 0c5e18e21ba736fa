"""Limits that rested on a year nobody had published are reckoned again."""

from collections.abc import Iterator
from datetime import date, datetime

from yingbao.edges.jobs.pieces import pieces
from yingbao.office.casework.actions.alarming import settle_provisional
from yingbao.office.casework.queries.alarms import provisional_cases
from yingbao.office.jobs.actions import Progress


def calendar_settle(*, county: str, on: date, at: datetime, begun: Progress) -> Iterator[Progress]:
    """Reckon the provisional limits again by the days off published since."""
    for cases, made in pieces(provisional_cases(county), begun):
        settle_provisional(cases=cases)
        yield made
