"""What happened to a person, in the order of days."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from yingbao.edges.web.persons.known import Known


@dataclass(frozen=True)
class Event:
    """One day something began or ended."""

    day: datetime.date
    says: str
    source: str


def timeline(rows: Iterable[Known]) -> list[Event]:
    """Return what began and ended, the newest first; what has no day is not in it."""
    events = []
    for row in rows:
        if row.valid_from:
            began = gettext("%(what)s: %(says)s") % {"what": row.what, "says": row.says}
            events.append(Event(row.valid_from, began, row.source))
        if row.valid_to:
            ended = gettext("Ended: %(what)s") % {"what": row.what}
            events.append(Event(row.valid_to, ended, row.source))
    return sorted(events, key=lambda event: event.day, reverse=True)
