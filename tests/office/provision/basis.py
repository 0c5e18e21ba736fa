"""A due recomputed from what it keeps: its decision, its reckoning and the dues before it; no belief of today."""

from yingbao.office.casework.models import AwardChange
from yingbao.office.determination.choices import Outcome
from yingbao.office.determination.models import Grant
from yingbao.office.provision.models import Due
from yingbao.office.provision.owed import STOPPING, TURNING
from yingbao.values.month import Month


def recompute(due: Due) -> int:
    """Return what was owed for a month after a due was found, of a programme without grace and arrears."""
    if not _in_force(due) or due.decision is None:
        return 0
    grant = Grant.objects.filter(decision=due.decision, programme=due.programme).first()
    if grant is None:
        return 0
    if grant.outcome == Outcome.YES and grant.amount_fen is not None:
        return grant.amount_fen
    return _before(due)


def _in_force(due: Due) -> bool:
    assert due.reckoning is not None
    turns = AwardChange.objects.filter(
        award=due.award, aim__in=TURNING, from_month__lte=due.period, at__lte=due.reckoning.asked_at
    )
    last = turns.order_by("-number").first()
    return last is None or last.aim not in STOPPING


def _before(due: Due) -> int:
    """What the month before owed when the due was found."""
    month = Month.of(due.period) - 1
    known = Due.objects.filter(
        person=due.person_id, programme=due.programme, period=month.first_day, pk__lt=due.pk
    )
    last = known.order_by("-sequence").first()
    return last.after if last else 0
