"""Which messages an officer is told, and which outgoing ones wait."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.messages.choices import OutgoingState
from yingbao.office.messages.models import Message, Outgoing, Reading


def list_messages(officer: Officer, units: Iterable[str]) -> QuerySet[Message]:
    """Return what an officer is told, the newest first: as one of these units, or personally.

    What is told to a unit is told where its officers act, not beyond.
    """
    if not may(officer, Permission.VIEW_MESSAGES):
        return Message.objects.none()
    low, high = officer.acting_scope
    in_turn = Q(unit__in=[unit for unit in units if unit], division_code__gte=low, division_code__lt=high)
    return Message.objects.filter(Q(officer=officer) | in_turn & Q(officer=None)).order_by("-id")


def put_aside_by(officer: Officer) -> Exists:
    """Return the condition that the officer has put a message aside."""
    return Exists(Reading.objects.filter(message=OuterRef("pk"), officer=officer))


def list_unread(officer: Officer, units: Iterable[str]) -> QuerySet[Message]:
    """Return the messages an officer has not put aside, the newest first."""
    return list_messages(officer, units).exclude(put_aside_by(officer))


def count_unread(officer: Officer, units: Iterable[str], *, most: int) -> int:
    """Return how many messages wait for an officer, counting no further than `most`."""
    return len(list_unread(officer, units).values_list("pk", flat=True)[:most])


def get_next_outgoing(at: datetime) -> Outgoing | None:
    """Return the outgoing message that has waited longest for its next try, or None."""
    waiting = Outgoing.objects.filter(state=OutgoingState.WAITING, next_try_at__lte=at)
    return waiting.order_by("next_try_at", "id").first()
