"""Telling somebody something, once; and putting it aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.messages.choices import MessageKind
from yingbao.office.messages.models import Message, Reading


@dataclass(frozen=True)
class News:
    """What is told: `key` makes it the same news or another, `unit` and `division_code` say whose it is."""

    key: str
    kind: MessageKind
    county: str
    division_code: str
    unit: str
    subject: str = ""
    params: dict[str, object] = field(default_factory=dict)


def tell(news: Iterable[News], *, on: date, at: datetime) -> int:
    """Write news for whoever holds the turn; return how many pieces were new.

    What was told under the same key before is not told again.
    """
    told = [
        Message(
            key=each.key,
            kind=each.kind,
            county=each.county,
            division_code=each.division_code,
            unit=each.unit,
            subject=each.subject,
            params=each.params,
            on=on,
            at=at,
        )
        for each in news
    ]
    known = set(Message.objects.filter(key__in=[each.key for each in told]).values_list("key", flat=True))
    new = [each for each in told if each.key not in known]
    Message.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def put_aside(*, messages: Sequence[Message], at: datetime, by: Officer) -> None:
    """Put messages the officer sees aside, for this officer only: whoever else was told still sees them.

    Raises:
        NotPermitted: the role is told nothing.
    """
    require(by, Permission.VIEW_MESSAGES)
    Reading.objects.bulk_create(
        [Reading(message=each, officer=by, at=at) for each in messages], ignore_conflicts=True
    )
