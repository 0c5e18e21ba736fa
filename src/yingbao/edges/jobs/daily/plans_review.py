"""Support plans whose day of review has come are told to the township."""

from collections.abc import Iterator
from datetime import date, datetime

from yingbao.edges.jobs.pieces import pieces
from yingbao.office.casework.actions.reminding import tell_due_reviews
from yingbao.office.casework.queries.reminders import plans_due
from yingbao.office.jobs.actions import Progress


def plans_review(*, county: str, on: date, at: datetime, begun: Progress) -> Iterator[Progress]:
    """Tell the township which support plans are due for review, each once."""
    for plans, made in pieces(plans_due(county, on), begun):
        tell_due_reviews(plans=plans, on=on, at=at)
        yield made
