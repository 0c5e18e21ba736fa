"""What is known at which time. The clock of the register is the id of a source."""

from django.db.models import Max, Min, Q

from yingbao.office.register.choices import SourceState
from yingbao.office.register.models import Source


def get_horizon() -> int:
    """Return the latest recorded time that is complete: the last source before any that is being applied.

    0 when nothing is known.
    """
    applying = Source.objects.filter(state=SourceState.APPLYING).aggregate(first=Min("id"))["first"]
    applied = Source.objects.filter(state=SourceState.APPLIED)
    if applying is not None:
        applied = applied.filter(id__lt=applying)
    return applied.aggregate(last=Max("id"))["last"] or 0


def known_at(horizon: int | None) -> Q:
    """Return the condition under which a fact was known at a horizon; None means now."""
    if horizon is None:
        return Q(ended_by__isnull=True)
    return Q(source__lte=horizon) & (Q(ended_by__isnull=True) | Q(ended_by__gt=horizon))
