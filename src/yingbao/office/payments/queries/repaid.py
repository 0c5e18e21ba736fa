"""How far money to be recovered came back: paid in, held back, and what is left."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from yingbao.office.payments.choices import ReceivableState, RecoveryWay
from yingbao.office.payments.models import Receivable, Recovery


@dataclass(frozen=True)
class Recovering:
    """Money to be recovered, and how far it came: in fen."""

    receivable: Receivable
    repaid: int
    deducted: int

    @property
    def left(self) -> int:
        """What is still to come back; nothing of what was written off."""
        if self.receivable.state == ReceivableState.WRITTEN_OFF:
            return 0
        return self.receivable.fen - self.repaid - self.deducted


def recovering_of(receivables: Sequence[Receivable]) -> list[Recovering]:
    """Return how far each of some receivables came, in their order; asked once for all."""
    came: defaultdict[tuple[int, str], int] = defaultdict(int)
    for each in Recovery.objects.filter(receivable__in=receivables, alive=True):
        came[each.receivable_id, each.way] += each.fen
    return [
        Recovering(each, came[each.pk, RecoveryWay.REPAID], came[each.pk, RecoveryWay.DEDUCTED])
        for each in receivables
    ]
