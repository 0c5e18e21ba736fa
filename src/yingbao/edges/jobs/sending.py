"""Handing over what is to leave the building, one message after the other."""

import logging
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from yingbao.edges.jobs.outbox import Channel
from yingbao.office.messages.actions.outgoing import note_not_sent, note_sent, read_outgoing, take_outgoing

log = logging.getLogger(__name__)


def send_next(*, at: datetime) -> bool:
    """Hand the next outgoing message to its channel; return whether there was one.

    What is not taken is tried again later; the log names the row and the error, never number or words.
    """
    outgoing = take_outgoing(at=at)
    if outgoing is None:
        return False
    try:
        channel: Channel = import_string(settings.OUTGOING_CHANNELS[outgoing.channel])()
        channel.hand_over(outgoing.key, read_outgoing(outgoing))
    except Exception as why:  # noqa: BLE001  # whatever a channel raises, the next has its turn
        problem = type(why).__name__
        log.warning("%s was not taken: %s, try %s", outgoing, problem, outgoing.attempts)
        note_not_sent(outgoing=outgoing, problem=problem, at=at)
        return True
    note_sent(outgoing=outgoing, at=at)
    return True
