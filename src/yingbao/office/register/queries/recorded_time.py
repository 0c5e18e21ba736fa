"""What is known at which time. The clock of the register is the id of a source."""

from typing import Protocol

from django.db.models import Exists, Max, OuterRef, Q

from yingbao.office.register.choices import SourceState
from yingbao.office.register.models import Source


def get_horizon() -> int:
    """Return the latest recorded time that is complete: the last source before any that is being applied.

    0 when nothing is known.
    """
    earlier = Source.objects.filter(state=SourceState.APPLYING, id__lt=OuterRef("id"))
    applied = Source.objects.filter(~Exists(earlier), state=SourceState.APPLIED)
    return applied.aggregate(last=Max("id"))["last"] or 0


class Recorded(Protocol):
    """A row with its recorded time."""

    source_id: int
    ended_by_id: int | None


def was_known(row: Recorded, horizon: int | None) -> bool:
    """Return whether a row at hand was known at a horizon; None means now."""
    if horizon is None:
        return row.ended_by_id is None
    return row.source_id <= horizon and (row.ended_by_id is None or row.ended_by_id > horizon)


def known_at(horizon: int | None) -> Q:
    """Return the condition under which a fact was known at a horizon; None means now."""
    if horizon is None:
        return Q(ended_by__isnull=True)
    return Q(source__lte=horizon) & (Q(ended_by__isnull=True) | Q(ended_by__gt=horizon))
