"""Public notices whose days are over are taken down."""

from collections.abc import Iterator
from datetime import date, datetime

from yingbao.edges.jobs.pieces import pieces
from yingbao.office.casework.actions.publishing import end_notices
from yingbao.office.casework.queries.cases import cases_with_notice_over
from yingbao.office.jobs.actions import Progress


def notices_end(*, county: str, on: date, at: datetime, begun: Progress) -> Iterator[Progress]:
    """Take down the public notices whose days are over and to which nobody objects."""
    for cases, made in pieces(cases_with_notice_over(county, on), begun):
        end_notices(cases=cases, on=on, at=at)
        yield made
