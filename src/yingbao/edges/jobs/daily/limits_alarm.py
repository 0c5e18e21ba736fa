"""Limits that come near or are past are told to whoever holds the turn."""

from collections.abc import Iterator
from datetime import date, datetime

from yingbao.edges.jobs.pieces import pieces
from yingbao.office.casework.actions.alarming import raise_alarms
from yingbao.office.casework.queries.alarms import limited_cases
from yingbao.office.jobs.actions import Progress


def limits_alarm(*, county: str, on: date, at: datetime, begun: Progress) -> Iterator[Progress]:
    """Tell whoever holds the turn, once each, which limits come near, are past or long past."""
    for cases, made in pieces(limited_cases(county), begun):
        raise_alarms(cases=cases, on=on, at=at)
        yield made
