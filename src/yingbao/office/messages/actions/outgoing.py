"""What leaves the building: written with what causes it, handed to a channel afterwards."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from yingbao.office.access.choices import Role
from yingbao.office.messages.actions.telling import News, tell
from yingbao.office.messages.choices import Channel, MessageKind, OutgoingState
from yingbao.office.messages.models import Outgoing
from yingbao.office.messages.queries import get_next_outgoing
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.sealing import seal, unseal

TO, BODY = "outgoing.to", "outgoing.body"
# After each try the next one comes so much later; after the last one it has failed.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))


class Letter(NamedTuple):
    """What is sent: to which number, in which words. Neither is ever logged."""

    to: str
    body: str


@transaction.atomic
def write_outgoing(
    *, key: str, channel: Channel, letter: Letter, division_code: str, subject: str, at: datetime
) -> Outgoing:
    """Write a message to be sent, in the transaction of what causes it; the same key is written once."""
    known = Outgoing.objects.filter(key=key).first()
    if known is not None:
        return known  # type: ignore[no-any-return]  # a manager cut to sight
    (row,) = reserve_ids(Outgoing, 1)
    return Outgoing.objects.create(  # type: ignore[no-any-return]  # a manager cut to sight
        id=row,
        key=key,
        county=division_code[:6],
        division_code=division_code,
        channel=channel,
        to_sealed=seal(letter.to, column=TO, row=row),
        body_sealed=seal(letter.body, column=BODY, row=row),
        subject=subject,
        written_at=at,
        next_try_at=at,
    )


def take_outgoing(*, at: datetime) -> Outgoing | None:
    """Take the message that has waited longest, with the moment of its next try already written.

    So a worker that dies while sending leaves it to be tried again, and two workers take two messages.
    """
    while waiting := get_next_outgoing(at):
        later = at + WAITS[min(waiting.attempts, len(WAITS) - 1)]
        taken = _as_seen(waiting).update(attempts=waiting.attempts + 1, next_try_at=later)
        if taken:
            waiting.attempts, waiting.next_try_at = waiting.attempts + 1, later
            return waiting
    return None


def read_outgoing(outgoing: Outgoing) -> Letter:
    """Return a message in clear, for the channel.

    Raises:
        Tampered: it was not sealed in this row.
    """
    return Letter(
        unseal(outgoing.to_sealed or b"", column=TO, row=outgoing.pk),
        unseal(outgoing.body_sealed or b"", column=BODY, row=outgoing.pk),
    )


def note_sent(*, outgoing: Outgoing, at: datetime) -> None:
    """Write that a message has left, and forget its number and words: the case tells what was said."""
    Outgoing.objects.filter(pk=outgoing.pk, state=OutgoingState.WAITING).update(
        state=OutgoingState.SENT, sent_at=at, problem="", to_sealed=None, body_sealed=None
    )


@transaction.atomic
def note_not_sent(*, outgoing: Outgoing, problem: str, at: datetime) -> None:
    """Write why a try failed, by the name of the error; after the last try the administrators are told."""
    over = outgoing.attempts > len(WAITS)
    state = OutgoingState.FAILED if over else OutgoingState.WAITING
    if not _as_seen(outgoing).update(state=state, problem=problem) or not over:
        return
    news = News(
        key=f"outgoing:{outgoing.pk}",
        kind=MessageKind.OUTGOING_FAILED,
        county=outgoing.county,
        division_code=outgoing.county,
        unit=Role.ADMINISTRATOR,
        params={"channel": outgoing.channel, "problem": problem},
    )
    tell([news], on=localdate(at), at=at)


def _as_seen(outgoing: Outgoing) -> QuerySet[Outgoing]:
    return Outgoing.objects.filter(pk=outgoing.pk, state=OutgoingState.WAITING, attempts=outgoing.attempts)
