"""A new month is determined for everyone."""

from collections.abc import Iterator
from datetime import date, datetime

from yingbao.office.determination.actions import ask_for_run
from yingbao.office.jobs.actions import TIMETABLE, Progress
from yingbao.values.month import Month


def month_determine(*, county: str, on: date, at: datetime, begun: Progress) -> Iterator[Progress]:
    """Ask for the month that begins to be determined for everyone."""
    ask_for_run(county=county, month=Month.of(on), at=at, by=TIMETABLE)
    yield Progress(1, 1)
